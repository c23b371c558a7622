"""The root document of a page: our head, a strict policy, and data that enter after every template has run."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from maps.layers import Document
from maps.payload import block

RIGHT_TO_LEFT = ("ar",)
_FOLIUM_ID = re.compile(r"\b([A-Za-z_]+_)([0-9a-f]{32})\b")


def document(
    root: Document,
    *,
    title: str,
    scripts: Sequence[str],
    styles: Sequence[str],
    start: str,
    noscript: str,
    tile_hosts: Sequence[str] = (),
    language: str = "en",
) -> str:
    """Return the page of a rendered map: `start` is our script that runs last, `noscript` finished HTML."""
    for child in list(root._children.values()):  # noqa: SLF001  branca has no other way to render without its own page
        child.render()
    maps, drawing = root.html.render(), root.script.render()
    names = _Renamed()
    maps, drawing, start = names.apply(maps), names.apply(drawing), names.apply(start)
    blocks = "\n".join(block(names.apply(name), data) for name, data in root.blocks.items())
    running = [*scripts, f"{drawing.strip()}\n{start}"]
    policy = _policy(running, styles, tile_hosts)
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{html.escape(title)}</title>",
        '<link rel="icon" href="data:,">',
        *(f"<style>{style}</style>" for style in styles),
    ]
    body = [maps.strip(), f"<noscript>{noscript}</noscript>", blocks, *(f"<script>{text}</script>" for text in running)]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}" dir="{"rtl" if language in RIGHT_TO_LEFT else "ltr"}">',
            "<head>",
            *head,
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )


class _Renamed:
    """Folium's random names, numbered in the order of their first appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def apply(self, text: str) -> str:
        """Return a text with every random name replaced."""
        return _FOLIUM_ID.sub(
            lambda found: f"{found[1]}{self._numbers.setdefault(found[2], len(self._numbers) + 1)}", text
        )


def _policy(scripts: Sequence[str], styles: Sequence[str], tile_hosts: Sequence[str]) -> str:
    """Return a policy under which only these scripts and styles count and nothing is asked of any host."""
    images = " ".join(["data:", "blob:", *tile_hosts])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_digest(text) for text in scripts)}",
            f"style-src {' '.join(_digest(text) for text in styles)}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
