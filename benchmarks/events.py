"""Measure events against labelled cases, where verbs happened, and speed against the same language model as shipped.

Usage: python benchmarks/events.py FOLDER CASES.jsonl... [--model NAME]

FOLDER holds `score_events.py`, `score_event_places.py` and `corpora/event_location.jsonl`. CASES has an article a line:
id, text, published, events; its misses are never printed, so a file kept for checking stays unread.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.events import where  # noqa: E402
from geo.language import DEFAULT_MODEL  # noqa: E402
from geo.model import Article  # noqa: E402
from geo.pipeline import Resources, read_all, read_articles, read_places, read_resources  # noqa: E402
from geo.rows import EVENT_COLUMNS, Format, event_row, write_rows  # noqa: E402

REPEATS = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the scorers and their corpora")
    parser.add_argument("cases", type=Path, nargs="+", help="labelled articles, JSON Lines")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="language model (default: %(default)s)")
    args = parser.parse_args(argv)
    resources = read_resources(model=args.model)
    with tempfile.TemporaryDirectory() as scratch:
        for cases in args.cases:
            _print_events(args.folder, cases, resources, Path(scratch) / "rows.jsonl")
        _print_event_places(args.folder, resources, Path(scratch) / "rows.jsonl")
    _time([article for cases in args.cases for article in _articles(cases)], args.model, resources)
    return 0


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _articles(path: Path) -> list[Article]:
    return [
        Article(
            id=str(row["id"]),
            text=row["text"],
            title=row.get("title") or "",
            published=date.fromisoformat(row["published"]) if row.get("published") else None,
        )
        for row in _records(path)
    ]


def _score(scorer: Path, *files: Path) -> str:
    command = [sys.executable, str(scorer), *map(str, files)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _print_events(folder: Path, cases: Path, resources: Resources, rows: Path) -> None:
    events = [event for reading in read_all(_articles(cases), resources) for event in reading.events]
    with rows.open("w", encoding="utf-8") as stream:
        write_rows([event_row(event) for event in events], EVENT_COLUMNS, Format.JSONL, stream)
    print(f"{cases.name}\n{_score(folder / 'score_events.py', cases, rows)}")


def _print_event_places(folder: Path, resources: Resources, rows: Path) -> None:
    """Print how often the places of a verb's event are wholly right."""
    gold = folder / "corpora" / "event_location.jsonl"
    with rows.open("w", encoding="utf-8") as file:
        for row in _records(gold):
            article = Article(id=str(row["id"]), text=row["text"])
            first, last = row["verb"]
            resolutions = read_places(article, resources).resolutions
            found = where(article, (first, last), resolutions, resources.actors, resources.language)
            spans = [[one.mention.start, one.mention.end] for one in found]
            file.write(json.dumps({"id": row["id"], "places": spans}) + "\n")
    print(f"event_location, where a verb happened\n{_score(folder / 'score_event_places.py', gold, rows)}")


def _seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of several runs."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _time(articles: Sequence[Article], model: str, resources: Resources) -> None:
    """Print processor seconds for places and events, and for the model as shipped, over the same articles."""
    texts = [article.text for article in articles]
    shipped = spacy.load(model)
    rival = _seconds(lambda: list(shipped.pipe(texts, batch_size=64)))
    ours = _seconds(lambda: list(read_articles(articles, resources)))
    print(
        f"{len(texts)} articles, {sum(map(len, texts))} characters, CPU seconds: {model} as shipped {rival:.2f}, "
        f"places and events {ours:.2f} ({rival / ours:.2f} times the throughput)"
    )


if __name__ == "__main__":
    sys.exit(main())
