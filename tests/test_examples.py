"""The example notebooks run, cell after cell, and show what they promise."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(file: Path) -> list[Any]:
    """Run the cells of a notebook in one namespace and return what each would show."""
    names: dict[str, Any] = {}
    shown = []
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, str(file), "exec"), names)  # noqa: S102  our own file
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), str(file), "eval"), names))  # noqa: S307
    return shown


def test_our_layers_stand_on_a_folium_map_in_a_notebook(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    (articles, events), km2, chart = run(ROOT / "examples" / "layers_on_folium.ipynb")
    assert articles >= 16
    assert events > 100
    assert km2.index[0] in {"SDF", "SYR-OPP", "HTS"}
    html = chart._repr_html_()
    assert "tile.openstreetmap.org" in html
    assert html.count("frontline.snapshots(") == 2
    assert html.count("frontline.events(") == 1
    assert "layer_control" in html
