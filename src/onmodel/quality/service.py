"""Keeping what was measured of a clip, and reading it back as people and reports take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from onmodel.quality import queries
from onmodel.quality.tables import QualityMetric
from onmodel.scoring import report as reports
from onmodel.scoring.model import ClipReport
from onmodel.takes.tables import Take


@dataclass(frozen=True)
class Measured:
    """A clip take with its measurements: of the clip as a whole, by dimension, and all of them."""

    take: Take
    rows: tuple[QualityMetric, ...] = ()

    @property
    def dimensions(self) -> dict[str, float | None]:
        """Dimension → as VBench normalises it, None where it cannot be told."""
        return {row.dimension: row.normalised for row in self.rows if not row.character}

    @property
    def parts(self) -> dict[str, float | None]:
        """What the take score is made of, 0–100."""
        parts: dict[str, float | None] = self.take.report.get("parts", {})
        return parts

    @property
    def findings(self) -> list[str]:
        """What is wrong with the clip, in plain words."""
        return [str(finding) for finding in self.take.report.get("findings", ())]


def keep_clip(session: Session, take: Take, told: ClipReport) -> None:
    """Keep a clip's report: whole in its take, and a row for each dimension and each part of who is in it."""
    queries.forget(session, take.id)
    for found in told.dimensions:
        session.add(
            QualityMetric(
                take_id=take.id, character="", dimension=found.name[:32], raw=found.raw, normalised=found.normalised,
                backbone=found.backbone[:80] or "none", official=found.official, reason=found.reason,
            )
        )  # fmt: skip
    for cast in told.cast:
        for part, score in cast.parts.items():
            session.add(
                QualityMetric(
                    take_id=take.id, character=cast.character[:200], dimension=part[:32], raw=score.raw,
                    normalised=score.value, backbone=score.backbone[:80] or "none",
                    reason=score.unscorable_reason or "",
                )
            )  # fmt: skip
    take.report, take.value = reports.as_json(told), told.take_score
    session.flush()


def measured(session: Session, takes: Sequence[Take]) -> dict[str, Measured]:
    """Takes with their measurements, by take."""
    rows = queries.of_takes(session, [take.id for take in takes])
    return {take.id: Measured(take, tuple(rows.get(take.id, ()))) for take in takes}
