"""How near areas drawn from places come to the truth: made-up wars on real places, the default beside its rivals.

    python benchmarks/areas.py [--wars N] [--countries SY,UA]

Each war is a winding division of a real country among 2 to 5 actors, with salients and pockets. Places of the packaged
gazetteer are labelled by it, some wrongly, some left out; each method then answers for a grid. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import shapely
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import distance_transform_edt
from scipy.spatial import KDTree
from sklearn.svm import SVC

from geo.gazetteer import read_gazetteer
from geo.model import FeatureClass
from maps.field import FieldPartition, Surface
from maps.regions import Region, read_region

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Method = Callable[[Floats, Ints, int, Floats], Ints]

BAND_KM = 60.0
STEP_KM = 3.0
ALL_PLACES = 840
WAVES = 40
POCKETS = 3
POCKET_KM = (8.0, 25.0)
REGIMES: tuple[tuple[str, int, float], ...] = (
    ("all", 0, 0.0),
    ("2 % wrong", 0, 0.02),
    ("5 % wrong", 0, 0.05),
    ("10 % wrong", 0, 0.10),
    ("400 largest", 400, 0.0),
    ("200 largest", 200, 0.0),
    ("100 largest", 100, 0.0),
    ("50 largest", 50, 0.0),
)


@dataclass(frozen=True, eq=False)
class Ground:
    """A country: its places by falling population, and a grid of points, in km of its projection."""

    places: Floats
    grid: Floats
    inside: Bools
    shape: tuple[int, int]


@dataclass(frozen=True, eq=False)
class War:
    """Who truly holds each place, and each point of the grid."""

    ground: Ground
    actors: int
    at_places: Ints
    at_grid: Ints


def ground_of(country: str) -> Ground:
    """Return a country's grid and the most populous of its places."""
    region: Region = read_region(country)
    found = list(read_gazetteer().in_country(country, [FeatureClass.POPULATED]))
    found.sort(key=lambda place: (-place.population, place.id))
    places = region.flatten(np.array([place.at for place in found[:ALL_PLACES]])) / 1000
    west, south, east, north = np.array(region.flat.bounds) / 1000
    x, y = np.meshgrid(np.arange(west, east, STEP_KM), np.arange(south, north, STEP_KM))
    inside = shapely.contains_xy(region.flat, x * 1000, y * 1000)
    return Ground(places, np.column_stack([x.ravel(), y.ravel()]), inside.ravel(), x.shape)


def war_of(ground: Ground, actors: int, seed: int) -> War:
    """Divide a country among actors by smooth random functions equal at some place; set pockets beside the fronts."""
    random = np.random.default_rng([seed, actors])
    size = ground.places.std(axis=0).mean()
    middle = ground.places[random.integers(len(ground.places))]
    first = random.uniform(0, 2 * np.pi)
    rises = [_rise(random, middle, size, first + 2 * np.pi * n / actors) for n in range(actors)]

    def without_pockets(points: Floats) -> Ints:
        return np.asarray(np.argmax([rise(points) for rise in rises], axis=0), dtype=np.intp)

    held = without_pockets(ground.places)
    neighbours = KDTree(ground.places).query(ground.places, k=9)[1]
    near = np.flatnonzero((held[neighbours] != held[:, None]).any(axis=1))
    chosen = random.choice(near, POCKETS) if len(near) else np.empty(0, dtype=np.intp)
    pockets = [(ground.places[p], random.uniform(*POCKET_KM), int(random.integers(actors))) for p in chosen]

    def holder(points: Floats) -> Ints:
        held = without_pockets(points)
        for middle, radius, actor in pockets:
            held[np.hypot(*(points - middle).T) < radius] = actor
        return held

    return War(ground, actors, holder(ground.places), holder(ground.grid))


def _rise(random: np.random.Generator, middle: Floats, size: float, turn: float) -> Callable[[Floats], Floats]:
    """Return a function that rises in one direction, with waves of 60 to 500 km on it, and is 0 in the middle."""
    length = np.exp(random.uniform(np.log(60), np.log(500), WAVES))
    heading = random.uniform(0, 2 * np.pi, WAVES)
    wave = 2 * np.pi / length[:, None] * np.column_stack([np.cos(heading), np.sin(heading)])
    phase, height = random.uniform(0, 2 * np.pi, WAVES), (length / 500) ** 1.5 * np.sqrt(2 / WAVES)
    uphill = np.array([np.cos(turn), np.sin(turn)]) / size

    def rise(points: Floats) -> Floats:
        here = (points - middle) @ uphill + np.cos(points @ wave.T + phase) @ height
        return np.asarray(here - np.cos(middle @ wave.T + phase) @ height)

    return rise


def observed(war: War, most: int, wrong: float, seed: int) -> tuple[Floats, Ints]:
    """Return the places a map-maker knows, and what is said of them, some of it wrong."""
    random = np.random.default_rng([seed, most, int(wrong * 100)])
    labels = war.at_places.copy()
    flipped = random.random(len(labels)) < wrong
    labels[flipped] = (labels[flipped] + random.integers(1, war.actors, flipped.sum())) % war.actors
    count = most or len(labels)
    return war.ground.places[:count], labels[:count]


def frontline(places: Floats, labels: Ints, actors: int, grid: Floats) -> Ints:
    """Answer by our default."""
    shares = np.eye(actors)[labels]
    sides = [f"{n}" for n in range(actors)]
    at = np.round(places * 1000)
    at, which = np.unique(at, axis=0, return_index=True)
    west, south, east, north = (grid.min(axis=0) * 1000).tolist() + (grid.max(axis=0) * 1000).tolist()
    surface = Surface(at, (west, south, east, north))
    return FieldPartition(surface, shares[which], np.ones(len(at)), sides).at(grid * 1000)[0]


def voronoi(places: Floats, labels: Ints, _actors: int, grid: Floats) -> Ints:
    """Answer by the nearest place."""
    return np.asarray(labels[KDTree(places).query(grid)[1]])


def tin(places: Floats, labels: Ints, actors: int, grid: Floats) -> Ints:
    """Answer by linear interpolation on the triangles of the places; beyond them by the nearest."""
    value = LinearNDInterpolator(places, np.eye(actors)[labels])(grid)
    return np.where(np.isnan(value[:, 0]), voronoi(places, labels, actors, grid), np.nan_to_num(value).argmax(axis=1))


def knn(places: Floats, labels: Ints, actors: int, grid: Floats) -> Ints:
    """Answer by the five nearest places, weighted by the inverse of distance."""
    distance, nearest = KDTree(places).query(grid, k=5)
    votes = np.eye(actors)[labels[nearest]] / np.maximum(distance, 1e-6)[:, :, None]
    return np.asarray(votes.sum(axis=1).argmax(axis=1))


def svm(places: Floats, labels: Ints, _actors: int, grid: Floats) -> Ints:
    """Answer by a support vector machine with a radial kernel of 21 km."""
    if len(np.unique(labels)) < 2:
        return np.full(len(grid), labels[0])
    return np.asarray(SVC(kernel="rbf", gamma=1 / (2 * 21.0**2)).fit(places, labels).predict(grid), dtype=np.intp)


METHODS: Mapping[str, Method] = MappingProxyType(
    {"frontline": frontline, "voronoi": voronoi, "tin": tin, "knn-5": knn, "rbf-svm": svm}
)


def score(war: War, answer: Ints) -> tuple[float, float, float, float]:
    """Return IoU, and mean, median and 95th percentile of the distance of fronts, all within 60 km of the true front.

    IoU is the mean over actors, the distance is taken both ways.
    """
    inside = war.ground.inside.reshape(war.ground.shape)
    truth, drawn = war.at_grid.reshape(inside.shape), answer.reshape(inside.shape)
    true_front = _front(truth, inside)
    from_true = distance_transform_edt(~true_front) * STEP_KM
    band = inside & (from_true <= BAND_KM)
    overlap = [
        ((truth == k) & (drawn == k) & band).sum() / (((truth == k) | (drawn == k)) & band).sum()
        for k in np.unique(truth[band])
    ]
    drawn_front = _front(drawn, inside) & band
    if not drawn_front.any():
        return float(np.mean(overlap)), BAND_KM, BAND_KM, BAND_KM
    from_drawn = distance_transform_edt(~drawn_front) * STEP_KM
    apart = np.concatenate([from_true[drawn_front], from_drawn[true_front]])
    return float(np.mean(overlap)), float(apart.mean()), float(np.median(apart)), float(np.percentile(apart, 95))


def _front(held: Ints, inside: Bools) -> Bools:
    front = np.zeros(held.shape, dtype=bool)
    across = (held[:, 1:] != held[:, :-1]) & inside[:, 1:] & inside[:, :-1]
    along = (held[1:] != held[:-1]) & inside[1:] & inside[:-1]
    front[:, 1:] |= across
    front[1:] |= along
    return front


def wars(countries: list[str], count: int) -> Iterator[tuple[str, War, int]]:
    """Give the wars of the benchmark."""
    for country in countries:
        ground = ground_of(country)
        for seed in range(count):
            for actors in (2, 3, 5):
                yield country, war_of(ground, actors, seed), seed


def main(argv: list[str] | None = None) -> int:
    """Print a table: a row a regime, for each method IoU60 / mean / median / p95 km."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wars", type=int, default=3, help="wars a country and number of actors")
    parser.add_argument("--countries", default="SY,UA", help="two-letter codes")
    args = parser.parse_args(argv)
    found: dict[tuple[str, str], list[tuple[float, float, float, float]]] = defaultdict(list)
    spent: dict[str, float] = defaultdict(float)
    for _country, war, seed in wars(args.countries.split(","), args.wars):
        for name, most, wrong in REGIMES:
            if most >= len(war.at_places):
                continue
            places, labels = observed(war, most, wrong, seed)
            for method, answer in METHODS.items():
                start = time.process_time()
                drawn = answer(places, labels, war.actors, war.ground.grid)
                spent[method] += time.process_time() - start
                found[name, method].append(score(war, drawn))
    print(f"{'':12}" + "".join(f"{method:>24}" for method in METHODS))
    for name, _, _ in REGIMES:
        means = [np.nanmean(found[name, method], axis=0) for method in METHODS]
        print(f"{name:12}" + "".join(f"   {m[0]:.3f} {m[1]:4.1f} {m[2]:4.1f} {m[3]:5.1f}" for m in means))
    print(f"{'CPU s':12}" + "".join(f"{spent[method]:24.1f}" for method in METHODS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
