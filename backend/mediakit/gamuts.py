"""Matrices from and to the colours that a picture's red, green, blue and white span."""

import numpy as np
from numpy.typing import NDArray

from mediakit.headers.stated import BT709, Primaries

Matrix = NDArray[np.float64]

#: The white of profiles, in XYZ.
D50 = np.array([0.9642, 1.0, 0.8249])
# How eyes get used to another white, by Bradford.
CONES = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
# Below this the three colours are nearly in a line; no real screen comes near.
LEAST_AREA = 1e-3


def to_xyz(primaries: Primaries) -> Matrix:
    """From light of 0..1 to XYZ with the picture's own white; ValueError where white is no mixture of the colours."""
    *colours, white = (np.array([x, y, 1 - x - y]) for x, y in primaries)
    columns = np.stack(colours, axis=1)
    if white[1] <= 0 or abs(np.linalg.det(columns)) < LEAST_AREA:
        raise ValueError("These are no colours.")
    shares = np.linalg.solve(columns, white / white[1])
    if shares.min() <= 0:
        raise ValueError("White lies outside of the colours.")
    return columns * shares


def to_d50(primaries: Primaries) -> Matrix:
    """From light of 0..1 to XYZ with the white of profiles; ValueError as above."""
    matrix = to_xyz(primaries)
    seen = CONES @ matrix.sum(axis=1)
    if seen.min() <= 0:
        raise ValueError("Nobody sees such a white.")
    adapted: Matrix = np.linalg.inv(CONES) @ np.diag(CONES @ D50 / seen) @ CONES @ matrix
    return adapted


def to_ordinary(primaries: Primaries) -> Matrix:
    """From light to that of an ordinary screen (BT.709); ValueError as above."""
    matrix: Matrix = np.linalg.inv(to_d50(BT709)) @ to_d50(primaries)
    return matrix
