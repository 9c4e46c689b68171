"""Assembly: what a phrase names, built; one thing or several side by side, in their state, with what is in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from onmodel.stage.sets.phrases import Named, State
from onmodel.stage.sets.solids import Array, Solid, bounds
from onmodel.stage.sets.states import broken, burning

Shape = Callable[[], list[Solid]]
MOST = 6  # of one thing that are shown
LEAN = 42.0  # degrees off the vertical at which a long thing stands in a small container
# height and radius (metres) of the bed that things lie on in a container: open ones hold them, on sheets they lie
WELLS: dict[tuple[str, State], tuple[float, float]] = {
    ("purse", "open"): (0.05, 0.05), ("box", "open"): (0.03, 0.075), ("bowl", ""): (0.025, 0.06),
    ("basket", ""): (0.12, 0.16), ("bucket", ""): (0.2, 0.12),
}  # fmt: skip
OPENED = frozenset(("purse", "box"))  # what must be open for its contents to be seen


@dataclass(frozen=True)
class Kit:
    """Every shape by the kit's name, those that have a state of their own, and what lies down when it is put down."""

    shapes: Mapping[str, Shape]
    states: Mapping[tuple[str, State], Shape]
    lying: frozenset[str]

    def build(self, named: Named) -> list[Solid]:
        """One thing in its state with its contents, at the origin, standing as it is held.

        Raises KeyError for a name that is not in the kit.
        """
        state: State = "open" if named.holding and named.name in OPENED else named.state
        solids = self._plain(named.name, state)
        if not named.holding:
            return solids
        if named.name in self.lying:  # a sheet with a thing on it lies
            solids = lain(solids)
        z, r = WELLS.get((named.name, state), (0.0, 0.0))
        if not r and named.name in self.lying:
            z, r = float(bounds(solids)[1][2]), 0.05
        spread = self.spread(named.holding, r or 0.1)
        if r:
            return [*solids, *(s.moved(z=z) for s in spread)]
        front = float(bounds(solids)[0][1])  # a closed container has them before it
        return [*solids, *(s.moved(y=front - 0.12) for s in spread)]

    def _plain(self, name: str, state: State) -> list[Solid]:
        own = self.states.get((name, state))
        if own:
            return own()
        solids = self.shapes[name]()
        return {"broken": broken, "burning": burning}.get(state, list)(solids)

    def put_down(self, named: Named) -> list[Solid]:
        """One thing as it lies or stands on a table."""
        solids = self.build(named)
        upright = named.holding or named.state == "flying" or named.name not in self.lying
        return solids if upright else lain(solids)

    def spread(self, things: tuple[Named, ...], radius: float) -> list[Solid]:
        """Things on a bed of a radius: small ones heaped, long ones leaning on its rim, none larger than fits."""
        every = [t for t in things for _ in range(min(t.count, MOST))]
        out: list[Solid] = []
        for k, (thing, spot) in enumerate(zip(every, _spots(len(every)), strict=True)):
            solids = self.put_down(Named(thing.name, thing.word, thing.state, 1, thing.holding))
            low, high = bounds(solids)
            long = float((high - low).max())
            if long > 2.4 * radius and float(np.sort(high - low)[1]) < 0.4 * long:
                out += _leaning(self.build(thing), radius, spot, min(1.0, 4.2 * radius / long))
                continue
            fit = min(1.0, (1.9 if len(every) == 1 else 1.25) * radius / long)
            middle = (low + high) / 2
            x, y = radius * 0.62 * spot[:2]
            lift = 0.35 * spot[2] * fit * float(high[2] - low[2])
            out += [
                s.moved(-middle[0], -middle[1], -low[2]).scaled(fit).turned(70 * k + 15).moved(x, y, lift)
                for s in solids
            ]
        return out

    def row(self, things: tuple[Named, ...], *, held: bool) -> list[Solid]:
        """Several things side by side along x, as they are held or put down."""
        every = [t for t in things for _ in range(min(t.count, MOST))]
        built = [self.build(t) if held and len(every) == 1 else self.put_down(t) for t in every]
        if len(built) == 1:
            return built[0]
        out, x = [], 0.0
        for k, solids in enumerate(built):
            low, high = bounds(solids)
            gap = 0.2 * float((high - low)[:2].max())
            out += [s.moved(x - float(low[0]), 0.35 * gap * (-1) ** k - float(low[1] + high[1]) / 2) for s in solids]
            x += float(high[0] - low[0]) + gap
        low, high = bounds(out)
        return [s.moved(-float(low[0] + high[0]) / 2) for s in out]


def lain(solids: list[Solid]) -> list[Solid]:
    """Things on their back: their face, which was to −y, is up, and their foot is nearest."""
    flat = [s.turned(-90, "x") for s in solids]
    low, high = bounds(flat)
    return [s.moved(0, -float(low[1] + high[1]) / 2, -float(low[2])) for s in flat]


def _spots(count: int) -> Array:
    """(count, 3) places on a bed of radius 1, with the layer of the heap as third number."""
    if count == 1:
        return np.zeros((1, 3))
    a = 2 * np.pi * np.arange(count) / min(count, 5) + 0.5
    return np.stack([np.cos(a), np.sin(a), np.arange(count) // 5 + 0.5 * (np.arange(count) % 2)], 1)


def _leaning(solids: list[Solid], radius: float, spot: Array, fit: float) -> list[Solid]:
    """A long thing that stands in a container and leans out over its rim."""
    low, high = bounds(solids)
    upright = [s.moved(-float(low[0] + high[0]) / 2, -float(low[1] + high[1]) / 2, -float(low[2])) for s in solids]
    turn = float(np.degrees(np.arctan2(spot[1], spot[0]))) if np.any(spot[:2]) else 35.0
    foot = -0.45 * radius * np.array([np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))])
    return [s.scaled(fit).turned(-90).turned(LEAN, "y").turned(turn).moved(foot[0], foot[1]) for s in upright]
