"""Small made-up stories for the pages, and the texts that must never do anything but be read."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import geopandas as gpd
import shapely

from geo.actors import Actors, read_actors
from geo.model import Action, Event, LonLat, Place, Precision, Provenance, Status
from maps.page import Story
from maps.schema import AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS, WGS84
from maps.snapshot import Snapshot

TEMPLATES = (
    "{{ cycler.__init__.__globals__.os.getpid() }}",
    "{{ 7*7 }}",
    "{{7*'7'}}",
    "{{ self }}",
    "{{ this.get_name() }}",
    "{{ config }}",
    "{%- for x in y %}",
    "{% off",
    "{% raw %}",
    "{% include '/etc/hostname' %}",
    "{# x #}",
    "{# off",
    "}}",
    "%}",
    "#}",
    "{{'{{'}}",
    "{{ ''.__class__.__mro__ }}",
    "${{7*7}}",
    "#{7*7}",
    "<%= 7*7 %>",
)
MARKUP = (
    "</script><script>window.ran = 1</script>",
    "</SCRIPT ><script>window.ran = 1</script>",
    "<script>window.ran = 1</script>",
    "<script src=//x.example></script>",
    "<!-- <script>",
    "--><script>window.ran = 1</script>",
    "<!--<script></script>",
    "]]> ?> %>",
    "<img src=x onerror='window.ran = 1'>",
    "\"><svg onload='window.ran = 1'>",
    "'><img src=x onerror=window.ran=1>",
    "<svg><script>window.ran = 1</script></svg>",
    "<math><mtext></mtext></math><img src=x onerror=window.ran=1>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<a href='javascript:window.ran=1'>x</a>",
    "<base href='https://x.example/'>",
    "<meta http-equiv=refresh content='0;url=https://x.example'>",
    "<link rel=stylesheet href=https://x.example/x.css>",
    "<style>*{display:none}</style>",
    "</style><script>window.ran = 1</script>",
    "</title><script>window.ran = 1</script>",
    "</textarea><script>window.ran = 1</script>",
    "</noscript><script>window.ran = 1</script>",
    "<form action=https://x.example><button>x",
    "<input autofocus onfocus=window.ran=1>",
    "<details open ontoggle=window.ran=1>",
    "&lt;b&gt; &amp;",
    "&#60;script&#62;",
    "<plaintext>",
)
SCRIPTS = (
    "`${window.ran = 1}`",
    "${1+1}",
    "${window.ran=1}",
    "back\\slash \\u003c \\`",
    "\\",
    "\\'",
    "'-alert(1)-'",
    '";window.ran=1;//',
    "';window.ran=1;//",
    "*/window.ran=1;/*",
    "line\u2028end\u2029",
    "__proto__",
    "constructor",
    '{"a":1}',
)
LINKS_AND_CELLS = (
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1",
    " javascript:window.ran=1",
    "java\tscript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:window.ran=1",
    "//x.example/",
    "=HYPERLINK(1)",
    "+1+1",
    "@SUM(1)",
    "-1",
    "\u202eright to left\u202c \u200f",
    "\u2066isolate",
    "zero\u200bwidth\ufeff",
    "astral \U0001d538 letter",
    "حلب",
)
HOSTILE = (*TEMPLATES, *MARKUP, *SCRIPTS, *LINKS_AND_CELLS)
DAYS = (date(2024, 11, 30), date(2024, 12, 1), date(2024, 12, 2))


def place(name: str, lon: float, lat: float) -> Place:
    """Return a place of our own."""
    return Place(id=f"own:{name}", name=name, at=LonLat(lon, lat))


WEST = place("Westham", 36.8, 35.9)
EAST = place("Eastham", 37.6, 35.9)
SOUTH = place("Southham", 36.9, 35.4)


def event(name: str, **given: Any) -> Event:
    """Return a capture of Westham by HTS on 1 December unless told otherwise."""
    told = {
        "article_id": "a.txt",
        "start": 0,
        "end": 0,
        "sentence": f"Fighters took Westham, {name} said.",
        "published": date(2024, 12, 2),
        "source": "Test Wire",
        "url": "https://example.org/a",
        "title": "A morning at the front",
    } | given.pop("told", {})
    facts: dict[str, Any] = {
        "id": name,
        "action": Action.CAPTURE,
        "actor": "HTS",
        "opponent": "SYR-GOV",
        "place_words": "Westham",
        "place": WEST,
        "place_precision": Precision.TOWN,
        "status": Status.REPORTED,
        "day_from": DAYS[1],
        "day_to": DAYS[1],
        "provenance": Provenance(**told),
    }
    return Event(**facts | given)


EVENTS = (
    event("one"),
    event("two", action=Action.STRIKE, actor="RUS", status=Status.CLAIMED, claimant="RUS"),
    event("three", place=EAST, place_words="Eastham", day_from=DAYS[2], day_to=DAYS[2], status=Status.DENIED),
    event("four", place=SOUTH, place_words="Southham", place_precision=Precision.AREA, radius_km=15.0),
    event("five", place=None, place_words="a village", place_precision=Precision.UNKNOWN),
    event("six", day_from=None, day_to=None),
)


def snapshot(day: date, border: float, *, name: str = "") -> Snapshot:
    """Return a snapshot in which a line from north to south parts HTS from the government."""
    west, east = shapely.box(36.0, 35.0, border, 36.5), shapely.box(border, 35.0, 38.0, 36.5)
    beyond = shapely.box(38.0, 35.0, 38.5, 36.5)
    areas = [
        ("HTS", "SYR-OPP", "held", 9000.0, 0.9, (), (WEST.id,), west),
        ("SYR-GOV", "SYR-GOV", "uncertain", 8000.0, 0.5, (), (EAST.id,), east),
        (None, None, "no_data", 5000.0, None, (), (), beyond),
    ]
    lines = [("SYR-OPP", "SYR-GOV", 166.0, shapely.LineString([(border, 35.0), (border, 36.5)]))]
    places = [
        (WEST.id, name or WEST.name, "held", "HTS", None, False, False, DAYS[1], 0.9, ("one",), shapely.Point(WEST.at)),
        (EAST.id, EAST.name, "contested", "SYR-GOV", "HTS", False, False, None, 0.5, (), shapely.Point(EAST.at)),
        (SOUTH.id, SOUTH.name, "held", "SYR-GOV", None, True, True, None, 0.4, (), shapely.Point(SOUTH.at)),
    ]
    return Snapshot(
        as_of=day,
        known_by=None,
        inferred_from=3,
        method="field",
        areas=gpd.GeoDataFrame(areas, columns=list(AREA_COLUMNS), crs=WGS84),
        front_line=gpd.GeoDataFrame(lines, columns=list(LINE_COLUMNS), crs=WGS84),
        places=gpd.GeoDataFrame(places, columns=list(PLACE_COLUMNS), crs=WGS84),
    )


@cache
def actors() -> Actors:
    """Return the packaged actors."""
    return read_actors()


def story(**given: Any) -> Story:
    """Return a story of three days."""
    snapshots = tuple(snapshot(day, border) for day, border in zip(DAYS, (37.0, 37.2, 37.2), strict=True))
    facts: dict[str, Any] = {"title": "Two sides", "actors": actors(), "snapshots": snapshots, "events": EVENTS}
    return Story(**facts | given)
