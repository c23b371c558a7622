"""How well and how fast events are read: `python benchmarks/events.py CASES.jsonl [--model NAME]`.

CASES has a line an article: id, text, published and, for the figures, events with action, actor, place, lon, lat,
radius_km and status. Control precision and recall count captures, transfers and withdrawals at the right place; the
speed is a ratio against the same spaCy model as shipped over the same texts, in the same run, in processor time.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from geopy.distance import great_circle

from geo.language import DEFAULT_MODEL
from geo.model import Action, Article, Event
from geo.pipeline import Resources, read_article, read_resources

GAIN = frozenset({Action.CAPTURE, Action.TRANSFER})
CONTROL = GAIN | {Action.WITHDRAW}
REPEATS = 3


def read_cases(path: Path) -> list[tuple[Article, list[dict[str, Any]]]]:
    """Return the articles of a cases file with the events wanted of each."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        cases.append((Article(id=str(row["id"]), text=row["text"], published=published), row.get("events", [])))
    return cases


def at_place(wanted: dict[str, Any], event: Event) -> bool:
    """Say whether an event lies where it should; one without a point must bear the name."""
    if event.place is None:
        return event.place_words.casefold() == str(wanted["place"]).casefold()
    here = (event.place.at.lat, event.place.at.lon)
    return bool(great_circle(here, (wanted["lat"], wanted["lon"])).km <= float(wanted["radius_km"]))


def score(cases: list[tuple[Article, list[dict[str, Any]]]], found: list[tuple[Event, ...]]) -> str:
    """Return control precision, recall and the number of false changes of control."""
    right = asked = given = false = 0
    for (_, wanted), events in zip(cases, found, strict=True):
        gold = [w for w in wanted if Action(w["action"]) in CONTROL and not w.get("optional")]
        extra = [w for w in wanted if Action(w["action"]) in CONTROL and w.get("optional")]
        asked += len(gold)
        for event in (e for e in events if e.action in CONTROL):
            same = [w for w in gold if (Action(w["action"]) in GAIN) == (event.action in GAIN) and at_place(w, event)]
            if same:
                gold.remove(same[0])
                right += 1
                given += 1
            elif not any(at_place(w, event) for w in extra):
                given += 1
                false += event.effective
    precision, recall = right / max(given, 1), right / max(asked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return (
        f"control: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}; false changes {false} in {len(cases)}"
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of several runs."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    args = parser.parse_args()
    cases = read_cases(args.cases)
    resources: Resources = read_resources(model=args.model)
    found = [read_article(article, resources).events for article, _ in cases]
    if any(wanted for _, wanted in cases):
        print(score(cases, found))
    texts = [article.text for article, _ in cases]
    shipped = spacy.load(args.model)
    rival = seconds(lambda: list(shipped.pipe(texts, batch_size=64)))
    ours = seconds(lambda: [read_article(article, resources) for article, _ in cases])
    print(f"{len(texts)} articles, {sum(map(len, texts))} characters")
    print(f"{args.model} as shipped {rival:.2f} s, places and events {ours:.2f} s: ratio {rival / ours:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
