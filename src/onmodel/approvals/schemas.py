"""Approvals as the API takes and gives them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from onmodel.approvals.rules import Verdict
from onmodel.reviews.schemas import TargetIn, Words


class ApprovalIn(BaseModel):
    """What a reviewer says; `comment` becomes a note of the kind approval."""

    target: TargetIn
    verdict: Verdict
    comment: Words = ""


class ReviewerOut(BaseModel):
    """A reviewer and what they said of this revision; null: nothing yet."""

    person: str
    name: str
    verdict: Verdict | None


class ConsensusOut(BaseModel):
    """Where the reviewers of a target's present revision stand, with votes and open notes beside it."""

    target: TargetIn
    revision: int
    rule: str = Field(description="any, all, or n of m")
    needed: int
    verdict: Literal["approved", "changes", "open"]
    reviewers: list[ReviewerOut]
    guests: list[ReviewerOut] = Field(description="others who said something of it: told, not counted")
    ups: int
    downs: int
    open_notes: int


class ReviewIn(BaseModel):
    """Ask for approval. Without `reviewers`, the project's reviewers are meant."""

    target: TargetIn
    reviewers: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = []
    message: Annotated[str, Field(max_length=2000)] = ""
