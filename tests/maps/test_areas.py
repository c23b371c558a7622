"""Areas tile a region exactly whatever the places are, follow their evidence, and share the front line as an edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maps.areas import Method, Painter
from maps.control import control_on
from maps.evidence import Gatherer
from maps.frontline import front_line
from maps.regions import Region, read_region
from maps.schema import WGS84, AreaState, PlaceState
from tests.maps.builders import actors, box, place, row, units

ACTORS = actors()
DAY = date(2024, 3, 1)
LAND = box(36, 34, 39, 36)
FIJI = read_region("FJ")


def draw(held, region=LAND, method=Method.FIELD, max_km=None):
    """Draw areas from (lon, lat, actor[, weight])."""
    rows = [row(place(f"P{n}", lon, lat), actor, DAY, *weight) for n, (lon, lat, actor, *weight) in enumerate(held)]
    controls = control_on(rows, [], ACTORS, DAY)
    return Painter(region, method, max_km).draw(Gatherer(ACTORS, region, 2e5).gather(controls))


def assert_tiles(parts, region: Region) -> None:
    shapes = parts.shapes
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    union = shapely.coverage_union_all(shapes)
    assert shapely.symmetric_difference(union, region.flat).area < 1e-7 * region.flat.area  # the grid of 0.1 m
    assert {shape.geom_type for shape in shapes} == {"Polygon"}
    for state, actor in zip(parts.state, parts.actor, strict=True):
        assert (state is AreaState.NO_DATA) == (actor < 0)


def holder(parts, region, lon, lat):
    at = shapely.Point(region.flatten(np.array([[lon, lat]]))[0])
    n = next(n for n, shape in enumerate(parts.shapes) if shape.intersects(at))
    return parts.evidence.actors[parts.actor[n]] if parts.actor[n] >= 0 else None


lons, lats = st.floats(35.5, 39.5), st.floats(33.5, 36.5)
names = st.sampled_from(["RED", "PINK", "BLU", "GRN", "the Lions"])
spots = st.tuples(lons, lats, names, st.sampled_from([0.25, 1.0, 2.0, 4.0]))
on_a_line = st.tuples(lons, st.just(35.0), names)
on_few_spots = st.tuples(st.sampled_from([36.5, 37.0, 37.00001, 38.0]), st.sampled_from([34.5, 35.0]), names)
wars = st.one_of(
    *(
        st.lists(kind, min_size=1, max_size=25, unique_by=lambda spot: spot[:2])
        for kind in (spots, on_a_line, on_few_spots)
    )
)


@settings(max_examples=40)
@given(wars, st.sampled_from(Method), st.sampled_from([None, 20.0, 500.0]))
@example([(37.5, 35.0, "RED")], Method.FIELD, None)
@example([(30.0, 35.0, "RED")], Method.FIELD, None)
def test_areas_tile_the_region(held, method, max_km):
    assert_tiles(draw(held, method=method, max_km=max_km), LAND)


@settings(max_examples=8)
@given(
    st.lists(
        st.tuples(st.floats(177, 183).map(lambda x: x if x <= 180 else x - 360), st.floats(-19, -16), names),
        min_size=1,
        max_size=12,
        unique_by=lambda spot: spot[:2],
    )
)
def test_areas_tile_a_region_across_the_antimeridian(held):
    assert_tiles(draw(held, FIJI), FIJI)


def test_without_evidence_nothing_is_said():
    parts = draw([])
    assert_tiles(parts, LAND)
    assert set(parts.state) == {AreaState.NO_DATA}


def test_beyond_the_cap_nothing_is_said():
    parts = draw([(36.2, 35.0, "RED"), (36.4, 35.0, "RED")], max_km=50)
    assert holder(parts, LAND, 36.3, 35.1) == "RED"
    assert holder(parts, LAND, 38.5, 35.0) is None


def test_places_outside_the_region_are_evidence():
    parts = draw([(35.9, 35.0, "RED"), (39.1, 35.0, "BLU")], max_km=500)
    assert (holder(parts, LAND, 36.1, 35.0), holder(parts, LAND, 38.9, 35.0)) == ("RED", "BLU")


def grid(actor_at):
    return [(lon, lat, actor_at(lon, lat)) for lon in np.arange(36.1, 39, 0.2) for lat in np.arange(34.1, 36, 0.2)]


def east_west(lon, _lat):
    return "RED" if lon < 37.4 else "BLU"


def test_the_front_runs_between_two_sides():
    parts = draw(grid(east_west))
    line = front_line(parts, LAND, ACTORS, DAY)
    assert [(a, b) for a, b in zip(line["side_a"], line["side_b"], strict=True)] == [("BLU", "RED")]
    assert line["km"].sum() == pytest.approx(222, rel=0.05)
    bounds = line.total_bounds
    assert bounds[0] == pytest.approx(37.4, abs=0.03)
    assert bounds[2] == pytest.approx(37.4, abs=0.03)


def test_the_front_is_made_of_edges_of_areas():
    parts = draw(grid(lambda lon, lat: "RED" if lon + np.sin(9 * lat) / 4 < 37.5 else "BLU"))
    line = front_line(parts, LAND, ACTORS, DAY)
    red = shapely.union_all(parts.shapes[[parts.evidence.actors[a] == "RED" for a in parts.actor]])
    flat = line.to_crs(LAND.crs).union_all()
    assert flat.hausdorff_distance(red.boundary.intersection(flat.buffer(2))) < 3


def test_no_front_between_allies_or_within_a_side():
    assert front_line(draw(grid(lambda lon, _: "GRN" if lon < 37.5 else "BLU")), LAND, ACTORS, DAY).empty
    assert front_line(draw(grid(lambda lon, _: "RED" if lon < 37.5 else "PINK")), LAND, ACTORS, DAY).empty


def test_two_forces_of_a_side_do_not_split_its_vote():
    # Red and Pink alternate: neither alone outnumbers Blue around its places, their side does
    def mixed(lon, lat):
        return "BLU" if lon > 38 else "RED" if round((lon + lat) * 5) % 2 else "PINK"

    parts = draw(grid(mixed))
    assert {holder(parts, LAND, lon, 35.0) for lon in np.arange(36.05, 37.8, 0.1)} <= {"RED", "PINK"}


def test_a_strip_along_the_front_is_doubtful_and_no_hole():
    parts = draw(grid(east_west))
    strip = shapely.union_all([s for s, state in zip(parts.shapes, parts.state, strict=True) if state == "uncertain"])
    line = front_line(parts, LAND, ACTORS, DAY).to_crs(LAND.crs).union_all()
    assert strip.buffer(1).covers(line)
    assert 0 < strip.area < 0.2 * LAND.flat.area


@pytest.mark.parametrize(("weight", "lives"), [(1.0, False), (4.0, True)])
def test_one_wrong_label_falls_and_a_true_enclave_lives(weight, lives):
    held = [(*spot[:2], "RED", 1.0) for spot in grid(east_west)] + [(37.51, 35.02, "BLU", weight)]
    assert (holder(draw(held), LAND, 37.51, 35.02) == "BLU") is lives


def test_a_winding_front_leaves_right_labels_on_their_side():
    held = grid(lambda lon, lat: "RED" if lon + np.sin(6 * lat) / 3 < 37.5 else "BLU")
    parts = draw(held)
    assert sum(holder(parts, LAND, lon, lat) != actor for lon, lat, actor in held) <= 1


def test_what_its_surroundings_gainsay_leaves_no_dent_in_a_front():
    right = grid(east_west)
    wrong = [(*at, "RED" if at == pytest.approx((37.7, 35.1)) else actor) for *at, actor in right]
    assert [actor for *_, actor in wrong] != [actor for *_, actor in right]
    lines = [front_line(draw(held), LAND, ACTORS, DAY).to_crs(LAND.crs).union_all() for held in (right, wrong)]
    assert lines[0].hausdorff_distance(lines[1]) < 2_000


def test_simplification_leaves_every_place_where_it_was():
    held = grid(lambda lon, lat: "RED" if lon + np.sin(9 * lat) / 4 < 37.5 else "BLU")
    parts = draw([(*spot, 4.0) for spot in held])
    assert all(holder(parts, LAND, lon, lat) == actor for lon, lat, actor in held)


def test_voronoi_is_the_nearest_place():
    held = [(36.5, 35.0, "RED"), (37.1, 34.6, "BLU"), (38.2, 35.6, "GRN"), (38.6, 34.4, "RED")]
    parts = draw(held, method=Method.VORONOI, max_km=500)
    spots = LAND.flatten(np.array([spot[:2] for spot in held]))
    for lon in np.arange(36.05, 39, 0.19):
        for lat in np.arange(34.05, 36, 0.17):
            nearest = np.hypot(*(spots - LAND.flatten(np.array([[lon, lat]]))).T).argmin()
            assert holder(parts, LAND, lon, lat) == held[nearest][2]


def test_what_does_not_change_is_not_drawn_again_and_is_the_same():
    rows = [row(place(f"P{n}", lon, lat), actor, DAY) for n, (lon, lat, actor) in enumerate(grid(east_west))]
    one = Gatherer(ACTORS, LAND, 2e5).gather(control_on(rows, [], ACTORS, DAY))
    other = Gatherer(ACTORS, LAND, 2e5).gather(control_on([*rows[1:], row(rows[0].place, "BLU", DAY)], [], ACTORS, DAY))
    painter = Painter(LAND)
    first = painter.draw(one)
    assert painter.draw(one) is first
    later = painter.draw(other)
    fresh = Painter(LAND).draw(other)
    assert [s.wkb for s in later.shapes] == [s.wkb for s in fresh.shapes]


def contested(name, lon, lat):
    return replace(row(place(name, lon, lat), "BLU", DAY), state=PlaceState.CONTESTED, rival="RED")


@pytest.mark.parametrize("method", Method)
def test_a_contested_town_alone_shows_nobody_s_ground(method):
    evidence = Gatherer(ACTORS, LAND, 2e5).gather(control_on([contested("Town", 37.5, 35.0)], [], ACTORS, DAY))
    parts = Painter(LAND, method).draw(evidence)
    assert_tiles(parts, LAND)
    assert set(parts.state) == {AreaState.NO_DATA}


def test_few_places_are_seen_no_farther_than_60_km():
    wide = box(30, 30, 44, 36)
    parts = draw([(31.0, 33.0, "RED"), (37.0, 33.0, "BLU"), (43.0, 33.0, "RED")], wide)
    held = [shape for shape, actor in zip(parts.shapes, parts.actor, strict=True) if actor >= 0]
    assert sum(shape.area for shape in held) == pytest.approx(3 * np.pi * 60_000**2, rel=0.02)


def test_scattered_places_are_seen_no_farther_than_180_km():
    wide = box(20, 20, 60, 40)
    parts = draw([(25.0, 30.0, "RED"), (35.0, 30.0, "BLU"), (45.0, 30.0, "RED"), (55.0, 30.0, "RED")], wide)
    held = [shape for shape, actor in zip(parts.shapes, parts.actor, strict=True) if actor >= 0]
    assert sum(shape.area for shape in held) == pytest.approx(4 * np.pi * 180_000**2, rel=0.02)


def test_what_lies_amid_places_of_unknown_holders_is_doubtful():
    def drawn(*, west_of):
        rows = [row(place(f"P{n}", lon, lat), actor, DAY) for n, (lon, lat, actor) in enumerate(grid(east_west))]
        rows = [replace(r, state=PlaceState.UNKNOWN, actor=None) if r.place.at.lon > west_of else r for r in rows]
        return Painter(LAND).draw(Gatherer(ACTORS, LAND, 2e5).gather(control_on(rows, [], ACTORS, DAY)))

    def doubtful(parts):
        return sum(s.area for s, state in zip(parts.shapes, parts.state, strict=True) if state == "uncertain")

    known, left = drawn(west_of=40), drawn(west_of=37.8)
    assert_tiles(left, LAND)
    assert doubtful(left) > 3 * doubtful(known)
    assert holder(left, LAND, 38.1, 35.0) == "BLU"  # still the most probable holder


def test_many_names_do_not_win_ground_for_their_side():
    # Far from all places, of which Red has two kinds, neither side is the more probable
    held = [(36.5, 35.0, "RED"), (36.5, 35.2, "PINK"), (38.5, 35.0, "BLU"), (38.5, 35.2, "BLU")]
    line = front_line(draw(held, max_km=500), LAND, ACTORS, DAY)
    assert line.total_bounds[[0, 2]] == pytest.approx([37.5, 37.5], abs=0.15)


def test_clusters_of_places_do_not_blind_the_map_between_them():
    # Three towns at each of many spots 100 km apart: the nearest is always near, the spots are not
    wide = box(30, 30, 40, 38)
    spots = [(lon, lat) for lon in np.arange(30.5, 40, 1.0) for lat in np.arange(30.5, 38, 1.0)]
    held = [(lon + d, lat, "RED" if lon < 35 else "BLU") for lon, lat in spots for d in (0, 0.05, 0.1)]
    parts = draw(held, wide)
    assert AreaState.NO_DATA not in parts.state


def test_places_do_not_pull_across_a_lake():
    # A town alone on the far bank: over land it is outvoted by those on this side, over water it is not
    bank = [(lon, lat, "RED") for lon in np.arange(36.0, 37.25, 0.1) for lat in np.arange(34.05, 36, 0.1)]
    held = [*bank, (37.44, 35.05, "BLU", 0.5)]
    lake = gpd.GeoDataFrame(geometry=[shapely.box(37.22, 33.9, 37.42, 36.1)], crs=WGS84)
    wet = replace(LAND, lakes=lake)
    assert holder(draw(held), LAND, 37.44, 35.05) == "RED"
    parts = draw(held, wet)
    assert holder(parts, wet, 37.44, 35.05) == "BLU"
    assert holder(parts, wet, 37.2, 35.05) == "RED"
    assert_tiles(parts, wet)  # the lake belongs to those around it


def test_an_island_far_from_all_places_is_not_known():
    islands = units(
        {
            "Main": shapely.box(36, 34, 37, 35),
            "Near": shapely.box(37.2, 34.4, 37.4, 34.6),
            "Far": shapely.box(40, 34, 40.3, 34.3),
        }
    )
    held = [(lon, lat, "RED") for lon in np.arange(36.1, 37, 0.2) for lat in np.arange(34.1, 35, 0.2)]
    parts = draw(held, islands)
    assert_tiles(parts, islands)
    assert holder(parts, islands, 37.3, 34.5) == "RED"
    assert holder(parts, islands, 40.1, 34.1) is None


def test_blocks_leave_no_trace():
    # Enough places for several blocks: a straight front runs through their edges without a step
    held = [
        (lon, lat, east_west(lon, lat)) for lon in np.arange(36.02, 39, 0.075) for lat in np.arange(34.02, 36, 0.075)
    ]
    parts = draw(held)
    assert_tiles(parts, LAND)
    assert len([state for state in parts.state if state is AreaState.HELD]) == 2


MANY = [
    place(f"P{n}", lon, lat)
    for n, (lon, lat) in enumerate(np.random.default_rng(5).uniform((36, 34), (39, 36), (900, 2)))
]
day_s_changes = st.lists(
    st.tuples(
        st.integers(0, len(MANY) - 1),
        st.sampled_from(["RED", "PINK", "BLU", "GRN", None]),
        st.sampled_from([0.02, 0.5, 1, 4]),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=8)
@given(st.lists(day_s_changes, min_size=1, max_size=3))
def test_areas_of_day_after_day_are_those_of_each_day_alone(days):
    rows = {p.id: row(p, "RED" if p.at.lon + np.sin(5 * p.at.lat) / 3 < 37.5 else "BLU", DAY) for p in MANY}
    gatherer, painter = Gatherer(ACTORS, LAND, 2e5), Painter(LAND)
    for changed in [[], *days]:
        for n, holder, weight in changed:
            rows[MANY[n].id] = row(MANY[n], holder, DAY, weight)
        controls = control_on(list(rows.values()), [], ACTORS, DAY)
        later = painter.draw(gatherer.gather(controls))
        alone = Painter(LAND).draw(Gatherer(ACTORS, LAND, 2e5).gather(controls))
        assert [shape.wkb for shape in later.shapes] == [shape.wkb for shape in alone.shapes]
        assert (later.state, later.actor.tolist()) == (alone.state, alone.actor.tolist())
        assert_tiles(later, LAND)


def test_a_day_that_moves_no_border_is_drawn():
    gatherer, painter = Gatherer(ACTORS, LAND, 2e5), Painter(LAND)
    drawn = []
    for weight in (1, 2):
        rows = [row(p, "RED", DAY, weight) for p in MANY[:50]]
        drawn.append(painter.draw(gatherer.gather(control_on(rows, [], ACTORS, DAY))))
    first, second = drawn
    assert [shape.wkb for shape in first.shapes] == [shape.wkb for shape in second.shapes]
