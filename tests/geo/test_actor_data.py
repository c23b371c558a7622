"""The packaged actors: complete, at one with themselves and with the published table of codes."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from geo.actor_files import ActorRow, WarFile, read_war_file
from geo.actors import read_actors
from geo.paths import data_path

FILES = sorted(data_path("actors").glob("*.toml"))
TABLE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "ACTORS.md"
ROW = re.compile(r"^\| ([A-Z0-9-]+) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$", re.MULTILINE)


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def war(request: pytest.FixtureRequest) -> WarFile:
    return read_war_file(request.param)


def overlap(a: ActorRow, b: ActorRow) -> bool:
    """Say whether two actors exist on more than one common day."""
    first = max(a.from_day or date.min, b.from_day or date.min)
    last = min(a.to_day or date.max, b.to_day or date.max)
    return first < last


def test_every_actor_can_be_drawn_and_found(war: WarFile) -> None:
    for row in war.actors:
        assert row.colour, row.where
        assert row.label, row.where
        assert row.aliases, row.where


def test_no_name_means_two_actors_of_a_war_at_once(war: WarFile) -> None:
    meant: dict[str, list[ActorRow]] = defaultdict(list)
    for row in war.actors:
        for name in dict.fromkeys(name.casefold() for name in (*row.aliases, *row.generic)):
            meant[name].append(row)
    for name, rows in meant.items():
        for i, a in enumerate(rows):
            for b in rows[i + 1 :]:
                assert not overlap(a, b), f"{name!r} is {a.code} and {b.code} at once ({b.where})"


def test_no_actor_lists_a_name_twice(war: WarFile) -> None:
    for row in war.actors:
        assert len(set(row.aliases)) == len(row.aliases), row.where
        assert len(set(row.generic)) == len(row.generic), row.where


def test_relations_do_not_contradict_each_other(war: WarFile) -> None:
    spans: dict[frozenset[str], list[tuple[date, date]]] = defaultdict(list)
    for row in war.relations:
        assert row.a != row.b, row.where
        span = (row.from_day or date.min, row.to_day or date.max)
        for first, last in spans[frozenset((row.a, row.b))]:
            assert span[1] < first or last < span[0], f"{row.where}: two relations of one pair on one day"
        spans[frozenset((row.a, row.b))].append(span)


def test_codes_sides_and_aliases_are_those_of_the_table() -> None:
    if not TABLE.is_file():
        pytest.skip("the table of actor codes is not beside this checkout")
    actors = read_actors()
    found = ROW.findall(TABLE.read_text(encoding="utf-8"))
    assert len(found) > 40
    for code, _, side, aliases in found:
        actor = actors.get(code)
        assert actor is not None, code
        assert actor.side == side.strip(), code
        for alias in filter(None, (alias.strip() for alias in aliases.split(";"))):
            meant = {meaning.code for named in actors.find_in(alias) for meaning in named.meanings}
            assert code in meant, f"{alias!r} does not find {code}"


@pytest.mark.parametrize(
    ("a", "b", "day", "hostile"),
    [
        ("SYR-GOV", "HTS", date(2024, 11, 27), True),
        ("SYR-GOV", "SDF", date(2024, 11, 27), False),
        ("SYR-GOV", "SDF", date(2024, 12, 3), True),
        ("HTS", "SNA", date(2024, 12, 1), False),
        ("SNA", "SDF", date(2024, 12, 8), True),
        ("SYR-NEW", "RUS", date(2024, 12, 9), False),
        ("SYR-OPP", "RUS", date(2024, 12, 1), True),
        ("RUS", "UKR", date(2022, 3, 1), True),
        ("IRQ-GOV", "KRG", date(2016, 10, 20), False),
        ("IRQ-GOV", "KRG", date(2017, 10, 16), True),
        ("ETH-GOV", "TPLF", date(2021, 8, 5), True),
        ("ETH-GOV", "TPLF", date(2023, 8, 5), False),
        ("YEM-GOV", "STC", date(2019, 8, 10), True),
        ("YEM-GOV", "STC", date(2022, 1, 10), False),
        ("MNDAA", "AA", date(2024, 8, 1), False),
        ("M23", "RDF", date(2025, 1, 27), False),
        ("SAF", "RSF", date(2024, 1, 1), True),
    ],
)
def test_who_fights_whom_on_a_day(a: str, b: str, day: date, hostile: bool) -> None:
    assert read_actors().hostile(a, b, day) is hostile
