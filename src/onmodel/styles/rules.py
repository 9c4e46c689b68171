"""What a style may say, what it inherits, and whose colours it has. Pure decisions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from onmodel.bible.rules import Name, Text, takable
from onmodel.color.grading import Grade
from onmodel.color.palettes import dominant_colours
from onmodel.errors import Conflict, Invalid, NotFound
from onmodel.stage.spec import LookName

MAX_REFERENCES, MAX_PALETTE, MAX_DEPTH = 12, 8, 8
PALETTE_SIZE = 6  # colours taken from the references
SAMPLE = 8_000  # pixels of each reference that its colours are taken from, so that a large one does not outweigh others
StyleType = Literal["project", "scene", "shot"]
Hex = Annotated[str, StringConstraints(to_lower=True, pattern=r"^#[0-9a-fA-F]{6}$")]
Percent = Annotated[float, Field(ge=-100, le=100)]
Lift = Annotated[float, Field(ge=-0.5, le=0.5)]
Gamma = Annotated[float, Field(ge=0.2, le=5)]
Gain = Annotated[float, Field(ge=0, le=4)]


class StyleNotFound(NotFound):
    """The project has no such style."""


class StyleExists(Conflict):
    """The project has a style of this name."""


class StyleCycle(Invalid):
    """A style would inherit from itself, or through more parents than anybody can follow."""


class TooManyPictures(Invalid):
    """More reference pictures than a style or an environment has room for."""


class NothingToGrade(Invalid):
    """Neither a take nor a picture was named, and the style has no reference to show itself on."""


class Parameters(BaseModel):
    """What a style sets; what is null it has from its parent, or else nothing is changed. Unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    look: LookName | None = None
    exposure: Annotated[float, Field(ge=-5, le=5, description="stops")] | None = None
    contrast: Annotated[float, Field(ge=0.2, le=3, description="slope at middle grey")] | None = None
    saturation: Annotated[float, Field(ge=0, le=2)] | None = None
    temperature: Annotated[Percent, Field(description="positive is warmer; 100 is 80 mired")] | None = None
    tint: Annotated[Percent, Field(description="positive is more magenta; 100 is 0.02 in CIE 1960 u, v")] | None = None
    lift: Annotated[tuple[Lift, Lift, Lift], Field(description="of the blacks: red, green, blue")] | None = None
    gamma: Annotated[tuple[Gamma, Gamma, Gamma], Field(description="of the middle; above 1 is lighter")] | None = None
    gain: Annotated[tuple[Gain, Gain, Gain], Field(description="of the whites")] | None = None
    palette_strength: Annotated[float, Field(ge=0, le=1, description="how far colours are drawn to it")] | None = None

    def named(self) -> dict[str, Any]:
        """What was said, as JSON; an explicit null, which takes a parameter away, is among it."""
        return self.model_dump(mode="json", exclude_unset=True)


@dataclass(frozen=True)
class Own:
    """What one style of a chain says itself."""

    parameters: Mapping[str, Any]
    palette: Sequence[Mapping[str, Any]]  # hex and share


@dataclass(frozen=True)
class Finish:
    """What a style comes to with all that it inherits: the look that a picture is drawn in, and its grade."""

    look: LookName | None
    grade: Grade
    palette: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """As manifests keep it."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return stored

    @property
    def fingerprint(self) -> str:
        """A short name for how pictures come out: two styles of one fingerprint make the same picture."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def merged(known: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters after a change; null takes one away, so that it is inherited again.

    >>> merged({"exposure": 1.0, "tint": 5.0}, {"tint": None, "contrast": 1.2})
    {'exposure': 1.0, 'contrast': 1.2}
    """
    return {name: value for name, value in {**known, **given}.items() if value is not None}


def finish(chain: Sequence[Own]) -> Finish:
    """What a chain comes to, from the style itself up to its first ancestor: the nearest that says a thing holds."""
    said: dict[str, Any] = {}
    for own in reversed(chain):
        said |= own.parameters
    palette = next((own.palette for own in chain if own.palette), ())
    turned = {f.name: said[f.name] for f in fields(Grade) if f.name in said}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in turned.items()}
    return Finish(said.get("look"), Grade(**values), tuple(colour["hex"] for colour in palette))


def ancestors(style_id: str, parents: Mapping[str, str | None]) -> list[str]:
    """The style and those that it inherits from, nearest first; ends where a chain bites its tail.

    >>> ancestors("c", {"a": None, "b": "a", "c": "b"})
    ['c', 'b', 'a']
    """
    chain: list[str] = []
    at: str | None = style_id
    while at is not None and at not in chain and len(chain) <= MAX_DEPTH:
        chain.append(at)
        at = parents.get(at)
    return chain


def check_parent(style_id: str, parent_id: str, parents: Mapping[str, str | None]) -> None:
    """Raise StyleCycle where the style is among the parent's ancestors, or the chain becomes too long."""
    chain = ancestors(parent_id, parents)
    if style_id in chain:
        raise StyleCycle("A style cannot inherit from itself", why="The parent inherits from this style already")
    if len(chain) >= MAX_DEPTH:
        raise StyleCycle(f"A style has at most {MAX_DEPTH - 1} ancestors", todo="Choose a parent nearer to the first")


def check_pictures(count: int) -> None:
    """Raise TooManyPictures for more than there is room for."""
    if count > MAX_REFERENCES:
        raise TooManyPictures(f"{count} pictures were given", why=f"There is room for {MAX_REFERENCES}")


def palette_of(pictures: Sequence[NDArray[np.uint8]]) -> list[dict[str, Any]]:
    """The colours of reference pictures (H, W, 3) srgb_u8, each picture counting the same; empty without any."""
    samples = []
    for picture in pictures:
        flat = picture.reshape(-1, 3)
        samples.append(flat[np.linspace(0, len(flat) - 1, SAMPLE).astype(int)])
    if not samples:
        return []
    found = dominant_colours(np.concatenate(samples), PALETTE_SIZE)
    return [{"hex": swatch.hex, "share": round(swatch.share, 4)} for swatch in found]


def palette_by_hand(colours: Sequence[str]) -> list[dict[str, Any]]:
    """Colours that somebody chose, as a palette in equal shares, each once."""
    once = list(dict.fromkeys(colours))
    return [{"hex": colour, "share": round(1 / len(once), 4)} for colour in once]


_FIELDS: dict[str, TypeAdapter[Any]] = {
    "name": TypeAdapter(Name),
    "description": TypeAdapter(Text),
    "type": TypeAdapter(StyleType),
    "palette": TypeAdapter(Annotated[list[Hex], Field(max_length=MAX_PALETTE)]),
}
_PARAMETERS = {name: TypeAdapter(field.rebuild_annotation()) for name, field in Parameters.model_fields.items()}
SHARED = (*_FIELDS, "parameters")


def shared_columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a shared document says that can be said of a style; every other value is left out, one by one.

    >>> shared_columns({"name": " ", "palette": ["#FF8000"], "parameters": {"exposure": 1, "tint": 900, "gloss": 1}})
    {'palette': ['#ff8000'], 'parameters': {'exposure': 1.0}}
    """
    columns = takable(_FIELDS, given)
    parameters = given.get("parameters")
    if isinstance(parameters, Mapping):
        columns["parameters"] = merged({}, takable(_PARAMETERS, parameters))
    return columns
