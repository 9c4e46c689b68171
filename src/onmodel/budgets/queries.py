"""Every question asked of budgets."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from onmodel.budgets.rules import Limits
from onmodel.budgets.tables import Budget, BudgetCharge, BudgetDay


def limits(session: Session, project_id: str) -> Limits:
    """The project's limits as values."""
    found = session.execute(_limits(), {"of": project_id}).one_or_none()
    return Limits(*found) if found else Limits()


@cache  # built once: this one and `_add_seconds` are in the way of every job
def _limits() -> Select[float, int | None, int | None, float | None, float | None]:
    columns = (Budget.weight, Budget.max_running, Budget.max_queued, Budget.seconds_per_day, Budget.money_per_day)
    return select(*columns).where(Budget.project_id == bindparam("of"))


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
    counted = session.connection().execute(_add_seconds(), {"of": project_id, "on": day, "more": seconds})
    return counted.one_or_none() is not None


@cache
def _add_seconds() -> ReturningUpdate[Any]:
    table = BudgetDay.metadata.tables["budget_day"]
    of_day = (table.c.project_id == bindparam("of"), table.c.day == bindparam("on"))
    return update(table).where(*of_day).values(seconds=table.c.seconds + bindparam("more")).returning(table.c.id)


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
