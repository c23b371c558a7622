"""Measure places against public corpora, and speed against the same language model as shipped.

Usage: python benchmarks/places.py FOLDER [--added FILE] [--model NAME] [--speed N]

FOLDER holds `score_places.py`, `score_event_places.py`, `wide_names.txt` and `corpora/*.jsonl`, an article a line: id,
text, and mentions with start, end, lon and lat; `event_location.jsonl` has a sentence a line, with the places of its
event. FILE is a gazetteer of Syria as a user adds one: told is what it finds there, and what became of what was
answered without it. LGL and GeoVirus were used to choose weights and thresholds; TUD-Loc was not.
"""

from __future__ import annotations

import argparse
import json
import math
import runpy
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.gazetteer import read_gazetteer  # noqa: E402
from geo.language import DEFAULT_MODEL  # noqa: E402
from geo.model import Article, LonLat, Resolution, Role  # noqa: E402
from geo.pipeline import Resources, answer_spans, read_places, read_places_of, read_resources  # noqa: E402
from geo.places_apart import km_between  # noqa: E402

Record = dict[str, Any]
CORPORA = ("lgl", "geovirus", "tudloc", "re3d_open")
NO_DEMONYMS = frozenset({"geovirus", "re3d_open"})
FIGURES = ("exact_f1", "overlap_r", "e2e161_f1", "acc161", "acc10", "acc161_answered")
MIDDLE_EAST = "12,25,42,63"
FAR_KM = 161
SAME_KM = 25
TOGETHER = 32


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description="Measure places against the corpora of a folder.")
    parser.add_argument("folder", type=Path, help="folder of the scorer and its corpora")
    parser.add_argument("--added", type=Path, metavar="FILE", help="gazetteer of Syria to add and compare with")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="language model (default: %(default)s)")
    parser.add_argument("--speed", type=int, default=300, metavar="N", help="articles to time (default: %(default)s)")
    args = parser.parse_args(argv)
    resources = read_resources(model=args.model)
    print(f"{'':34s}" + "".join(f"{figure:>17s}" for figure in FIGURES))
    with tempfile.TemporaryDirectory() as scratch:
        for corpus in CORPORA:
            articles = _read(args.folder / "corpora" / f"{corpus}.jsonl")
            _measure(args.folder, corpus, articles, resources, Path(scratch) / "rows.jsonl")
    _print_event_places(args.folder, resources, args.added)
    _time([article["text"] for article in articles_for_speed(args.folder, args.speed)], resources)
    return 0


def _read(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _measure(folder: Path, corpus: str, articles: list[Record], resources: Resources, rows: Path) -> None:
    found = [_found(article, resources) for article in articles]
    _write(rows, (row for answers in found for row in map(_row, answers)))
    roles = ["--roles", "locative,metonym,associative"] if corpus in NO_DEMONYMS else []
    gold = folder / "corpora" / f"{corpus}.jsonl"
    _print(f"{corpus}, end to end", folder, gold, rows, *roles)
    if not any(mention["lon"] is not None for article in articles for mention in article["mentions"]):
        return
    local = ("--local", str(folder / "wide_names.txt"), "--box", MIDDLE_EAST)
    _print(f"{corpus}, Middle East, no countries", folder, gold, rows, *local)
    given = [_given(article, resources) for article in articles]
    _write(rows, (row for answers in given for row in map(_row, answers)))
    _print(f"{corpus}, given spans", folder, gold, rows)
    _print_false(articles, given)


def _found(article: Record, resources: Resources) -> tuple[Resolution, ...]:
    return read_places(Article(id=str(article["id"]), text=article["text"]), resources).resolutions


def _given(article: Record, resources: Resources) -> tuple[Resolution, ...]:
    spans = [(mention["start"], mention["end"]) for mention in article["mentions"]]
    return answer_spans(Article(id=str(article["id"]), text=article["text"]), spans, resources).resolutions


def _row(answer: Resolution) -> Record:
    mention, place = answer.mention, answer.place
    return {
        "article_id": mention.article_id,
        "start": mention.start,
        "end": mention.end,
        "toponym": mention.toponym,
        "role": mention.role.value,
        "lon": place.at.lon if place else None,
        "lat": place.at.lat if place else None,
    }


def _write(path: Path, rows: Iterator[Record]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _print(label: str, folder: Path, gold: Path, rows: Path, *options: str) -> None:
    command = [sys.executable, str(folder / "score_places.py"), str(gold), str(rows), "--json", *options]
    score = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{label:34s}" + "".join(f"{score[figure]:17.3f}" for figure in FIGURES))


def _print_false(articles: list[Record], given: list[tuple[Resolution, ...]]) -> None:
    """Print the share of false answers by how the name met the place."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for article, answers in zip(articles, given, strict=True):
        for mention, answer in zip(article["mentions"], answers, strict=True):
            if mention["lon"] is None or answer.place is None:
                continue
            kind = answer.candidates[0].match.value
            every[kind] += 1
            right[kind] += km_between(LonLat(mention["lon"], mention["lat"]), answer.place.at) <= FAR_KM
    told = ", ".join(f"{kind} {every[kind] - right[kind]} of {every[kind]}" for kind in sorted(every))
    print(f"{'':34s}  answers more than {FAR_KM} km off, by kind of match: {told}")


def _print_event_places(folder: Path, resources: Resources, added: Path | None) -> None:
    """Print the share of event places in sentences naming Syria that are found as mentions, and that have a point."""
    syria = runpy.run_path(str(folder / "score_event_places.py"))["SYRIA"]
    rows = [row for row in _read(folder / "corpora" / "event_location.jsonl") if syria.search(row["text"])]
    answers = [_answers(row, resources) for row in rows]
    print(f"event_location, naming Syria       {_event_places(rows, answers)}")
    if added is None:
        return
    deeper = replace(resources, gazetteer=read_gazetteer(added))
    more = [_answers(row, deeper) for row in rows]
    print(f"  with {added.name:28s}{_event_places(rows, more)}")
    print(f"  without the supplement's places  {_event_places(rows, answers, packaged=True)}")
    print(f"    with {added.name:26s}{_event_places(rows, more, answers, packaged=True)}")
    _print_kept(answers, more)


def _answers(row: Record, resources: Resources) -> list[Resolution]:
    return [answer for answer in _found(row, resources) if answer.mention.role is not Role.EMBEDDED]


def _event_places(
    rows: list[Record],
    answers: list[list[Resolution]],
    first: list[list[Resolution]] | None = None,
    *,
    packaged: bool = False,
) -> str:
    """Return how many event places are found and have a point; `packaged` leaves out what the supplement answers."""
    gold = found = placed = 0
    for row, given, before in zip(rows, answers, first or answers, strict=True):
        for start, end in row["places"]:
            if packaged and any(a.place and a.place.source.startswith("own") for a in _over(before, start, end)):
                continue
            over = _over(given, start, end)
            gold, found, placed = gold + 1, found + bool(over), placed + any(a.place is not None for a in over)
    return f"{gold} event places: found as mentions {found / gold:.3f}, with a point {placed / gold:.3f}"


def _over(answers: list[Resolution], start: int, end: int) -> list[Resolution]:
    return [answer for answer in answers if answer.mention.start < end and start < answer.mention.end]


def _print_kept(before: list[list[Resolution]], after: list[list[Resolution]]) -> None:
    """Print what became of the answers when a gazetteer was added: kept, not sure any more, or elsewhere."""
    fate: Counter[str] = Counter()
    for one, other in zip(before, after, strict=True):
        now = {(answer.mention.start, answer.mention.end): answer.place for answer in other}
        for answer in one:
            place = now.get((answer.mention.start, answer.mention.end))
            if answer.place is not None:
                moved = place is not None and km_between(place.at, answer.place.at) > SAME_KM
                fate["none" if place is None else "elsewhere" if moved else "kept"] += 1
    print(f"  answers without it: kept {fate['kept']}, none any more {fate['none']}, elsewhere {fate['elsewhere']}")


def articles_for_speed(folder: Path, count: int) -> list[Record]:
    """Return articles of the two news corpora by turns."""
    one, other = (_read(folder / "corpora" / f"{corpus}.jsonl") for corpus in ("lgl", "geovirus"))
    return [article for pair in zip(one, other, strict=False) for article in pair][:count]


def _time(texts: list[str], resources: Resources) -> None:
    """Print CPU seconds for finding and resolving places, and for the model as shipped, on the same articles."""
    import importlib

    language = resources.language
    shipped = importlib.import_module(language.name).load()
    list(shipped.pipe(texts[:4], batch_size=64))
    language.entities(texts[0])
    start = time.process_time()
    words = sum(len(document) for document in shipped.pipe(texts, batch_size=64))
    model = time.process_time() - start
    start = time.process_time()
    for first in range(0, len(texts), TOGETHER):
        language.entities_of(texts[first : first + TOGETHER])
    entities = time.process_time() - start
    start = time.process_time()
    for _ in read_places_of((Article(id=str(number), text=text) for number, text in enumerate(texts)), resources):
        pass
    ours = time.process_time() - start
    rest = math.fsum((ours, -entities))
    print(
        f"{len(texts)} articles, {words} tokens, CPU seconds: model as shipped {model:.1f}, places {ours:.1f} "
        f"({model / ours:.2f} times the throughput, {words / ours:.0f} tokens a second; "
        f"entities {entities:.1f}, names and resolution {rest:.1f})"
    )


if __name__ == "__main__":
    sys.exit(main())
