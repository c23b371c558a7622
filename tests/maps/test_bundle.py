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
    templates = re.findall(r"`[^`\n]*`", bare)
    assert [
        text for text in templates if text.count("${") != len(re.findall(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", text))
    ] == []
    heads = [text.split("${")[0] for text in templates]
    assert [text for text in heads if text not in squeezed] == []


def test_a_slash_after_return_opens_a_pattern():
    text = 'return /[",]/.test(a) ? `"${b}  ${c}"` : d / e;'
    assert squeeze_script(text) == 'return/[",]/.test(a)?`"${b}  ${c}"`:d/e;'


def test_own_names_become_short_and_keys_stay():
    text = "function f(list) { const { size } = list; return { total: size + 1, name: `${list.x} ${size}` }; }"
    short = "function f(a){const{size:b}=a;return{total:b+1,name:`${a.x} ${b}`}}"
    assert squeeze_script(text) == short


def test_methods_and_properties_keep_their_names_and_locals_of_that_name_become_short():
    text = "const rows = 1; let sum = { rows() { return this.rows; }, rows: a ? rows : 2, b: { rows } };"
    assert squeeze_script(text) == "const c=1;let d={rows(){return this.rows},rows:a?c:2,b:{rows:c}};"


def test_our_own_script_and_style_stay_small():
    size = len(bundle.own(bundle.PAGE_SCRIPTS).encode()) + len(bundle.own(bundle.PAGE_STYLES).encode())
    assert size <= 77_000
