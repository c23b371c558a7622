"""What the page's own scripts and styles lose when they are squeezed: nothing that says anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maps import bundle
from maps.squeeze import squeeze_script

ASSETS = Path(bundle.__file__).parent / "assets"


@pytest.mark.parametrize("file", sorted(ASSETS.glob("*.js")), ids=lambda file: file.name)
def test_strings_and_templates_stay_as_they_were_written(file: Path):
    written = file.read_text(encoding="utf-8")
    bare = re.sub(r"^ *(//|/\*\*).*$", "", written, flags=re.MULTILINE)
    squeezed = squeeze_script(written)
    kept = [text for text in re.findall(r"`[^`\n]*`", bare) if text not in squeezed]
    assert kept == []


def test_a_slash_after_return_opens_a_pattern():
    text = 'return /[",]/.test(a) ? `"${b}  ${c}"` : d / e;'
    assert squeeze_script(text) == 'return /[",]/.test(a)?`"${b}  ${c}"`:d / e;'
