"""Characters as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field

from onmodel.bible.schemas import Message, Rollback
from onmodel.characters.rules import Importance, shared_columns
from onmodel.characters.tables import Character, CharacterReference
from onmodel.dna.jsonable import from_jsonable
from onmodel.dna.untold import untold
from onmodel.kit.ids import IdText
from onmodel.kit.uploads import Base64Image
from onmodel.stage.spec import Tier

Version = Annotated[int | None, Field(ge=1, le=2**31 - 1, description="of the character, as it was read; else 409")]


def thumbnail(row: Character) -> str | None:
    """Where a small picture of the character is: that of the first reference."""
    return f"/api/assets/{row.references[0].asset_id}/thumbnail" if row.references else None


class CharacterIn(BaseModel):
    """A new character: up to 3 pictures, a description, or both."""

    name: Annotated[str, Field(min_length=1, max_length=200, examples=["Emma Detective"])]
    description: Annotated[str, Field(max_length=5000, examples=["Female detective, 30s, red hair"])] = ""
    images: Annotated[list[Base64Image], Field(max_length=3)] = []


class ReferenceOut(BaseModel):
    """A reference picture and the quality of the face in it, 0–1."""

    asset_id: IdText
    filename: str
    url: str
    thumbnail: str
    quality: float

    @classmethod
    def of(cls, row: CharacterReference) -> "ReferenceOut":
        """A reference's row as the API gives it."""
        url = f"/api/assets/{row.asset_id}"
        return cls(
            asset_id=row.asset_id, filename=row.filename, url=url, thumbnail=f"{url}/thumbnail", quality=row.quality
        )


class CharacterChange(BaseModel):
    """What is to be changed; what is not named stays. `version` is the one the change was made from (else 409)."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    description: Annotated[str, Field(max_length=5000)] | None = None
    importance: Importance | None = None
    tier: Tier | None = None
    tags: Annotated[list[Annotated[str, Field(max_length=50, pattern=r"^[^#]*$")]], Field(max_length=50)] | None = None
    licence: Annotated[str, Field(max_length=5000)] | None = None
    consent: Annotated[str, Field(max_length=5000, description="who agreed to what, for a real person")] | None = None
    consent_until: Annotated[AwareDatetime, Field(description="when the consent ends")] | None = None
    version: Version = None
    message: Message = ""

    def columns(self) -> dict[str, Any]:
        """The columns that were named; raises BadCharacterName. Null takes a day of consent away."""
        named = self.model_dump(exclude={"version", "message"}, exclude_unset=True)
        found = {k: v for k, v in named.items() if v is not None or k == "consent_until"}
        tidy = shared_columns(found)
        return {key: tidy.get(key, value) for key, value in found.items()}


class ReferencesIn(BaseModel):
    """The pictures that a character is to have: those of its own that stay, by asset, then new ones; 3 in all."""

    keep: Annotated[list[IdText], Field(max_length=3)] = []
    images: Annotated[list[Base64Image], Field(max_length=3)] = []
    version: Version = None
    message: Annotated[str, Field(max_length=500)] = ""


class RollbackIn(Rollback):
    """The version to go back to."""


class CharacterOut(BaseModel):
    """A character with its DNA.

    `warnings` say what was unsure or where words and pictures disagree; `not_told` what neither told.
    """

    id: IdText
    name: str
    description: str
    visual_dna: dict[str, Any]
    base_prompt: str
    thumbnail: str | None
    references: list[ReferenceOut]
    warnings: list[str]
    not_told: list[str]
    importance: Importance
    tier: Tier
    tags: list[str]
    licence: str
    consent: str
    consent_until: datetime | None
    deleted: bool
    version: int
    created_by: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Character) -> "CharacterOut":
        """A character's row as the API gives it."""
        return cls(
            id=row.id, name=row.name, description=row.description, visual_dna=row.dna, base_prompt=row.base_prompt,
            thumbnail=thumbnail(row), references=[ReferenceOut.of(r) for r in row.references],
            warnings=row.dna.get("warnings", []), not_told=list(untold(from_jsonable(row.dna))) if row.dna else [],
            importance=row.importance, tier=row.tier, tags=row.tags, licence=row.licence, consent=row.consent,
            consent_until=row.consent_until, deleted=row.deleted_at is not None, version=row.version,
            created_by=row.created_by, created_at=row.created_at, updated_at=row.updated_at,
        )  # fmt: skip


class CharacterItem(BaseModel):
    """A character in a list; `thumbnail_url` is of its first reference."""

    id: IdText
    name: str
    thumbnail_url: str | None
    importance: Importance
    tier: Tier
    tags: list[str]
    reference_count: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Character) -> "CharacterItem":
        """A character's row as lists give it."""
        return cls(
            id=row.id, name=row.name, thumbnail_url=thumbnail(row), importance=row.importance, tier=row.tier,
            tags=row.tags, reference_count=len(row.references), created_at=row.created_at, updated_at=row.updated_at,
        )  # fmt: skip


class TagOut(BaseModel):
    """A tag and how many characters have it."""

    tag: str
    count: int


class TagsOut(BaseModel):
    """Tags, the most frequent first."""

    tags: list[TagOut]


class CharacterPage(BaseModel):
    """Characters, newest first; `next` is the `before` of the following page, null on the last."""

    characters: list[CharacterItem]
    next: IdText | None


def snapshot_of(row: Character) -> dict[str, Any]:
    """All that a version keeps of a character; pictures as `references`, which versions compare."""
    return {
        "name": row.name, "description": row.description, "importance": row.importance, "tier": row.tier,
        "tags": list(row.tags or []),
        "licence": row.licence, "consent": row.consent,
        "consent_until": row.consent_until.isoformat() if row.consent_until else None,
        "base_prompt": row.base_prompt, "dna": row.dna, "fingerprint": row.details.get("fingerprint", ""),
        "references": [{"asset_id": r.asset_id, "label": r.filename, "quality": r.quality} for r in row.references],
    }  # fmt: skip


def restored(snapshot: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A snapshot as the columns and the references that it came from."""
    columns = {key: value for key, value in snapshot.items() if key not in {"references", "fingerprint"}}
    until = snapshot["consent_until"]
    columns["consent_until"] = datetime.fromisoformat(until) if until else None
    columns["details"] = {"fingerprint": snapshot["fingerprint"]}
    return columns, snapshot["references"]
