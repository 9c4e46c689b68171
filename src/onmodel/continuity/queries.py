"""Every select of continuity reports."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onmodel.continuity.tables import ContinuityReport, QualityMetric


def latest(session: Session, storyboard_id: str) -> ContinuityReport | None:
    """The newest report of a board."""
    query = select(ContinuityReport).where(ContinuityReport.storyboard_id == storyboard_id)
    return session.scalar(query.order_by(ContinuityReport.id.desc()).limit(1))


def forget_metrics(session: Session, take_id: str) -> None:
    """Take away a take's measurements, to be measured again."""
    session.execute(delete(QualityMetric).where(QualityMetric.take_id == take_id))
