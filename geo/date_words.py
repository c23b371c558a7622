"""The words and patterns by which reports tell time."""

from __future__ import annotations

import re

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
NUMBERS = {
    name: number
    for number, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "a": 1,
    "an": 1,
    "the": 1,
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "few": 3,
    "several": 4,
    "thirty": 30,
    "forty": 40,
    "twenty four": 24,
    "forty eight": 48,
    "a fortnight": 1,
    "a dozen": 12,
    "half a": 1,
}
PARTS_OF_MONTH = {
    "": (1, 31),
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "the end of": (21, 31),
    "the start of": (1, 10),
    "the beginning of": (1, 10),
    "the middle of": (11, 20),
}
PARTS_OF_YEAR = {
    "": (1, 12),
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "the end of": (10, 12),
    "the start of": (1, 3),
    "the beginning of": (1, 3),
    "the middle of": (5, 8),
    "the summer of": (6, 9),
    "the spring of": (3, 6),
    "the autumn of": (9, 12),
    "the fall of": (9, 12),
    "summer": (6, 9),
    "spring": (3, 6),
    "autumn": (9, 12),
}

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\b\.?|July?\b\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>19\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"(?:\s*(?:-|–|—|to|and)\s*(?P<to>[0-3]?\d)(?:st|nd|rd|th)?)?"
_ENDS = r"the end of|the start of|the beginning of|the middle of"
_PART = rf"(?:(?P<part>early|mid|late|{_ENDS})[\s-]+(?:in\s+|of\s+)?)?"
_NUMBER = (
    r"(?:\d{1,4}|half a|a dozen|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]four)?|thirty|forty(?:[- ]eight)?|a couple of|"
    r"a few|several|few|couple of)"
)
_ABOUT = r"(?:(?:about|nearly|almost|some|around|over|more than|less than|barely|just|only)\s+)?"
_DAYS = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_TIME_OF_DAY = r"(?:day|morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight)"
_UNITS = r"(?P<unit>minutes?|hours?|days?|weeks?|fortnights?|months?|years?|nights?)"
_OF_CLAUSE = r"(?P<clause>(?=\s+[a-zA-Z]))"
_IN = r"(?:in|since|by|until|till|during|from|of|as of|back in|through|late in|early in|around)"


def _rule(name: str, *patterns: str) -> tuple[str, re.Pattern[str]]:
    return name, re.compile("".join(patterns), re.IGNORECASE)


RULES = (
    _rule("iso", r"\b(?P<year>19\d\d|20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    _rule("day_of_month", rf"\b(?:(?:{_DAYS}),?\s+)?{_DAY}{_TO}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR}\b)?"),
    _rule("month_day", rf"\b(?:(?:{_DAYS}),?\s+)?{_MONTH}\s+{_DAY}\b(?![\d,.]\d|\s*%){_TO}(?:,?\s+{_YEAR}\b)?"),
    _rule("month", rf"\b{_PART}{_MONTH}\s+(?:of\s+)?{_YEAR}\b"),
    _rule(
        "month",
        r"(?<![\w-])(?:in|since|by|until|till|during|from|of|through|last|this)\s+(?:the\s+)?",
        rf"{_PART}{_MONTH}(?P<year>)\b(?!\s+\d)",
    ),
    _rule("month", rf"\b(?P<part>early|mid|late)[\s-]+(?:in\s+)?{_MONTH}(?P<year>)\b(?!\s+\d)"),
    _rule(
        "year",
        rf"\b{_IN}\s+(?:the\s+)?(?:(?P<part>early|mid|late|summer|spring|autumn|{_ENDS})[\s-]+(?:of\s+|in\s+)?)?",
        rf"{_YEAR}\b(?![-–\d])",
    ),
    _rule("year", rf"\b(?P<part>early|mid|late)[\s-]+(?:in\s+)?{_YEAR}\b"),
    _rule("decade", r"\b(?:in|during|since)\s+the\s+(?:early\s+|late\s+|mid-)?(?P<year>(?:19|20)\d0)s\b"),
    _rule(
        "weekday",
        r"\b(?:(?P<which>last|past|previous|next|coming|this)\s+)?",
        rf"(?:(?P<into>overnight (?:in)?to|night (?:in)?to)\s+)?(?P<weekday>{_DAYS})\b",
        r"(?P<week>\s+(?:of\s+)?last\s+week\b)?",
    ),
    _rule(
        "day_number",
        r"\bthe\s+(?P<day>[0-3]?\d(?:st|nd|rd|th)|\w+(?:th|st)|second|third)\s+of\s+(?P<which>the|this|last)\s+month\b",
    ),
    _rule(
        "day_number",
        r"(?:(?<=\bon )|(?<=\bby ))the\s+(?P<day>[0-3]?\d(?:st|nd|rd|th))(?P<which>)",
        r"(?=\s*[,.;)]|\s+(?:they|it|the|he|she|and|but|when)\b)",
    ),
    _rule("weekend", r"\b(?:(?:over|at|during|on)\s+)?(?:the|last|this|past)\s+(?:past\s+|last\s+)?weekend\b"),
    _rule(
        "named_day",
        r"\b(?:(?:the )?day before yesterday|yesterday|today|tonight|tomorrow|last night|overnight|",
        r"this (?:morning|afternoon|evening)|earlier in the day|during the night(?! (?:from|of|to|between)))\b",
    ),
    _rule(
        "past_units",
        rf"\b(?:the\s+)?(?:past|last|recent|previous|preceding)\s+(?:(?P<count>{_NUMBER})\s+)?",
        r"(?P<unit>hours|days?|weeks|months|years)\b",
    ),
    _rule("past_units", r"\b(?:over|in|during|for|within)\s+(?:the\s+)?past\s+(?P<count>)(?P<unit>week|month|year)\b"),
    _rule("calendar_unit", r"\b(?:in the course of|over the course of|during) (?P<which>the|this) (?P<unit>week)\b"),
    _rule(
        "calendar_unit",
        r"\b(?:(?P<part>earlier|late|later|early|mid|the (?:start|beginning|middle|end) of)[\s-]+)?",
        r"(?P<which>this|last|(?<=of )the)\s+(?P<unit>week|month|year)\b",
    ),
    _rule("calendar_unit", r"\bthe (?P<unit>week|month|year) (?P<which>before last)\b"),
    _rule("ago", rf"\b{_ABOUT}(?P<count>{_NUMBER})\s+{_UNITS}\s+ago\b"),
    _rule(
        "from_event",
        rf"\b{_ABOUT}(?P<count>{_NUMBER})\s+{_UNITS}\s+(?P<side>later|earlier|afterwards|previously|on|",
        rf"(?:after|since){_OF_CLAUSE}|before(?=\s*[.,;]|\s*$)|before)(?![\w-])",
    ),
    _rule(
        "from_event",
        r"\b(?P<count>)(?P<unit>minutes|hours|days|weeks)\s+",
        rf"(?P<side>later|earlier|afterwards|before|after{_OF_CLAUSE})",
    ),
    _rule("from_event", r"\bwithin\s+(?P<count>)(?P<unit>hours|minutes)(?P<side>)(?P<clause>(?!))?\b"),
    _rule(
        "same_day",
        rf"\b(?:later\s+|earlier\s+)?(?:the\s+(?:same|next|following|previous)|that(?:\s+same)?)\s+{_TIME_OF_DAY}\b|",
        r"\bthe\s+day\s+(?:before|after|earlier)\b|\bat the same time\b|\b(?:on|along) the way(?= ?[.,;]|$)|",
        r"\bin the process\b(?! of)",
    ),
    _rule(
        "open",
        rf"\b(?:in|within)\s+(?:just|only|little more than|barely)\s+(?:{_NUMBER}\s+)?(?:days|weeks|hours|months)\b",
    ),
    _rule(
        "open",
        r"\b(?:on\s+)?the\s+(?:\w+(?:st|nd|rd|th)|first|second|third)\s+",
        r"(?:straight\s+|consecutive\s+)?(?:day|week|month)\s+of\b",
    ),
)
"""Pairs of a reader's name in `geo.dates` and a pattern: of two that start together the longer one wins."""
