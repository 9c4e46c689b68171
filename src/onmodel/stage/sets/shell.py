"""Shells: the walls, floor and ceiling of an interior, with windows and doors in them, each wall by its name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from onmodel.stage.mesh import MeshPart
from onmodel.stage.sets.finish import CLOTH, MATTE, METAL, RGB, WOOD, glow, varied
from onmodel.stage.sets.panels import Opening
from onmodel.stage.sets.solids import Solid, box, cylinder, merge, sheet, tube

Paint = Callable[[float, float, Sequence[Opening], int], Solid]
HEADINGS = {"north": 0.0, "west": 90.0, "south": 180.0, "east": 270.0}  # where each wall faces: into the room


@dataclass
class Groups:
    """Solids by group; a group becomes one part per finish, named `group/finish`."""

    solids: dict[str, list[Solid]] = field(default_factory=dict)

    def add(self, group: str, *items: Solid) -> None:
        """Put solids into a group."""
        self.solids.setdefault(group, []).extend(items)

    def glow(self, group: str, rgb: RGB) -> None:
        """Let a group's first solid shine softly: a ceiling's bounce, which few light paths would find."""
        first, *rest = self.solids[group]
        paint = first.colours.mean(0)
        r, g, b = (float(c) for c in np.asarray(rgb) * (0.25 + 0.75 * paint / max(1e-6, float(paint.max()))))
        self.solids[group] = [first.finished(glow(group, (r, g, b))), *rest]

    def parts(self) -> tuple[MeshPart, ...]:
        """Mesh parts of everything, merged by group and finish."""
        return tuple(p for group, items in self.solids.items() for p in mesh_parts(group, items))


def mesh_parts(group: str, solids: Iterable[Solid]) -> tuple[MeshPart, ...]:
    """Solids merged into one part per finish, named `group/finish`."""
    by_finish: dict[str, list[Solid]] = {}
    for s in solids:
        by_finish.setdefault(s.finish.name, []).append(s)
    return tuple(_part(f"{group}/{name}", merge(items)) for name, items in by_finish.items())


def _part(name: str, s: Solid) -> MeshPart:
    f = s.finish
    return MeshPart(
        name, s.vertices, s.faces, s.colours, s.normals,
        roughness=f.roughness, specular=f.specular, metallic=f.metallic, emission=f.emission,
    )  # fmt: skip


@dataclass(frozen=True)
class Shell:
    """A rectangular interior centred on the origin: metres. Openings are by wall, in the wall's own frame."""

    width: float  # along x
    depth: float  # along y
    height: float
    openings: dict[str, tuple[Opening, ...]] = field(default_factory=dict)

    def wall_length(self, wall: str) -> float:
        """Length of a named wall."""
        return self.width if wall in ("north", "south") else self.depth

    def place(self, wall: str, item: Solid) -> Solid:
        """An item of a wall's own frame (x along, y 0 on its face and − into the room) put into the room."""
        reach = self.depth / 2 if wall in ("north", "south") else self.width / 2
        return item.moved(y=reach).turned(HEADINGS[wall])

    def build(self, groups: Groups, paint: Paint, floor: Solid, ceiling: Solid) -> None:
        """Add walls (as `wall_<name>`), floor and ceiling to the groups; a window frame belongs to its wall."""
        for k, wall in enumerate(HEADINGS):
            holes = self.openings.get(wall, ())
            panel = paint(self.wall_length(wall) + 0.02, self.height, holes, k)
            back = [s.moved(y=0.12) for s in _slabs(self.wall_length(wall) + 0.4, self.height + 0.1, holes)]
            groups.add(f"wall_{wall}", self.place(wall, panel), *(self.place(wall, s) for s in back))
        groups.add("floor", floor)
        groups.add("ceiling", ceiling.moved(z=self.height))
        groups.add("ceiling", box((self.width + 0.6, self.depth + 0.6, 0.1), "#4a4640", 0).moved(z=self.height + 0.22))


def _slabs(length: float, height: float, holes: Sequence[Opening]) -> list[Solid]:
    """The body of a wall, 0.2 thick, as boxes around its openings (which must not overlap along the wall)."""
    out, x = [], -length / 2
    for o in sorted(holes, key=lambda h: h.x0):
        out.append((x, o.x0, 0.0, height))
        out += [(o.x0, o.x1, 0.0, o.z0), (o.x0, o.x1, o.z1, height)]
        x = o.x1
    out.append((x, length / 2, 0.0, height))
    return [
        box((x1 - x0, 0.2, z1 - z0), "#b9b2a5", 0).moved((x0 + x1) / 2, 0, z0)
        for x0, x1, z0, z1 in out
        if x1 - x0 > 0.01 and z1 - z0 > 0.01
    ]


def window(o: Opening, colour: str, panes: tuple[int, int] = (2, 2)) -> list[Solid]:
    """Frame, glazing bars and sill of a window in an opening, in the wall's frame."""
    w, h, cx = o.x1 - o.x0, o.z1 - o.z0, (o.x0 + o.x1) / 2
    bars = [(0.07, h + 0.14, x, o.z0 - 0.07) for x in (o.x0 - 0.035, o.x1 + 0.035)]
    bars += [(w + 0.14, 0.07, cx, z) for z in (o.z0 - 0.07, o.z1)]
    out = [box((bw, 0.05, bh), colour, 0.008).moved(x, -0.015, z) for bw, bh, x, z in bars]
    for i in range(panes[0] + 1):
        out.append(box((0.045, 0.05, h), colour, 0.006).moved(o.x0 + w * i / panes[0], 0.1, o.z0))
    for i in range(panes[1] + 1):
        out.append(box((w, 0.05, 0.045), colour, 0.006).moved(cx, 0.1, o.z0 + h * i / panes[1] - 0.022))
    sill = box((w + 0.3, 0.26, 0.04), colour, 0.01).moved(cx, -0.03, o.z0 - 0.075)
    return [s.finished(WOOD) for s in [*out, sill]]


def curtains(o: Opening, colour: str, floor: bool = True) -> list[Solid]:
    """A pair of drawn-back curtains on a rod."""
    low = 0.04 if floor else o.z0 - 0.15
    top, out = o.z1 + 0.16, []
    for x0, x1 in ((o.x0 - 0.3, o.x0 + 0.1), (o.x1 - 0.1, o.x1 + 0.3)):
        xs = np.linspace(x0, x1, 49)
        zs = np.linspace(low, top, 12)
        folds = 0.045 * np.sin((xs - x0) / (x1 - x0) * 2 * np.pi * 4.5)[:, None] * np.linspace(1.2, 0.7, 12)
        cloth = sheet(xs, zs, folds, colour).turned(90, "x").moved(y=-0.12)
        out.append(varied(cloth, 0.08, 0.3, 5).finished(CLOTH))
    rod = tube([(o.x0 - 0.4, -0.12, top), (o.x1 + 0.4, -0.12, top)], 0.014, "#3a332b").finished(METAL)
    return [*out, rod]


def door(o: Opening, colour: str, handle_side: int = 1) -> list[Solid]:
    """A closed panelled door with its frame and handle, in the wall's frame."""
    w, h, cx = o.x1 - o.x0, o.z1, (o.x0 + o.x1) / 2
    leaf = varied(box((w, 0.045, h), colour, 0.004, 0.12), 0.14, (0.05, 0.05, 0.9), 3).moved(cx, 0.05)
    out = [leaf]
    for z, ph in ((0.16, h * 0.36), (h * 0.36 + 0.28, h * 0.36)):
        for side in (-1, 1):
            frame = box((w * 0.34, 0.03, ph), colour, 0.012)
            out.append(varied(frame, 0.1, (0.05, 0.05, 0.9), 4).moved(cx + side * w * 0.21, 0.022, z))
    for x in (o.x0 - 0.045, o.x1 + 0.045):
        out.append(box((0.09, 0.06, h + 0.09), colour, 0.01).moved(x, -0.015))
    out.append(box((w + 0.18, 0.06, 0.09), colour, 0.01).moved(cx, -0.015, h))
    knob = merge(
        [cylinder(0.012, 0.06, "#c9a85a", 10).turned(90, "x"), box((0.12, 0.02, 0.02), "#c9a85a").moved(0.04, -0.06)]
    )
    spot = cx + handle_side * w * 0.4
    return [s.finished(WOOD) for s in out] + [knob.moved(spot, 0.02, 1.0).finished(METAL)]


def skirting(shell: Shell, wall: str, colour: str) -> list[Solid]:
    """The board along a wall's foot, interrupted by its doors."""
    x, out = -shell.wall_length(wall) / 2, []
    doors = [o for o in sorted(shell.openings.get(wall, ()), key=lambda o: o.x0) if o.z0 < 0.05]
    for end, after in [(o.x0 - 0.09, o.x1 + 0.09) for o in doors] + [(shell.wall_length(wall) / 2, 0.0)]:
        out.append(box((end - x, 0.018, 0.1), colour, 0.004).moved((x + end) / 2, -0.009).finished(WOOD))
        x = after
    return out


def pane_outside(colour: str) -> Solid:
    """A strip of ground outside an interior's windows, seen through them."""
    return sheet([-30, -10, 10, 30], [-30, -10, 10, 30], -0.25, colour).finished(MATTE)
