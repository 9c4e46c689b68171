"""What every interior shares: the world outside its windows, and its light by hour: window, practicals, shot lamps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import (
    WAY_OUT,
    Ambience,
    ambience,
    bulb,
    feeling,
    kelvin,
    of_colour,
    sun_lamp,
    times,
    window_lamp,
)
from onmodel.stage.mesh import Lamp, Place
from onmodel.stage.sets.finish import MATTE, RGB, glow
from onmodel.stage.sets.nature import tree
from onmodel.stage.sets.shell import HEADINGS, Groups, Shell
from onmodel.stage.sets.solids import box, merge, rotation, sheet
from onmodel.stage.spec import SetSpec

Rect = tuple[float, float, float, float]
TUNGSTEN = kelvin(2900)


@dataclass(frozen=True)
class Windows:
    """Which openings of a shell let light in: (wall, index). `sun_wall` is the side on which the sun or moon stands."""

    shell: Shell
    lit: tuple[tuple[str, int], ...]
    sun_wall: str = "west"

    def lamps(self, rgb: RGB) -> list[Lamp]:
        """A silk above each lit window, giving the irradiance `rgb` 2 m inside it."""
        out = []
        for wall, k in self.lit:
            o = self.shell.openings[wall][k]
            turn = rotation(HEADINGS[wall])
            reach = self.shell.depth / 2 if wall in ("north", "south") else self.shell.width / 2
            centre = turn @ [(o.x0 + o.x1) / 2, reach, (o.z0 + o.z1) / 2]
            out.append(window_lamp(centre, turn @ [0.0, -1.0, 0.0], 1.7, rgb))
        return out


@dataclass(frozen=True)
class Indoors:
    """An interior's hour: irradiance 2 m inside a window, radiance of the ceiling's bounce, gain of the practicals."""

    window: RGB
    ceiling: RGB
    practicals: float
    shot_key: RGB
    shot_fill: float


EXPOSURE = 1.6  # an interior is shot with the iris open
INDOORS: dict[TimeOfDay, Indoors] = {
    TimeOfDay.DAY: Indoors(times(kelvin(6200), 6.5), times(kelvin(5600), 0.44), 0.3, times(kelvin(5400), 1.2), 0.5),
    TimeOfDay.NIGHT: Indoors(
        times((0.45, 0.65, 1.15), 1.0), times(kelvin(3200), 0.07), 1.0, times(kelvin(3500), 1.3), 0.35
    ),
    TimeOfDay.DAWN: Indoors(times(kelvin(4200), 4.0), times(kelvin(4800), 0.25), 0.6, times(kelvin(4500), 1.1), 0.45),
    TimeOfDay.DUSK: Indoors(times(kelvin(2600), 3.0), times(kelvin(3400), 0.13), 0.9, times(kelvin(3600), 1.0), 0.4),
}


def finish_place(
    spec: SetSpec,
    groups: Groups,
    windows: Windows,
    bulbs: Sequence[tuple[tuple[float, float, float], float]],
    *,
    playable: Rect,
    seats: Sequence[Rect] = (),
    obstacles: Sequence[Rect] = (),
) -> Place:
    """The interior as a Place: parts, lamps for its hour, and where people and cameras may be."""
    shell, outdoors = windows.shell, ambience(spec)
    indoors = INDOORS[spec.time]
    shot = of_colour(spec, indoors.shot_key)
    key, fill_gain, rim, tint = feeling(spec)
    turn = {"west": 292.0, "east": 68.0, "south": 20.0, "north": 160.0}[windows.sun_wall]
    height = outdoors.elevation if spec.time is not TimeOfDay.DAY else 34.0
    hour = Ambience(outdoors.sky, times(outdoors.sun, 1.6), height, turn, 1.0, (0, 0, 0), (0, 0, 0), 0)
    lamps = [sun_lamp(hour), *windows.lamps(times(indoors.window, np.asarray(tint) * key))]
    lamps += [bulb(p, times(of_colour(spec, TUNGSTEN), tint), power * indoors.practicals) for p, power in bulbs]
    groups.glow("ceiling", times(of_colour(spec, indoors.ceiling), fill_gain))
    parts = groups.parts()
    x, y = shell.width / 2 + WAY_OUT, shell.depth / 2 + WAY_OUT
    return Place(
        name=spec.name, parts=parts, lamps=tuple(lamps), sky=outdoors.sky, playable=playable,
        camera_room=(-x, -y, x, y, shell.height),
        seats=tuple(seats), obstacles=tuple(obstacles),
        wall_cutaway=tuple(p.name for p in parts if p.name.startswith(("wall_", "ceiling"))),
        front=180.0, exposure=EXPOSURE,
        shot_key=times(shot, tint), shot_rim=times(shot, 0.8 * rim), shot_fill=indoors.shot_fill * fill_gain,
    )  # fmt: skip


def outside(groups: Groups, windows: Windows, time: TimeOfDay, city: bool = False) -> None:
    """What is seen through the windows: ground, and a hedge with trees or a row of houses, lit windows by night."""
    rng = np.random.default_rng(11)
    far = sheet(np.linspace(-60, 60, 13), np.linspace(-60, 60, 13), -0.3, "#6d7a4a" if not city else "#77777a")
    things, lit = [far], []
    night = time in (TimeOfDay.NIGHT, TimeOfDay.DUSK)
    for wall, _ in windows.lit:
        for k in range(9):
            x, y = (k - 4) * 3.4 + rng.uniform(-1, 1), 9 + rng.uniform(0, 5)
            if city:
                h = rng.uniform(5, 16)
                block = box((3.3, 3, h), str(rng.choice(["#8a8078", "#767c84", "#9b8a76"])), 0)
                things.append(block.moved(x, y + 6, -0.3).turned(HEADINGS[wall]))
                for px in (-1.0, 0.0, 1.0):
                    for pz in np.arange(0.8, h - 1.2, 1.5):
                        if rng.random() < 0.45:
                            lit.append(
                                box((0.55, 0.1, 0.8), "#40464c", 0).moved(x + px, y + 4.48, pz).turned(HEADINGS[wall])
                            )
            else:
                crown = merge(tree(rng.uniform(4.5, 7.5), k, ("#4f6a35", "#5d7038", "#435e35")[k % 3], 330))
                things.append(crown.moved(x, y, -0.8).turned(HEADINGS[wall]))
    groups.add("outside", *(s.finished(MATTE) for s in things))
    if lit:
        groups.add("outside", merge(lit).finished(glow("city", (0.9, 0.62, 0.28)) if night else MATTE))
