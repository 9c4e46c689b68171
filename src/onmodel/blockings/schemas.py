"""A stage as the API takes and gives it: plain values in metres and degrees, z up, as SceneSpec has them."""

from typing import Annotated

from pydantic import BaseModel, Field

from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay
from onmodel.kit.ids import IdText
from onmodel.stage.by_hand import Lens, Standing
from onmodel.stage.camera import ASPECT, LENSES
from onmodel.stage.mesh import Place
from onmodel.stage.optics import horizontal_fov
from onmodel.stage.setups import rooms
from onmodel.stage.spec import ActorSpec, CameraSpec, SceneSpec

Metres = Annotated[float, Field(ge=-200, le=200, allow_inf_nan=False)]
Point = tuple[Metres, Metres, Metres]
Degrees = Annotated[float, Field(ge=-720, le=720, allow_inf_nan=False)]
Positive = Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)]


class PersonIn(BaseModel):
    """Where a person of the shot stands and what they do. Heading 0 looks along −y, counter-clockwise from above."""

    character: Annotated[str, Field(max_length=200)]
    position: Annotated[Point, Field(description="x, y, z of the ground point below them, metres")]
    heading: Degrees
    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL
    look_at: Annotated[Point | None, Field(description="a point; null: straight ahead")] = None

    def standing(self) -> Standing:
        """As the stage takes it; one turn of heading is as good as another."""
        turn = (self.heading + 180.0) % 360.0 - 180.0
        return Standing(self.character, self.position, round(turn, 3), self.pose, self.expression, self.look_at)


class CameraIn(BaseModel):
    """Where the camera stands and what it is aimed at. `t_stop` 0: everything is sharp."""

    position: Point
    target: Point
    lens_mm: Positive
    t_stop: Positive = 0.0
    roll: Annotated[Degrees, Field(description="clockwise, seen from behind the camera")] = 0.0

    def lens(self) -> Lens:
        """As the stage takes it."""
        return Lens(self.position, self.target, self.lens_mm, self.t_stop, self.roll)


class StagePreviewIn(BaseModel):
    """What is moved. Who is not named stays. Without `camera` it stays too; `reframe` lets the rules find it anew."""

    people: Annotated[list[PersonIn], Field(max_length=50)] = []
    camera: CameraIn | None = None
    reframe: bool = False


class StageIn(StagePreviewIn):
    """The same, to be kept. `version` is the shot's that was read; `render` orders the frame again."""

    version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    render: bool = False


class PersonOut(BaseModel):
    """A person on the stage."""

    character: str
    character_id: IdText | None
    position: Point
    heading: float
    pose: Pose
    expression: Expression
    look_at: Point | None
    holds: str | None
    by_hand: bool

    @classmethod
    def of(cls, actor: ActorSpec, character_id: str | None, *, by_hand: bool) -> "PersonOut":
        """An actor of the blocked shot."""
        return cls(
            character=actor.name, character_id=character_id, position=actor.position, heading=actor.heading,
            pose=actor.pose, expression=actor.expression, look_at=actor.look_at, holds=actor.holds, by_hand=by_hand,
        )  # fmt: skip


class CameraOut(BaseModel):
    """The camera: a lens on a Super 35 gate. `fov` is horizontal, degrees; `height` of the lens, metres."""

    position: Point
    target: Point
    lens_mm: float
    t_stop: float
    roll: float
    height: float
    aspect: float
    fov: float
    framing: Framing
    angle: Angle
    move: Move
    by_hand: bool

    @classmethod
    def of(cls, camera: CameraSpec, *, by_hand: bool) -> "CameraOut":
        """The camera of the blocked shot."""
        return cls(
            **{name: getattr(camera, name) for name in ("position", "target", "lens_mm", "t_stop", "roll")},
            framing=camera.framing, angle=camera.angle, move=camera.move, height=camera.position[2], aspect=ASPECT,
            fov=horizontal_fov(camera.lens_mm), by_hand=by_hand,
        )  # fmt: skip


class FloorBox(BaseModel):
    """A rectangle on the ground, metres."""

    x0: float
    y0: float
    x1: float
    y1: float


class SeatOut(BaseModel):
    """Where one can sit: ground point, heading of who sits, height of the seat."""

    position: Point
    heading: float
    height: float


class LampOut(BaseModel):
    """A light of the set. Radiance is not told: it is the picture's business."""

    kind: str
    role: str
    position: Point
    target: Point
    size: float


class SetOut(BaseModel):
    """The place: where people may stand (`floor`, less `obstacles`) and the camera (`camera_room`, below `ceiling`)."""

    name: str
    interior: bool
    time: TimeOfDay
    mood: Mood
    floor: FloorBox
    camera_room: FloorBox
    ceiling: float
    obstacles: list[FloorBox]
    seats: list[SeatOut]
    lamps: list[LampOut]

    @classmethod
    def of(cls, spec: SceneSpec, place: Place) -> "SetOut":
        """The set of a blocked shot."""
        return cls(
            name=spec.set.name, interior=spec.set.interior, time=spec.set.time, mood=spec.set.mood,
            floor=_box(rooms(place)[0][:4]), camera_room=_box(place.camera_room[:4]), ceiling=place.camera_room[4],
            obstacles=[_box(o) for o in place.obstacles],
            seats=[SeatOut(position=(x, y, 0.0), heading=h, height=z) for x, y, h, z in place.seats],
            lamps=[
                LampOut(kind=lamp.kind, role=lamp.role, position=lamp.position, target=lamp.target, size=lamp.size)
                for lamp in place.lamps
            ],
        )  # fmt: skip


def _box(given: tuple[float, ...]) -> FloorBox:
    x0, y0, x1, y1 = given
    return FloorBox(x0=x0, y0=y0, x1=x1, y1=y1)


class PropOut(BaseModel):
    """A thing on the stage."""

    name: str
    position: Point
    heading: float
    scale: float


class LightOut(BaseModel):
    """Changes to the set's own light for this shot; factors, 1 is as the set has it."""

    key: float
    fill: float
    back: float
    face_fill: float


class StageOut(BaseModel):
    """The blocked shot. `glb_url` is the same as binary glTF 2.0; `lenses` are those of the stage's prime set."""

    shot_id: IdText
    storyboard_id: IdText
    version: int
    by_hand: bool
    people: list[PersonOut]
    camera: CameraOut
    set: SetOut
    props: list[PropOut]
    light: LightOut
    notes: list[str]
    lenses: list[int] = list(LENSES)
    glb_url: str
    job_id: Annotated[IdText | None, Field(description="that renders the frame again, where it was asked for")] = None
