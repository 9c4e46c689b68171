"""A blocked shot as a frozen value: the same SceneSpec and seed give the same bytes. Metres, degrees, sRGB hex."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from onmodel.dna.model import Bearing, FacialHair, Garment, HairStyle
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay

Tier = Literal["low", "standard", "high"]
LookName = Literal["full", "clay", "pencil", "ink", "wash", "noir"]
SetName = Literal["room", "office", "bar", "street", "forest", "steppe", "road"]
SIZES: dict[Tier, tuple[int, int]] = {"low": (640, 360), "standard": (960, 540), "high": (1920, 1080)}

Vec3 = tuple[float, float, float]


@dataclass(frozen=True)
class ActorLook:
    """Who an actor is, whatever they do: body axes 0–1 as Anny names them, colours, hair, clothes, fitted face."""

    gender: float = 0.5  # 0 woman … 1 man
    age: float = 0.6  # 0 newborn, 1/3 child, 2/3 young adult, 1 old (Anny's axis)
    muscle: float = 0.5
    weight: float = 0.5
    height: float = 0.5
    proportions: float = 0.6
    skin: str = "#c69076"
    eyes: str = "#5b4030"
    brows: str = "#3a2a20"
    hair: str = "#3a2a20"
    hair_style: HairStyle = "short"
    facial_hair: FacialHair = "none"
    outfit: tuple[Garment, ...] = ()
    accessories: tuple[str, ...] = ()
    face_shape: tuple[tuple[str, float], ...] = ()  # local shape changes by name, −1…1
    face_albedo: str = ""  # base64 uint8 sRGB (face vertices, 3); "" for plain skin
    bearing: Bearing = field(default_factory=Bearing)  # body and face where the script tells neither


@dataclass(frozen=True)
class ActorSpec:
    """An actor on the stage: who, where, doing what. `look_at` is a world point for head and eyes."""

    name: str
    look: ActorLook
    position: Vec3 = (0.0, 0.0, 0.0)  # ground point below the pelvis
    heading: float = 0.0
    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL
    look_at: Vec3 | None = None
    holds: str | None = None  # a word or phrase of the prop kit
    shows: bool = False  # holds it out for the lens, as an insert wants it
    seed: int = 0  # small natural variation of the pose
    seat_height: float = 0.45  # metres above the ground, for Pose.SIT


@dataclass(frozen=True)
class PropSpec:
    """A thing on the stage. Unknown names become plain labelled blocks."""

    name: str
    position: Vec3 = (0.0, 0.0, 0.0)
    heading: float = 0.0
    scale: float = 1.0
    colour: str = ""


@dataclass(frozen=True)
class SetSpec:
    """The place. `interior` and `time` drive its light; `seed` its dressing."""

    name: SetName = "room"
    interior: bool = True
    time: TimeOfDay = TimeOfDay.DAY
    mood: Mood = Mood.NEUTRAL
    seed: int = 0
    period: Literal["modern", "rustic"] = "modern"
    note: str = field(default="", compare=False)  # why this set, where that was a guess
    kelvin: float = 0.0  # colour of the sun or the lamps; 0 as the hour has it
    contrast: float = 1.0  # key against fill; 1 as the mood has it
    environment: str = field(default="", compare=False)  # id and fingerprint of the one that dressed it


@dataclass(frozen=True)
class CameraSpec:
    """A real lens on a Super 35 gate (24.89 mm wide). `t_stop` 0 means everything is sharp."""

    position: Vec3
    target: Vec3
    lens_mm: float = 35.0
    roll: float = 0.0
    t_stop: float = 0.0
    focus_distance: float = 0.0
    framing: Framing = Framing.MS
    angle: Angle = Angle.EYE_LEVEL
    move: Move = Move.STATIC


@dataclass(frozen=True)
class LightSpec:
    """Changes to the set's own light, as a gaffer would make them for this shot; factors, 1 = as the set has it."""

    key: float = 1.0
    fill: float = 1.0
    back: float = 1.0
    face_fill: float = 0.0  # a soft source near the lens for faces that fell into the dark


@dataclass(frozen=True)
class SceneSpec:
    """A whole blocked shot."""

    set: SetSpec
    camera: CameraSpec
    actors: tuple[ActorSpec, ...] = ()
    props: tuple[PropSpec, ...] = ()
    light: LightSpec = field(default_factory=LightSpec)
    look: LookName = "full"
    tier: Tier = "standard"
    seed: int = 0
    notes: tuple[str, ...] = ()  # what blocking had to give up or move for this shot


@dataclass(frozen=True)
class ControlMaps:
    """What the stage hands every other backend. H × W arrays, aligned with the picture.

    depth (H, W) float32 metres, 0 where nothing was hit · normals (H, W, 3) float32 world space, −1…1 ·
    albedo (H, W, 3) float32 linear_rec709 0–1 · ids (H, W) uint16, 0 ground and set, 1… the actors in spec order,
    1000… props · keypoints: actor name → (18, 3) float32 OpenPose (COCO-18) pixel x, y and visibility 0/1 ·
    openpose (H, W, 3) uint8 skeleton picture on black.
    """

    depth: NDArray[np.float32]
    normals: NDArray[np.float32]
    albedo: NDArray[np.float32]
    ids: NDArray[np.uint16]
    keypoints: dict[str, NDArray[np.float32]]
    openpose: NDArray[np.uint8]


@dataclass(frozen=True)
class StageFrame:
    """A rendered panel: `picture` (H, W, 3) uint8 sRGB, its control maps, and where each actor's head is in it."""

    picture: NDArray[np.uint8]
    maps: ControlMaps
    heads: dict[str, tuple[float, float, float, float]]  # name → x0, y0, x1, y1 pixels of the whole head, hair included
    notes: tuple[str, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)  # seconds per step, sample count
