"""How long two days take to compare, ours and maps of other origin, beside geopandas' own overlay.

    python benchmarks/compare.py [--places 10000] [--vertices 500000]

Ours: a made-up war of so many places on two days; the time is that beyond drawing them. Other origin: two maps of
20 million km² with so many vertices together, read from GeoJSON. CPU seconds, the best of three.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.actors import read_actors
from geo.gazetteer import read_gazetteer
from geo.model import FeatureClass, LonLat, Place
from maps.baseline import BaselineRow
from maps.compare import FOREIGN_CRS, End, compare
from maps.compare_foreign import Naming, read_end
from maps.compare_ground import areal
from maps.regions import read_region
from maps.schema import WGS84, PlaceState
from maps.snapshot import World, snapshot_on

ACTORS = ("HTS", "SYR-GOV", "SDF", "SNA", "ISIS")
BEFORE, AFTER = date(2024, 3, 1), date(2024, 3, 2)
SPAN_M = (5_000_000.0, 4_000_000.0)  # 20 million km²
CELLS = 400


def best(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of three runs."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def our_ends(count: int) -> tuple[End, End]:
    """Return a war of so many places, of which a twentieth changes hands."""
    random = np.random.default_rng(count)
    region = read_region("SY")
    west, south, east, north = region.polygon.bounds
    points = random.uniform((west, south), (east, north), (4 * count, 2))
    points = points[shapely.contains_xy(region.polygon, points[:, 0], points[:, 1])][:count]
    places = [
        Place(id=f"own:{n}", name=f"P{n}", at=LonLat(*at), country="SY", feature_class=FeatureClass.POPULATED)
        for n, at in enumerate(points.tolist())
    ]
    seeds = random.uniform((west, south), (east, north), (12, 2))
    held = np.argmin(((points[:, None] - seeds) ** 2).sum(axis=2), axis=1) % len(ACTORS)
    later = np.argmin(((points[:, None] - seeds - 0.12) ** 2).sum(axis=2), axis=1) % len(ACTORS)
    ends = []
    for day, holders in ((BEFORE, held), (AFTER, later)):
        rows = tuple(
            BaselineRow(place=at, state=PlaceState.HELD, actor=ACTORS[n], rival=None, day=day, weight=1.0)
            for at, n in zip(places, holders, strict=True)
        )
        ends.append(
            End(snapshot=snapshot_on(World(baseline=rows, events=(), actors=read_actors(), region=region), day))
        )
    return ends[0], ends[1]


def write_foreign(path: Path, seed: int, vertices: int) -> None:
    """Write a control map of other origin: cells with wavy edges that neighbours share."""
    random = np.random.default_rng(seed)
    frame = shapely.box(0, 0, *SPAN_M)
    seeds = shapely.MultiPoint(random.uniform((0, 0), SPAN_M, (CELLS, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame))
    cells = shapely.intersection(cells, frame)
    cells = shapely.segmentize(cells, float(shapely.length(cells).sum()) / vertices)

    def wavy(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        x, y = points.T
        waves = np.column_stack([np.sin(y / 9000 + seed), np.sin(x / 9000 + seed)])
        return np.asarray(points + 1000 * waves, dtype=np.float64)

    holders = [ACTORS[n] for n in random.integers(0, len(ACTORS), len(cells))]
    shapes = gpd.GeoSeries(shapely.transform(cells, wavy), crs=FOREIGN_CRS).to_crs(WGS84)
    features = [
        {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": {"who": who}}
        for shape, who in zip(shapes, holders, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "as_of": f"2024-03-0{seed}", "features": features}))


def rival(before: End, after: End) -> float:
    """Return km² that changed hands by `geopandas.overlay` of the same areas in the same projection."""
    one, two = (end.snapshot.areas[["actor", "geometry"]].to_crs(FOREIGN_CRS) for end in (before, after))
    both = gpd.overlay(one, two, how="identity", keep_geom_type=True)
    return float(both[both["actor_1"] != both["actor_2"]].area.sum()) / 1e6


def vertices_of(end: End) -> int:
    """Return the number of vertices of a map's areas."""
    return int(shapely.get_num_coordinates(end.snapshot.areas.geometry.to_numpy()).sum())


def main(argv: list[str] | None = None) -> int:
    """Print seconds for ours and for maps of other origin, each with its ratio to the rival."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--vertices", type=int, default=500_000)
    args = parser.parse_args(argv)
    actors, gazetteer = read_actors(), read_gazetteer()
    first, last = our_ends(args.places)
    ours = best(lambda: compare(first, last, actors))
    overlay = best(lambda: rival(first, last))
    print(f"{args.places} places, {vertices_of(first) + vertices_of(last)} vertices: compare {ours:.2f} s,", end=" ")
    print(f"geopandas.overlay alone {overlay:.2f} s, ratio {ours / overlay:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"theirs{seed}.geojson" for seed in (1, 2)]
        for seed, path in enumerate(files, start=1):
            write_foreign(path, seed, args.vertices // 2)
        naming = Naming(column="who", codes={})
        reading = best(lambda: [read_end(path, naming, actors) for path in files])
        first, last = (read_end(path, naming, actors) for path in files)
        west, south, east, north = first.snapshot.areas.total_bounds
        towns = tuple(gazetteer.towns_in(west=west, south=south, east=east, north=north, population=5_000))
        comparing = best(lambda: compare(first, last, actors, towns=towns))
        overlay = best(lambda: rival(first, last))
        km2 = float(areal(first.snapshot.areas.to_crs(FOREIGN_CRS).union_all()).area) / 1e6
        count = vertices_of(first) + vertices_of(last)
    seconds = f"read and mended {reading:.2f} s, compared {comparing:.2f} s, together {reading + comparing:.2f} s"
    print(f"{km2 / 1e6:.1f} million km², {count} vertices: {seconds};", end=" ")
    print(f"geopandas.overlay alone {overlay:.2f} s, ratio {comparing / overlay:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
