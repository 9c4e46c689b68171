"""What an environment may say, which place of a script it is, and what it does to a set. Pure decisions."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter

from onmodel.bible.rules import Name, Text, takable
from onmodel.characters.rules import same_name
from onmodel.errors import Conflict, NotFound
from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.stage.sets.choose import INDOOR, set_of
from onmodel.stage.spec import SetName, SetSpec

MAX_PROPERTIES = 50
Kelvin = Annotated[int, Field(ge=1700, le=20_000, description="kelvin, of the lamps or the sun; null: the hour's own")]
Contrast = Annotated[float, Field(ge=0.25, le=4, allow_inf_nan=False, description="key against fill; 1 is the set's")]
Hour = Annotated[TimeOfDay | Literal[""], Field(description="the light of this hour; empty: the heading's")]
Feeling = Annotated[Mood | Literal[""], Field(description="empty: the scene's")]
Stage = Annotated[SetName | Literal[""], Field(description="the set it is played in; empty: as its name suggests")]
AngleName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50, pattern=r"^[^\x00-\x1f]*$")]
_Plain = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
_Number = Annotated[float, Field(allow_inf_nan=False)]
Properties = Annotated[dict[AngleName, _Plain | bool | int | _Number], Field(max_length=MAX_PROPERTIES)]
T = TypeVar("T")


class EnvironmentNotFound(NotFound):
    """The project has no such environment."""


class EnvironmentExists(Conflict):
    """The project has an environment of this name."""


@dataclass(frozen=True)
class Surroundings:
    """What of an environment changes a picture. Empty and None: as the script and the set have it."""

    set: str = ""
    lighting: str = ""
    colour_temperature: int | None = None
    contrast: float = 1.0
    mood: str = ""

    @property
    def fingerprint(self) -> str:
        """A short name for it: environments of one fingerprint are lit and built alike."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def dressed(spec: SetSpec, given: Surroundings, environment_id: str) -> SetSpec:
    """A scene's set as its environment has it."""
    built = spec
    if given.set and given.set != spec.name:
        built = replace(spec, name=given.set, interior=given.set in INDOOR)  # type: ignore[arg-type]  # the column holds a set's name
    return lit(replace(built, note="" if given.set else spec.note), given, environment_id)


def lit(spec: SetSpec, given: Surroundings, environment_id: str) -> SetSpec:
    """A set in the light of its environment, built as it is."""
    return replace(
        spec, time=TimeOfDay(given.lighting or spec.time), mood=Mood(given.mood or spec.mood),
        kelvin=float(given.colour_temperature or 0), contrast=given.contrast,
        environment=f"{environment_id} {given.fingerprint}",
    )  # fmt: skip


def alone(name: str, description: str, given: Surroundings) -> SetSpec:
    """The set of a place as its words suggest it and its definition has it, where no script says more: by day.

    >>> alone("THE TEAHOUSE", "", Surroundings(lighting="night")).name
    'bar'
    """
    choice = set_of(name, "", description)
    return dressed(SetSpec(choice.name, choice.name in INDOOR, period=choice.period), given, "")


def of_place(place: str, named: Iterable[tuple[str, T]]) -> T | None:
    """What goes by the name of a script's place; case, blanks and punctuation do not count.

    >>> of_place("THE BAI'S YURT", [("bazaar", 1), ("the bai’s yurt", 2)])
    2
    """
    return next((thing for name, thing in named if place and same_name(name, place)), None)


_FIELDS: dict[str, TypeAdapter[Any]] = {
    "name": TypeAdapter(Name),
    "description": TypeAdapter(Text),
    "set": TypeAdapter(Stage),
    "lighting": TypeAdapter(Hour),
    "colour_temperature": TypeAdapter(Kelvin | None),
    "contrast": TypeAdapter(Contrast),
    "mood": TypeAdapter(Feeling),
    "properties": TypeAdapter(Properties),
}
SHARED = tuple(_FIELDS)


def shared_columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a shared document says that can be said of an environment; every other value is left out, one by one.

    >>> shared_columns({"name": "Yurt", "contrast": 99, "lighting": "noon", "colour_temperature": 3200, "x": 1})
    {'name': 'Yurt', 'colour_temperature': 3200}
    """
    return takable(_FIELDS, given)


def looks_changed(fields: Sequence[str]) -> bool:
    """Whether a change of these fields makes frames stale: what is built and lit, not what is filed.

    >>> looks_changed(["description", "references"]), looks_changed(["contrast"])
    (False, True)
    """
    return bool(set(Surroundings.__dataclass_fields__) & set(fields))
