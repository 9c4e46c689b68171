"""Every select of continuity reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.continuity.tables import ContinuityReport
from onmodel.quality.tables import QualityMetric

EXTRA_PEOPLE = "extra_people"  # a measurement of the picture, not of one of its characters


def latest(session: Session, storyboard_id: str) -> ContinuityReport | None:
    """The newest report of a board."""
    query = select(ContinuityReport).where(ContinuityReport.storyboard_id == storyboard_id)
    return session.scalar(query.order_by(ContinuityReport.id.desc()).limit(1))


def extra_people(session: Session, take_ids: Sequence[str]) -> dict[str, int]:
    """How many people nobody asked for were seen in each take; without those where none were looked for."""
    kept = QualityMetric.take_id.in_(take_ids), QualityMetric.dimension == EXTRA_PEOPLE
    rows = session.execute(select(QualityMetric.take_id, QualityMetric.raw).where(*kept))
    return {take_id: int(raw or 0) for take_id, raw in rows}
