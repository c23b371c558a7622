"""Actors: what the files say, and how a faulty file is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.actors import Actors, read_actors
from geo.errors import ActorError

GOOD = """
war = "test"
countries = ["XX"]

[[actor]]
code = "RED"
name = "Red Army of X"
side = "RED"
colour = "#ff0000"
aliases = ["Red forces", "RA"]
generic = ["the reds", "rebels"]
to = "2020-01-01"

[[actor]]
code = "BLU"
name = "Blue Guard"
side = "BLU"

[[actor]]
code = "GRN"
name = "Green Band"
side = "GRN"

[[relation]]
a = "RED"
b = "BLU"
kind = "allied"
from = "2019-01-01"
to = "2019-12-31"
"""


@pytest.fixture(scope="module")
def packaged() -> Actors:
    return read_actors()


@pytest.fixture
def own(tmp_path: Path) -> Actors:
    path = tmp_path / "own.toml"
    path.write_text(GOOD)
    return read_actors(path)


def test_a_users_file_stands_beside_the_packaged_ones(own: Actors) -> None:
    red = own.get("RED")
    assert red is not None
    assert (red.name, red.side, red.label) == ("Red Army of X", "RED", "Red Army of X")
    assert own.get("SYR-GOV") is not None
    assert own.get("nobody") is None


def test_relations_hold_in_their_time_only(own: Actors) -> None:
    assert own.allied("RED", "BLU", date(2019, 6, 1))
    assert own.hostile("RED", "BLU", date(2021, 6, 1))
    assert own.hostile("BLU", "RED", None)
    assert not own.hostile("RED", "RED", None)
    assert own.hostile("RED", "an unknown band", None)


def test_an_unknown_code_is_named_with_its_place(own: Actors) -> None:
    with pytest.raises(ActorError, match=r"rows\.csv:3: unknown actor code 'PURPLE'"):
        own.require("PURPLE", "rows.csv:3")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Red marine infantry came.", ["Red marine infantry"]),
        ("The RA left.", ["RA"]),
        ("In Rabat the ra is a letter.", []),
        ("Rebels of the Blue Guard", ["Rebels", "Blue Guard"]),
        ("the Red, and forces", []),
    ],
)
def test_names_are_found_longest_first(own: Actors, text: str, found: list[str]) -> None:
    spans = [named for named in own.find_in(text) if any(m.war == "test" for m in named.meanings)]
    assert [text[named.start : named.end] for named in spans] == found


def test_is_the_verb_is_no_islamic_state(packaged: Actors) -> None:
    assert packaged.find_in("It is here.") == ()
    assert [m.code for n in packaged.find_in("IS is here.") for m in n.meanings] == ["ISIS"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('side = "RED"\n', "", r"own\.toml:5: this \[\[actor\]\] has no side"),
        ('colour = "#ff0000"', 'colour = "red"', r"own\.toml:9: colour 'red' is none"),
        ('colour = "#ff0000"', 'color = "#ff0000"', r"own\.toml:9: unknown key 'color'"),
        ('aliases = ["Red forces", "RA"]', 'aliases = "Red forces"', r"own\.toml:10: aliases must be a list of texts"),
        ('to = "2020-01-01"', 'to = "2020-02-30"', r"own\.toml:12: to '2020-02-30' is no day"),
        (
            'to = "2020-01-01"',
            'from = "2021-01-01"\nto = "2020-01-01"',
            r"own\.toml:13: to 2020-01-01 lies before from",
        ),
        ('code = "BLU"', 'code = "RED"', r"own\.toml:15: 'RED' is defined again \(first at .*own\.toml:6\)"),
        ('b = "BLU"', 'b = "BLUE"', r"own\.toml:25: relation names unknown actor 'BLUE'"),
        ('kind = "allied"', 'kind = "friends"', r"own\.toml:27: kind 'friends' is none of allied, neutral"),
        ('war = "test"', "", r"own\.toml:1: the file has no war"),
        ('war = "test"', "war = test", r"own\.toml:2: no valid TOML"),
        ('code = "RED"', 'code = "SYR-GOV"', r"own\.toml:6: 'SYR-GOV' is of side 'RED' here and 'SYR-GOV' elsewhere"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(ActorError, match=complaint):
        read_actors(path)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ActorError, match=r"missing\.toml: cannot be read"):
        read_actors(tmp_path / "missing.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ActorError, match=r"binary\.toml: cannot be read"):
        read_actors(binary)


@given(text=st.text(max_size=300))
def test_any_text_gives_spans_within_it(packaged: Actors, text: str) -> None:
    at = 0
    for named in packaged.find_in(text):
        assert at <= named.start < named.end <= len(text)
        at = named.end
