"""The scripts and styles of the page: our own, and Leaflet and jQuery from their packages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import xstatic.pkg.jquery
import xstatic.pkg.leaflet

_HERE = Path(__file__).resolve().parent / "assets"

LAYER_SCRIPTS = (
    "core.js",
    "words.js",
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
    "comparison_words.js",
    "difference.js",
    "comparison.js",
)
COMPARISON_STYLES = (*PAGE_STYLES, "comparison.css")
READER_SCRIPTS = (
    *LAYER_SCRIPTS,
    "base.js",
    "labels.js",
    "exports.js",
    "reader_words.js",
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
def own(names: Iterable[str]) -> str:
    """Return our files as one text, without their comments and indents."""
    return "\n".join(_slim((_HERE / name).read_text(encoding="utf-8")) for name in names)


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


def _slim(text: str) -> str:
    r"""Drop comment lines and indents; strings of our files never run over a line.

    >>> _slim("// why\n  const a = 1;\n\n  /** what */\n")
    'const a = 1;'
    """
    bare = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in bare.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
