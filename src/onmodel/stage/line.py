"""The 180° line: through two people who deal with each other; the camera stays on one side of it for the scene."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from onmodel.stage.camera import Array, flat


@dataclass(frozen=True)
class Line:
    """A ground line from `start` to `end` (x, y metres); `side` +1: the camera is left of start → end, −1: right."""

    start: tuple[float, float]
    end: tuple[float, float]
    side: int

    @property
    def along(self) -> Array:
        """The unit vector (3,) from start to end."""
        return flat([self.end[0] - self.start[0], self.end[1] - self.start[1], 0.0])

    @property
    def normal(self) -> Array:
        """The unit vector (3,) across the line toward the camera's side."""
        x, y, _ = self.along
        return self.side * np.array([-y, x, 0.0])

    def distance(self, point: ArrayLike) -> float:
        """Return metres from the line; positive on the camera's side, negative where the line was crossed."""
        x, y = np.asarray(point, dtype=float)[:2]
        return float(np.dot([x - self.start[0], y - self.start[1], 0.0], self.normal))


def establish(start: ArrayLike, end: ArrayLike, camera: ArrayLike) -> Line:
    """Draw the line between two people as the master camera at `camera` sees them. A camera on it takes the left."""
    a, b = np.asarray(start, dtype=float)[:2], np.asarray(end, dtype=float)[:2]
    line = Line((float(a[0]), float(a[1])), (float(b[0]), float(b[1])), 1)
    return line if line.distance(camera) >= 0 else Line(line.start, line.end, -1)
