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
    heads = [text.split("${")[0] for text in re.findall(r"`[^`\n]*`", bare)]
    assert [text for text in heads if text not in squeezed] == []


def test_a_slash_after_return_opens_a_pattern():
    text = 'return /[",]/.test(a) ? `"${b}  ${c}"` : d / e;'
    assert squeeze_script(text) == 'return /[",]/.test(a)?`"${b}  ${c}"`:d/e;'


def test_own_names_become_short_and_keys_stay():
    text = "function f(list) { const { size } = list; return { total: size + 1, name: `${list.x} ${size}` }; }"
    short = "function f(a){const{size}=a;return{total:size+1,name:`${a.x} ${size}`}}"
    assert squeeze_script(text) == short


def test_our_own_script_and_style_stay_small():
    size = len(bundle.own(bundle.PAGE_SCRIPTS).encode()) + len(bundle.own(bundle.PAGE_STYLES).encode())
    assert size <= 82_000
