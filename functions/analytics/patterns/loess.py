"""Local lines: each point is told by its neighbours, the near ones counting most.

Source: Cleveland, Cleveland, McRae and Terpenning 1990, STL: A Seasonal-Trend Decomposition
Procedure Based on Loess, Journal of Official Statistics 6 (1), section 2
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from analytics.patterns.series import Floats

NEAR: Final = 0.001
FAR: Final = 0.999
"""Closer than a thousandth of the reach counts in full, farther than the rest not at all."""


@dataclass(frozen=True, eq=False)
class Loess:
    """Lines for series of one length: where each window begins, its weights, what is how far."""

    n: int
    left: NDArray[np.intp]
    weights: Floats
    offsets: Floats

    def smooth(self, y: Floats, trust: Floats | None = None) -> Floats:
        """Smooth each row; `trust` in 0..1 says how much each point is to be believed."""
        own = y[..., np.clip(self.left[:, None] + self._own, 0, self.n - 1)][..., 0]
        windows = self._windows(y)
        weights = self.weights if trust is None else self.weights * self._windows(trust)
        total = weights.sum(-1)
        known = total > 0
        total = np.where(known, total, 1.0)
        middle = (weights * self.offsets).sum(-1) / total
        width = (weights * self.offsets**2).sum(-1) / total - middle**2
        weighed = weights * windows
        level = weighed.sum(-1) / total
        moment = (weighed * self.offsets).sum(-1) / total
        tilts = np.sqrt(np.maximum(width, 0.0)) > NEAR * (self.n - 1)
        slope = np.where(tilts, (moment - middle * level) / np.where(tilts, width, 1.0), 0.0)
        return np.where(known, level - slope * middle, own)

    @property
    def _own(self) -> NDArray[np.intp]:
        """Give where each point lies in its own window; a point beyond the ends is told by them."""
        return -self.offsets[:, :1].astype(np.intp)

    def _windows(self, y: Floats) -> Floats:
        return sliding_window_view(y, self.weights.shape[1], axis=-1)[..., self.left, :]


def loess(n: int, window: int, *, beyond: int = 0) -> Loess:
    """Prepare lines over `window` neighbours (odd) for n points, and so many beyond either end."""
    places = np.arange(-beyond, n + beyond)
    width = min(window, n)
    left = np.clip(places + 1 - (window + 1) // 2, 0, n - width)
    offsets = (left[:, None] + np.arange(width) - places[:, None]).astype(np.float64)
    distances = np.abs(offsets)
    # A window wider than the series reaches beyond it, by half on either side.
    reach = distances.max(axis=1, keepdims=True) + max(window - n, 0) // 2
    near = (1 - (distances / np.where(reach > 0, reach, 1.0)) ** 3) ** 3
    weights = np.where(distances <= NEAR * reach, 1.0, near)
    weights[distances > FAR * reach] = 0.0
    return Loess(n, left, weights, offsets)
