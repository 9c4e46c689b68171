"""An editor's cut as the API takes it, and what it changes as the API tells it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from onmodel.editorial.compare import Diff, What
from onmodel.kit.ids import IdText
from onmodel.timelines.schemas import CutOut, File, Version


class ConformIn(BaseModel):
    """An editor's file: OTIO, FCPXML, FCP7 XML or EDL in base64. Without `apply` nothing is changed."""

    file: File
    filename: Annotated[str, Field(max_length=300)] = ""
    apply: bool = False
    omit: Annotated[bool, Field(description="put omitted shots away on the board too; they can be restored")] = False
    version: Version = None


class ConformChange(BaseModel):
    """One thing that the editor changed; `before` and `after` are frames, for a move places.

    What was omitted stays out of the cut, also when that is refreshed, until somebody brings it back; returned is what
    the editor brought back.
    """

    model_config = ConfigDict(from_attributes=True)

    what: What
    name: str
    key: str
    shot_id: str
    before: int | None
    after: int | None


class MissingOut(BaseModel):
    """A shot of the board that our cut does not show; `left_out`: somebody meant it, else it is new."""

    shot_id: IdText
    name: str
    left_out: bool


class ConformOut(BaseModel):
    """What the editor changed, and the cut: as it stands, or where it was applied as it is now."""

    changes: list[ConformChange]
    missing: list[MissingOut]
    applied: bool
    cut: CutOut

    @classmethod
    def of(cls, diff: Diff, missing: list[MissingOut], cut: CutOut, *, applied: bool) -> "ConformOut":
        """A diff as the API gives it."""
        changes = [ConformChange.model_validate(change) for change in diff.changes]
        return cls(changes=changes, missing=missing, applied=applied, cut=cut)
