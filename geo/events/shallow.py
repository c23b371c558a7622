"""Events without a language model: only the plainest clauses, by the order of their words; fewer, and surer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.date_spans import DateKind, DateSpan
from geo.events.dating import days_of
from geo.events.draft import Draft
from geo.events.marking import Item
from geo.events.place_refs import PlaceRef
from geo.events.scene import Scene
from geo.events.told import Told
from geo.model import Action

_ACTOR = r"<a(?P<actor>\d+)>"
_LIST = r"(?P<places><p\d+>(?:(?:, | and |, and )<p\d+>)*)"
_NOUN = (
    r"(?:(?:the )?(?:(?:strategic|border|northern|southern|eastern|western|key) )?"
    r"(?:city|town|village|towns|villages) of )?"
)
_ADVERB = r"(?:(?:have|has|had|then|also|later|quickly|finally|fully) )*"
_TAKEN = (
    r"(?:captured|seized|retook|retaken|recaptured|took|taken|overran|overrun|liberated|occupied|regained|reclaimed)"
)
_CONTROL = r"(?:(?:took|taken|seized|gained|regained|assumed) (?:full |complete )?control of)"
_RULES: tuple[tuple[Action, re.Pattern[str]], ...] = (
    (Action.CAPTURE, re.compile(rf"{_ACTOR} {_ADVERB}(?:{_CONTROL}|{_TAKEN}) {_NOUN}{_LIST}(?=[ ,.;]|$)")),
    (Action.CAPTURE, re.compile(rf"{_LIST} (?:was|were|has been|have been) {_TAKEN} by (?:the )?{_ACTOR}")),
    (Action.CAPTURE, re.compile(rf"{_LIST} (?:fell|has fallen|have fallen) (?:on \w+ )?to (?:the )?{_ACTOR}")),
    (
        Action.WITHDRAW,
        re.compile(
            rf"{_ACTOR} {_ADVERB}(?:(?:withdrew|withdrawn|retreated) from|(?:pulled|moved) out of|abandoned) "
            rf"{_NOUN}{_LIST}(?=[ ,.;]|$)"
        ),
    ),
    (
        Action.ENTER,
        re.compile(rf"{_ACTOR} {_ADVERB}(?:entered|stormed|pushed into|broke into|marched into) {_NOUN}{_LIST}"),
    ),
    (Action.STRIKE, re.compile(rf"{_ACTOR} {_ADVERB}(?:bombed|shelled|pounded|bombarded) {_NOUN}{_LIST}")),
    (Action.BESIEGE, re.compile(rf"{_ACTOR} {_ADVERB}(?:besieged|encircled|surrounded) {_NOUN}{_LIST}")),
    (Action.HOLD, re.compile(rf"{_ACTOR} still (?:hold|holds|control|controls) {_NOUN}{_LIST}")),
)
_DOUBT = re.compile(
    r"\b(?:not|no|never|nobody|if|whether|would|could|may|might|should|will|vow\w*|plan\w*|den\w+|fail\w*|tr(?:y|ied|ies)|"
    r"rumou?rs?|fear\w*|hope\w*|demand\w*|urg\w+|alleg\w+|unless|until|before|after|since|anniversary|n't)\b|\?",
    re.IGNORECASE,
)
_SAYS = re.compile(r"<a\d+>[^,.]{0,40} (?:said|says|claimed|claims|announced|reported|declared|admitted|confirmed)\b")


def read_plainly(scene: Scene, spans: Sequence[tuple[int, int]], dates: Sequence[DateSpan]) -> list[Told]:
    """Return the events of the plainest clauses of some sentences: no doubt, no speaker who fights, no second date."""
    told: list[Told] = []
    for start, end in spans:
        inside = [item for item in scene.items if start <= item.start and item.end <= end]
        line = _line(scene.article.text, start, end, inside)
        when = [span for span in dates if start <= span.start < end and span.kind is not DateKind.UNTIL]
        if len(when) > 1 or _DOUBT.search(line) or _SAYS.search(line):
            continue
        for action, pattern in _RULES:
            for match in pattern.finditer(line):
                told += _tell(scene, action, match, inside, when, (start, end))
    return told


def _line(text: str, start: int, end: int, items: Sequence[Item]) -> str:
    """Return a sentence with its actors and places as numbered marks, without the articles before them."""
    pieces: list[str] = []
    at = start
    for number, item in enumerate(items):
        before = re.sub(r"\b(?:the|The)\s+$", "", text[at : item.start])
        pieces += [before, f"<{'p' if item.place is not None else 'a'}{number}>"]
        at = item.end
    return " ".join("".join([*pieces, text[at:end]]).split())


def _tell(
    scene: Scene,
    action: Action,
    match: re.Match[str],
    items: Sequence[Item],
    when: Sequence[DateSpan],
    sentence: tuple[int, int],
) -> list[Told]:
    named = items[int(match["actor"])].actor
    actor = scene.code(named) if named is not None else None
    if actor is None:
        return []
    told: list[Told] = []
    span = when[0] if when else None
    first, last, precision = days_of(span, scene.day, None, background=False)
    for number in re.findall(r"<p(\d+)>", match["places"]):
        item = items[int(number)]
        words = " ".join(scene.article.text[item.start : item.end].split())
        ref = PlaceRef(item.start, item.end, words, item.place, item)
        draft = Draft(action=action, place=ref, actor=actor, told_actor=True, date=span)
        one = Told(draft, first, last, precision, item.start, item.end, sentence)
        one.trigger = (item.start, item.end)
        told.append(one)
    return told
