"""The values a character's DNA is made of. Colours are sRGB hex strings ("#8a5a3c")."""

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from onmodel.fountain.given_names import Gender
from onmodel.fountain.vocabulary import Expression, Pose

T = TypeVar("T")
Source = Literal["words", "pixels", "default"]
AgeBand = Literal["child", "teen", "twenties", "thirties", "forties", "fifties", "old"]
Build = Literal["slim", "average", "athletic", "heavy"]
HairLength = Literal["bald", "short", "medium", "long"]
HairStyle = Literal["bald", "cropped", "short", "bob", "long", "ponytail", "bun", "braids", "curly"]
FacialHair = Literal["none", "stubble", "moustache", "goatee", "beard", "long beard"]
GarmentKind = Literal[
    "shirt", "jacket", "coat", "robe", "dress", "vest", "sweater", "trousers", "skirt", "shorts", "shoes", "boots",
    "hat", "cap", "scarf", "tie", "apron", "armour",
]  # fmt: skip


@dataclass(frozen=True)
class Trait(Generic[T]):
    """One attribute with where it came from. Words win over pixels where they disagree; both are kept."""

    value: T | None
    source: Source
    confidence: float  # 0–1
    told: T | None = None  # what the description says
    seen: T | None = None  # what the pictures show

    @property
    def disagrees(self) -> bool:
        """True where words and pixels both spoke and differ."""
        return self.told is not None and self.seen is not None and self.told != self.seen


@dataclass(frozen=True)
class Garment:
    """One piece of the outfit with its colour."""

    kind: GarmentKind
    colour: str  # "#rrggbb"
    colour_name: str
    material: str = ""
    source: Source = "default"


@dataclass(frozen=True)
class Bearing:
    """How somebody stands and looks where the script says nothing: "usually sly", "usual pose: arms crossed"."""

    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL


@dataclass(frozen=True)
class FaceReference:
    """A face found in one reference picture. `box` is x0, y0, x1, y1 in pixels; embeddings compare per backbone."""

    picture: str
    embedding: tuple[float, ...]
    backbone: str
    quality: float  # 0–1
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Likeness:
    """The face of a digital double, fitted to the references: shape weights by name and a base64 albedo per vertex."""

    shape: tuple[tuple[str, float], ...] = ()
    albedo: str = ""  # base64 of uint8 sRGB, (face vertices, 3), in the order of the baked actor's `face_vertices`
    residual: float = 0.0  # mean landmark error after the fit, in units of the eye distance


@dataclass(frozen=True)
class CharacterDNA:
    """Everything that is measured and kept of a character."""

    name: str
    description: str = ""
    gender: Trait[Gender] = field(default_factory=lambda: Trait(None, "default", 0.0))
    age: Trait[AgeBand] = field(default_factory=lambda: Trait("thirties", "default", 0.0))
    build: Trait[Build] = field(default_factory=lambda: Trait("average", "default", 0.0))
    skin: Trait[str] = field(default_factory=lambda: Trait("#c69076", "default", 0.0))
    eyes: Trait[str] = field(default_factory=lambda: Trait("#5b4030", "default", 0.0))
    hair: Trait[str] = field(default_factory=lambda: Trait("#3a2a20", "default", 0.0))
    hair_length: Trait[HairLength] = field(default_factory=lambda: Trait("short", "default", 0.0))
    hair_style: Trait[HairStyle] = field(default_factory=lambda: Trait("short", "default", 0.0))
    facial_hair: Trait[FacialHair] = field(default_factory=lambda: Trait("none", "default", 0.0))
    outfit: tuple[Garment, ...] = ()
    accessories: tuple[str, ...] = ()
    role: str = ""  # "detective", "merchant"
    bearing: Bearing = field(default_factory=Bearing)
    faces: tuple[FaceReference, ...] = ()
    look: tuple[float, ...] = ()  # general image embedding of the person crop, where there is one
    look_backbone: str = ""  # what made it: two looks compare only where this is equal
    likeness: Likeness | None = None
    warnings: tuple[str, ...] = ()
