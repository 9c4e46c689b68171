"""Every select of measurements."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onmodel.quality.tables import QualityMetric


def of_takes(session: Session, take_ids: Sequence[str]) -> dict[str, list[QualityMetric]]:
    """What was measured of each take, in the order in which it was kept."""
    found: dict[str, list[QualityMetric]] = {}
    query = select(QualityMetric).where(QualityMetric.take_id.in_(take_ids)).order_by(QualityMetric.id)
    for row in session.scalars(query):
        found.setdefault(row.take_id, []).append(row)
    return found


def forget(session: Session, take_id: str) -> None:
    """Take away a take's measurements, to be measured again."""
    session.execute(delete(QualityMetric).where(QualityMetric.take_id == take_id))
