"""What approvals announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.reviews.events import OnTarget


@dataclass(frozen=True)
class ReviewAsked(OnTarget):
    """Somebody asked for approval; `reviewers` are whose word counts."""

    kind: ClassVar[str] = "review.asked"

    reviewers: list[str]
    message: str


@dataclass(frozen=True)
class ApprovalGiven(OnTarget):
    """A reviewer said what they think of a revision; `consensus` is where all of them stand with it."""

    kind: ClassVar[str] = "approval.given"

    revision: int
    verdict: str
    consensus: str


@dataclass(frozen=True)
class ApprovalWithdrawn(OnTarget):
    """A reviewer took their word back."""

    kind: ClassVar[str] = "approval.withdrawn"

    revision: int
    consensus: str


@dataclass(frozen=True)
class ConsensusReached(OnTarget):
    """Enough reviewers said the same: `verdict` is approved or changes."""

    kind: ClassVar[str] = "consensus.reached"

    revision: int
    verdict: str
