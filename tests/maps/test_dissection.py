"""A system solved from the state that another answer left is solved as if it were the first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_matrix, diags
from scipy.spatial import Delaunay

from maps.dissection import Dissection, Solver
from maps.mesh import unique_edges

COUNT = 700
POINTS = np.round(np.random.default_rng(7).uniform(0, 1000, (COUNT, 2)), 3)


def _bonds():
    ends = unique_edges(Delaunay(POINTS).simplices).T
    bond = coo_matrix((np.ones(ends.shape[1]), ends), shape=(COUNT, COUNT))
    graph = bond + bond.T
    laplacian = diags(np.asarray(graph.sum(axis=1)).ravel()) - graph
    return (laplacian @ laplacian + 0.01 * diags(np.ones(COUNT))).tocsr()


MATRIX = _bonds()
PLAN = Dissection(MATRIX, POINTS)

changes = st.lists(st.tuples(st.integers(0, COUNT - 1), st.floats(0, 100), st.floats(-1, 1)), min_size=1, max_size=6)


def test_values_are_those_of_a_dense_solution():
    random = np.random.default_rng(1)
    diagonal, target = random.uniform(0, 5, COUNT), random.normal(size=(COUNT, 3))
    expected = np.linalg.solve(MATRIX.toarray() + np.diag(diagonal), target)
    assert Solver(PLAN, 9).solve(diagonal, target) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=20)
@given(st.lists(changes, min_size=1, max_size=4))
def test_the_answer_does_not_depend_on_what_was_asked_before(days):
    diagonal, target = np.ones(COUNT), np.zeros((COUNT, 2))
    kept = Solver(PLAN, 5)
    for day in days:
        for vertex, weight, value in day:
            diagonal[vertex], target[vertex] = weight, (value, -value)
        assert kept.solve(diagonal.copy(), target.copy()).tobytes() == Solver(PLAN, 5).solve(diagonal, target).tobytes()


def test_another_number_of_columns_is_another_question():
    solver = Solver(PLAN, 5)
    one = solver.solve(np.ones(COUNT), np.ones((COUNT, 1)))
    solver.solve(np.ones(COUNT), np.ones((COUNT, 3)))
    assert solver.solve(np.ones(COUNT), np.ones((COUNT, 1))).tobytes() == one.tobytes()


def test_few_vertices_are_one_part():
    matrix = (diags([2.0, 2.0, 2.0]) + coo_matrix(([1.0, 1.0], ([0, 1], [1, 0])), shape=(3, 3))).tocsr()
    plan = Dissection(matrix, np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    assert Solver(plan, 6).solve(np.zeros(3), np.array([[3.0], [3.0], [2.0]])).ravel().tolist() == [1.0, 1.0, 1.0]
