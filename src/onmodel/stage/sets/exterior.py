"""What every exterior shares: sun or moon, sky, and room for the camera."""

from collections.abc import Sequence
from dataclasses import replace

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import Ambience, sun_lamp
from onmodel.stage.mesh import Lamp, Place
from onmodel.stage.sets.shell import Groups
from onmodel.stage.spec import SetSpec

Rect = tuple[float, float, float, float]
OPEN_SKY = 12.0  # the "ceiling" of an exterior: how high a crane may go


def finish_place(
    spec: SetSpec,
    groups: Groups,
    hour: Ambience,
    lamps: Sequence[Lamp],
    *,
    playable: Rect,
    seats: Sequence[Rect] = (),
    obstacles: Sequence[Rect] = (),
    camera: Rect = (-12.0, -14.0, 12.0, 10.0),
) -> Place:
    """The exterior as a Place, lit by its hour's sun or moon and its own lamps."""
    if spec.time is TimeOfDay.NIGHT and lamps:  # near a flame or a street lamp, faces are warm
        warm = [(a * 0.45 + b * 0.55) for a, b in zip(hour.shot_key, (0.95, 0.6, 0.34), strict=True)]
        hour = replace(hour, shot_key=(warm[0], warm[1], warm[2]))
    return Place(
        name=spec.name, parts=groups.parts(), lamps=(sun_lamp(hour), *lamps), sky=hour.sky, playable=playable,
        camera_room=(*camera, OPEN_SKY), seats=tuple(seats), obstacles=tuple(obstacles), front=180.0,
        exposure=hour.exposure, shot_key=hour.shot_key, shot_rim=hour.shot_rim, shot_fill=hour.shot_fill,
    )  # fmt: skip
