"""Lines cut into shared arcs come back whole, and what lines share is sent once."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps.arcs import Cut, Points, cut, rings, whole_units


def walked(work: Cut, line: tuple[int, ...]) -> Points:
    """Return the points of a line again."""
    parts = [work.arcs[ref] if ref >= 0 else work.arcs[~ref][::-1] for ref in line]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def test_the_edge_of_two_neighbours_is_one_arc():
    west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    work = cut([*rings(west), *rings(east)])
    shared = {abs(ref + (ref < 0)) for ref in work.lines[0]} & {abs(ref + (ref < 0)) for ref in work.lines[1]}
    assert len(work.arcs) == 3
    assert len(shared) == 1


def test_a_front_line_between_areas_is_an_arc_they_already_have():
    west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    front = whole_units(shapely.LineString([(1, 0), (1, 1)]))
    assert len(cut([*rings(west), *rings(east), front]).arcs) == 3


def test_the_same_ring_from_another_start_and_the_other_way_round_is_one_arc():
    ring = np.array([[0, 0], [5, 0], [5, 5], [0, 5], [0, 0]])
    turned = np.array([[5, 5], [5, 0], [0, 0], [0, 5], [5, 5]])
    work = cut([ring, turned])
    assert len(work.arcs) == 1
    assert {work.lines[0][0], work.lines[1][0]} <= {0, -1}


def test_nothing_gives_nothing():
    assert cut([]) == Cut((), ())


corners = st.tuples(st.integers(-8, 8), st.integers(-8, 8))


@given(st.lists(st.lists(corners, min_size=2, max_size=12), min_size=1, max_size=6))
def test_every_line_is_the_same_line_after_cutting(given_lines):
    lines = []
    for points in given_lines:
        line = np.array(points, dtype=np.int64)
        line = line[np.append(True, (np.diff(line, axis=0) != 0).any(axis=1))]
        if len(line) >= 2:
            lines.append(line)
    work = cut(lines)
    for line, refs in zip(lines, work.lines, strict=True):
        again = walked(work, refs)
        if len(line) > 2 and (line[0] == line[-1]).all():
            shift = next(n for n in range(len(line)) if (np.roll(line[:-1], -n, axis=0) == again[:-1]).all())
            assert shift >= 0
        else:
            assert (again == line).all()
