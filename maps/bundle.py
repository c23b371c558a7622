"""The scripts and styles of the page: our own, and Leaflet and jQuery from their packages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import xstatic.pkg.jquery
import xstatic.pkg.leaflet

from maps.squeeze import squeeze_script, squeeze_style

_HERE = Path(__file__).resolve().parent / "assets"

WORDS_FILE, LOOKS_FILE = "words.json", "looks.json"
STRICT = '"use strict";'  # said once, at the head of all files
PAGES_OF_THEIR_OWN = ("reader", "comparison")  # each has a script, and among the words a group, of that name
LAYER_SCRIPTS = (
    "core.js",
    WORDS_FILE,
    LOOKS_FILE,
    "payload.js",
    "canvas.js",
    "marks.js",
    "snapshots.js",
    "events.js",
    "cards.js",
)
LAYER_STYLES = ("layers.css",)
PAGE_SCRIPTS = (
    *LAYER_SCRIPTS,
    "base.js",
    "labels.js",
    "timeline.js",
    "filters.js",
    "list.js",
    "legend.js",
    "address.js",
    "exports.js",
    "page.js",
)
PAGE_STYLES = (*LAYER_STYLES, "page.css")
COMPARISON_SCRIPTS = (
    *LAYER_SCRIPTS,
    "base.js",
    "labels.js",
    "exports.js",
    "difference.js",
    "comparison_figures.js",
    "comparison_places.js",
    "comparison_time.js",
    "comparison_address.js",
    "comparison.js",
)
COMPARISON_STYLES = (*PAGE_STYLES, "comparison.css")
READER_SCRIPTS = (
    *LAYER_SCRIPTS,
    "base.js",
    "labels.js",
    "exports.js",
    "reader_model.js",
    "reader_base.js",
    "reader_dots.js",
    "reader_text.js",
    "reader_list.js",
    "reader_places.js",
    "reader_summary.js",
    "reader_frame.js",
    "reader.js",
)
READER_STYLES = (*PAGE_STYLES, "reader.css")


@cache
def words(language: str) -> dict[str, Any]:
    """Return every word that pages say of themselves in a language, from the one table of them."""
    found: dict[str, dict[str, Any]] = json.loads((_HERE / WORDS_FILE).read_text(encoding="utf-8"))
    return found[language]


@cache
def looks() -> dict[str, Any]:
    """Return the marks of actions and the colours of the page, for scripts and pictures alike."""
    found: dict[str, Any] = json.loads((_HERE / LOOKS_FILE).read_text(encoding="utf-8"))
    return found


@cache
def own(names: Iterable[str], language: str = "en") -> str:
    """Return our files as one text, without comments and needless blanks; of the words those of one language."""
    given = tuple(names)
    others = {page for page in PAGES_OF_THEIR_OWN if f"{page}.js" not in given}
    spoken = {phrase: text for phrase, text in words(language).items() if phrase not in others}
    text = "\n".join(_script_of(spoken, name) if name.endswith(".json") else _read(name) for name in given)
    return STRICT + text.replace(STRICT, "") if STRICT in text else text


def _script_of(spoken: dict[str, Any], name: str) -> str:
    value = spoken if name == WORDS_FILE else looks()
    return f"frontline.{Path(name).stem}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};"


def _read(name: str) -> str:
    text = (_HERE / name).read_text(encoding="utf-8")
    return squeeze_style(text) if name.endswith(".css") else squeeze_script(text)


@cache
def leaflet_script() -> str:
    """Return Leaflet, without the pointer to a source map that is not there."""
    text = (Path(xstatic.pkg.leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S*", "", text).strip()


@cache
def jquery_script() -> str:
    """Return jQuery, for Folium's own elements."""
    return (Path(xstatic.pkg.jquery.BASE_DIR) / "jquery.min.js").read_text(encoding="utf-8").strip()


@cache
def leaflet_style() -> str:
    """Return Leaflet's style without the pictures it asks for beside itself; the page has no use for them."""
    text = (Path(xstatic.pkg.leaflet.BASE_DIR) / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"(background-image|behavior)\s*:\s*url\([^)]*\)\s*;?", "", text).strip()
