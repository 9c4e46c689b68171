"""What variations announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class VariationsAsked(Event):
    """Somebody asked for so many variations of a character; `job_id` is the job of them all."""

    kind: ClassVar[str] = "variations.asked"

    character_id: str
    job_id: str
    count: int


@dataclass(frozen=True)
class VariationMade(Event):
    """A variation has its picture."""

    kind: ClassVar[str] = "variation.made"

    character_id: str
    variation_id: str
    asset_id: str


@dataclass(frozen=True)
class VariationAdopted(Event):
    """A variation became part of its character."""

    kind: ClassVar[str] = "variation.adopted"

    character_id: str
    variation_id: str
    what: str
