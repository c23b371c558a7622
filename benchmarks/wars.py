"""Made-up wars on real places, with who truly holds each spot.

A winding war is a division of a country among 2 to 5 actors by rough functions, with salients, islands and pockets. A
one-front war is a division by a single front from border to border, as wars between two armies have, with a pocket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import KDTree

from geo.gazetteer import read_gazetteer
from geo.model import FeatureClass
from maps.regions import Region, read_region

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

STEP_KM = 3.0
PLACES = 840
WAVES = 40
POCKETS = 3
POCKET_KM = (8.0, 25.0)
FRONT_KM = 200.0  # places of a one-front war lie this near to it
BENDS = (
    (0.12, 0.9),
    (0.08, 0.7),
    (0.06, 0.9),
    (0.1, 0.8),
)  # of a one-front war: how far it strays of 100 km, how smoothly
SMALL_POCKET_KM = (4.0, 10.0)
LEAST_SIDE = 0.15  # of the places


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
    """Return a country's grid and its places."""
    region: Region = read_region(country)
    found = list(read_gazetteer().in_country(country, [FeatureClass.POPULATED]))
    found.sort(key=lambda place: (-place.population, place.id))
    places = region.flatten(np.array([place.at for place in found])) / 1000
    west, south, east, north = np.array(region.flat.bounds) / 1000
    x, y = np.meshgrid(np.arange(west, east, STEP_KM), np.arange(south, north, STEP_KM))
    inside = shapely.contains_xy(region.flat, x * 1000, y * 1000)
    return Ground(places, np.column_stack([x.ravel(), y.ravel()]), inside.ravel(), x.shape)


def winding_war(ground: Ground, actors: int, seed: int) -> War:
    """Divide a country among actors by smooth random functions equal at some place; set pockets beside the fronts."""
    ground = replace(ground, places=ground.places[:PLACES])
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


def one_front_war(ground: Ground, seed: int) -> War:
    """Divide a country by one front that leaves each side a share of it, with a pocket; keep the places near it."""
    random = np.random.default_rng([seed, 1])
    stray, smooth = BENDS[seed % len(BENDS)]
    towns = ground.places[:PLACES]
    while True:
        middle = towns[random.integers(len(towns))]
        turn = random.uniform(0, 2 * np.pi)
        along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
        if LEAST_SIDE < ((towns - middle) @ across > 0).mean() < 1 - LEAST_SIDE:
            break
    size = towns.std(axis=0).mean()
    bends = [middle + along * s * size + across * random.normal() * size / 5 for s in (-1.4, -0.7, 0, 0.7, 1.4)]
    ends = [middle - along * 9 * size, middle + along * 9 * size]
    line = _bent([ends[0], *bends, ends[1]], stray, smooth, random)
    beyond = [ends[1] + across * 20 * size, ends[0] + across * 20 * size]
    whole = shapely.make_valid(shapely.Polygon(np.vstack([line, beyond])))
    ours = shapely.Polygon(max(shapely.get_parts(whole), key=lambda part: float(part.area)).exterior)
    shapely.prepare(ours)
    front = KDTree(line).query(ground.places)[0]
    near = ground.places[front < FRONT_KM][:PLACES]
    pocket = near[random.choice(np.flatnonzero(KDTree(line).query(near)[0] < FRONT_KM / 5))]
    radius = random.uniform(*SMALL_POCKET_KM)

    def holder(points: Floats) -> Ints:
        held = shapely.contains_xy(ours, points[:, 0], points[:, 1]).astype(np.intp)
        held[np.hypot(*(points - pocket).T) < radius] = not shapely.contains_xy(ours, *pocket)
        return held

    return War(replace(ground, places=near), 2, holder(near), holder(ground.grid))


def _bent(points: Sequence[Floats], stray: float, smooth: float, random: np.random.Generator) -> Floats:
    """Move the middle of each stretch aside, again and again: less for shorter ones, the more so the smoother."""
    line = list(points)
    for _ in range(9):
        middles = []
        for a, b in pairwise(line):
            length = float(np.hypot(*(b - a)))
            aside = np.array([a[1] - b[1], b[0] - a[0]]) / max(length, 1e-9)
            middles.append((a + b) / 2 + aside * random.normal() * stray * 100 * (length / 100) ** smooth)
        line = [point for pair in zip(line, middles, strict=False) for point in pair] + [line[-1]]
    return np.array(line)


def wars(countries: list[str], count: int) -> Iterator[tuple[str, War, int]]:
    """Give the wars of the benchmark: their kind, the war and its number."""
    for country in countries:
        ground = ground_of(country)
        for seed in range(count):
            for actors in (2, 3, 5):
                yield "winding", winding_war(ground, actors, seed), seed
            yield "one front", one_front_war(ground, seed), seed
