"""How near areas drawn from places come to the truth: made-up wars on real places, the default beside its rivals.

    python -m benchmarks.areas [--wars N] [--countries SY,UA]

Places of the packaged gazetteer are labelled by each war of wars.py, some wrongly, some left out; each method then
answers for a grid. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import distance_transform_edt
from scipy.sparse import coo_matrix, diags
from scipy.sparse.linalg import spsolve
from scipy.spatial import Delaunay, KDTree
from sklearn.svm import SVC

from benchmarks.wars import STEP_KM, Bools, Floats, Ints, War, wars
from maps.field import FieldPartition, Surface
from maps.mesh import unique_edges

Method = Callable[[Floats, Ints, int, Floats], Ints]

BAND_KM = 60.0
LAMBDA = 0.6  # of the Laplacian
FRAME = 8  # vertices a side of its outer frame
MARGIN = 0.005  # of IoU, by which the default may be behind the best of the rivals
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


def laplacian(places: Floats, labels: Ints, actors: int, grid: Floats) -> Ints:
    """Answer by values smoothed on the Delaunay graph of the places, an edge counting for less the longer it is."""
    at, which = np.unique(places, axis=0, return_index=True)
    (west, south), (east, north) = grid.min(axis=0) - STEP_KM, grid.max(axis=0) + STEP_KM
    x, y = np.meshgrid(np.linspace(west, east, FRAME), np.linspace(south, north, FRAME))
    rim = np.ones((FRAME, FRAME), dtype=bool)
    rim[1:-1, 1:-1] = False
    points = np.vstack([at, np.column_stack([x[rim], y[rim]])])
    mesh = Delaunay(points)
    ends = unique_edges(mesh.simplices).T
    length = np.hypot(*(points[ends[0]] - points[ends[1]]).T)
    bond = np.median(length[(ends < len(at)).all(axis=0)]) / length
    half = coo_matrix((bond, ends), shape=(len(points),) * 2)
    bonds = half + half.T
    weight = np.append(np.ones(len(at)), np.full(len(points) - len(at), 1e-9))
    told = np.zeros((len(points), actors))
    told[: len(at)] = np.eye(actors)[labels[which]]
    system = diags(weight) + LAMBDA * (diags(np.asarray(bonds.sum(axis=1)).ravel()) - bonds)
    values = spsolve(system.tocsc(), told).reshape(len(points), actors)
    return np.asarray(LinearNDInterpolator(mesh, values)(grid).argmax(axis=1))


METHODS: Mapping[str, Method] = MappingProxyType(
    {"frontline": frontline, "voronoi": voronoi, "tin": tin, "knn-5": knn, "rbf-svm": svm, "laplacian": laplacian}
)


def score(war: War, answer: Ints) -> tuple[float, float, float, float, float]:
    """Return IoU, mean, median and 95th percentile of the distance of fronts, and places on the wrong side in percent.

    All but the last are within 60 km of the true front. IoU is the mean over actors. The distance is taken both ways,
    from each front to the nearest other; a true front that is not drawn within 60 km of it counts 60 km.
    """
    inside = war.ground.inside.reshape(war.ground.shape)
    wrong = 100 * float((answer[war.at_grid.size :] != war.at_places).mean())
    truth, drawn = war.at_grid.reshape(inside.shape), answer[: war.at_grid.size].reshape(inside.shape)
    true_front = _front(truth, inside)
    from_true = distance_transform_edt(~true_front) * STEP_KM
    band = inside & (from_true <= BAND_KM)
    overlap = float(
        np.mean(
            [
                ((truth == k) & (drawn == k) & band).sum() / (((truth == k) | (drawn == k)) & band).sum()
                for k in np.unique(truth[band])
            ]
        )
    )
    drawn_front = _front(drawn, inside) & band
    if not drawn_front.any():
        return overlap, BAND_KM, BAND_KM, BAND_KM, wrong
    from_drawn = distance_transform_edt(~drawn_front) * STEP_KM
    apart = np.minimum(np.concatenate([from_true[drawn_front], from_drawn[true_front]]), BAND_KM)
    return overlap, float(apart.mean()), float(np.median(apart)), float(np.percentile(apart, 95)), wrong


def _front(held: Ints, inside: Bools) -> Bools:
    front = np.zeros(held.shape, dtype=bool)
    across = (held[:, 1:] != held[:, :-1]) & inside[:, 1:] & inside[:, :-1]
    along = (held[1:] != held[:-1]) & inside[1:] & inside[:-1]
    front[:, 1:] |= across
    front[1:] |= along
    return front


def main(argv: list[str] | None = None) -> int:
    """Print a table a kind of war: a row a regime, for each method IoU60, mean / median / p95 km, % of places wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wars", type=int, default=3, help="wars a country and number of actors")
    parser.add_argument("--countries", default="SY,UA", help="two-letter codes")
    args = parser.parse_args(argv)
    found: dict[tuple[str, str, str], list[tuple[float, ...]]] = defaultdict(list)
    spent: dict[str, float] = defaultdict(float)
    kinds = []
    for kind, war, seed in wars(args.countries.split(","), args.wars):
        kinds.append(kind)
        asked = np.vstack([war.ground.grid, war.ground.places])
        for name, most, wrong in REGIMES:
            if most >= len(war.at_places):
                continue
            places, labels = observed(war, most, wrong, seed)
            for method, answer in METHODS.items():
                start = time.process_time()
                drawn = answer(places, labels, war.actors, asked)
                spent[method] += time.process_time() - start
                found[kind, name, method].append(score(war, drawn))
    for kind in dict.fromkeys(kinds):
        _print(kind, {(name, method): rows for (of, name, method), rows in found.items() if of == kind})
    print(f"{'CPU s':12}" + "".join(f"{spent[method]:29.1f}" for method in METHODS))
    return 0


def _print(kind: str, found: Mapping[tuple[str, str], list[tuple[float, ...]]]) -> None:
    print(f"{kind:12}" + "".join(f"{method:>29}" for method in METHODS))
    overlaps = []
    for name, _, _ in REGIMES:
        means = [np.mean(found[name, method], axis=0) for method in METHODS]
        overlaps.append([m[0] for m in means])
        best = max(overlaps[-1][1:])
        behind = f"   {best - overlaps[-1][0]:.3f} behind the best" if best - overlaps[-1][0] > MARGIN else ""
        row = "".join(f"   {m[0]:.3f} {m[1]:4.1f} {m[2]:4.1f} {m[3]:5.1f} {m[4]:4.1f}%" for m in means)
        print(f"{name:12}{row}{behind}")
    print(f"{'mean IoU':12}" + "".join(f"   {value:.3f}{'':23}" for value in np.mean(overlaps, axis=0)) + "\n")


if __name__ == "__main__":
    sys.exit(main())
