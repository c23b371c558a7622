"""Imports run downwards: scripts to maps to geo, and inside a package from what is built to what it is built of."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLIUM = {"maps.layers", "maps.page"}
HEAVY = {"branca", "feedparser", "folium", "geopandas", "pandas", "scipy", "shapely", "spacy", "trafilatura"}
# The rooms of each package, lowest first; `mentions_words` is in the room `mentions`.
ROOMS = {
    "geo": """
        errors
        model
        paths
        visible
        text
        csv
        sentences
        postings
        places_apart
        joining
        lexicon
        date
        dates
        actor
        actors
        language
        articles
        rows
        corrections
        place_file
        added
        gazetteer
        geocoder
        mentions
        resolve
        told
        online
        events
        pipeline
        """.split(),
    "maps": """
        schema
        style
        payload
        squeeze
        bundle
        arcs
        mesh
        voronoi
        contours
        regions
        rules
        steps
        wear
        effects
        baseline
        columns
        basemap
        event_columns
        field
        reports
        statements
        tiling
        control
        areas
        frames
        frontline
        snapshot_file
        snapshot
        geopackage
        compare
        snapshot_columns
        house
        story
        holding_back
        picture_sheet
        picture_marks
        picture_legend
        picture_reports
        picture
        layers
        document
        page
        comparison
        reader
        cli
        """.split(),
}
MAY_IMPORT = {"geo": {"geo"}, "maps": {"geo", "maps"}, "scripts": {"geo", "maps", "scripts", "data_build"}}


def modules(package: str) -> dict[str, Path]:
    """Return the modules of a package by name."""
    paths = sorted((ROOT / package).rglob("*.py"))
    names = (path.relative_to(ROOT).with_suffix("").parts for path in paths)
    return {".".join(n[:-1] if n[-1] == "__init__" else n): path for n, path in zip(names, paths, strict=True)}


MODULES = {name for package in MAY_IMPORT for name in modules(package)}


def imports(path: Path) -> Iterator[str]:
    """Give what a module imports, anywhere in it: the module of `from module import name`, or the module it names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else str(node.module)


@pytest.mark.parametrize("package", list(MAY_IMPORT))
def test_packages_import_downwards_only(package):
    for name, path in modules(package).items():
        roots = {found.split(".")[0] for found in imports(path)} & (MAY_IMPORT.keys() | {"tests", "benchmarks"})
        assert roots <= MAY_IMPORT[package], f"{name} imports {sorted(roots - MAY_IMPORT[package])}"


def test_only_layers_and_page_import_folium():
    users = {
        name
        for package in ("geo", "maps", "scripts")
        for name, path in modules(package).items()
        if {"folium", "branca"} & {found.split(".")[0] for found in imports(path)}
    }
    assert users <= FOLIUM


def room(name: str) -> tuple[str, int] | None:
    """Return the package and the height of the room that a module is in, None for a package itself."""
    package, _, inside = name.partition(".")
    own = inside.split(".")[0]
    rooms = [each for each in ROOMS[package] if own == each or own.startswith(f"{each}_")]
    assert rooms or not own, f"{name} is in no room: name it where it belongs in ROOMS"
    return (package, ROOMS[package].index(max(rooms, key=len))) if rooms else None


@pytest.mark.parametrize("package", list(ROOMS))
def test_a_room_imports_only_from_those_below(package):
    for name, path in modules(package).items():
        for found in imports(path):
            if found in MODULES and found.split(".")[0] == package and (below := room(found)) and (here := room(name)):
                assert below <= here, f"{name} imports {found}, which is above it"


@pytest.mark.parametrize("package", ["geo", "maps"])
def test_no_module_imports_what_is_built_of_it(package):
    known = modules(package)
    below = {name: {found for found in imports(path) if found in known} for name, path in known.items()}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' -> '.join((*way[way.index(name) :], name))}"
        if name not in done:
            for other in sorted(below[name]):
                visit(other, (*way, name))
            done.add(name)

    for name in known:
        visit(name, ())


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import geo, maps", id="packages"),
        pytest.param("import maps.cli", id="command"),
        pytest.param("import maps.cli; maps.cli.main(['--help'])", id="help"),
        pytest.param("import maps.cli; maps.cli.main(['map', '--help'])", id="help of a part"),
        pytest.param("import maps.cli; maps.cli.main(['places', '--model', 'none', 'no.txt'])", id="places"),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code):
    tail = "import sys; print('LOADED', *{name.split('.')[0] for name in sys.modules})"
    code = f"try:\n    {code}\nexcept SystemExit:\n    pass\n{tail}"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert not HEAVY & set(out.rsplit("LOADED", 1)[1].split())
