"""Every question asked of budgets."""

from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from onmodel.budgets.rules import Limits
from onmodel.budgets.tables import Budget, BudgetCharge, BudgetDay


def limits(session: Session, project_id: str) -> Limits:
    """The project's limits as values."""
    columns = (Budget.weight, Budget.max_running, Budget.max_queued, Budget.seconds_per_day, Budget.money_per_day)
    found = session.execute(select(*columns).where(Budget.project_id == project_id)).one_or_none()
    return Limits(*found) if found else Limits()


def of_project(session: Session, project_id: str) -> Budget | None:
    """The project's limits, if it has any."""
    return session.scalars(select(Budget).where(Budget.project_id == project_id)).one_or_none()


def seconds_on(session: Session, project_id: str, day: date) -> float:
    """Worker seconds used on a day."""
    query = select(BudgetDay.seconds).where(BudgetDay.project_id == project_id, BudgetDay.day == day)
    return session.scalar(query) or 0.0


def money_on(session: Session, project_id: str, day: date) -> float:
    """Money spent on a day."""
    query = select(func.sum(BudgetCharge.money)).where(BudgetCharge.project_id == project_id, BudgetCharge.day == day)
    return session.scalar(query) or 0.0


def add_seconds(session: Session, project_id: str, day: date, seconds: float) -> bool:
    """Count seconds on a day that has a row; false where it has none yet."""
    statement = update(BudgetDay).where(BudgetDay.project_id == project_id, BudgetDay.day == day)
    statement = statement.values(seconds=BudgetDay.seconds + seconds).returning(BudgetDay.id)
    return session.scalar(statement, execution_options={"synchronize_session": False}) is not None


def charge(session: Session, project_id: str, key: str) -> BudgetCharge | None:
    """What was spent under this key."""
    query = select(BudgetCharge).where(BudgetCharge.project_id == project_id, BudgetCharge.key == key)
    return session.scalars(query).one_or_none()


def drop_charge(session: Session, project_id: str, key: str) -> None:
    """Take back what was spent under this key."""
    session.execute(delete(BudgetCharge).where(BudgetCharge.project_id == project_id, BudgetCharge.key == key))


def lock(session: Session, project_id: str) -> Budget | None:
    """The limits, locked until the end of the transaction, so that two cannot spend the same rest."""
    return session.scalars(select(Budget).where(Budget.project_id == project_id).with_for_update()).one_or_none()
