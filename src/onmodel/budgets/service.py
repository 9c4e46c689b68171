"""What can be done with budgets."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.budgets import queries, rules
from onmodel.budgets.events import BudgetChanged
from onmodel.budgets.rules import Limits, Spent
from onmodel.budgets.tables import Budget, BudgetCharge, BudgetDay
from onmodel.db import announce
from onmodel.errors import OnmodelError
from onmodel.kit.clock import utc_now


class QuotaUsedUp(OnmodelError):
    """The project's budget of this day is used up; the message says which and when the next one begins."""

    status = 402


class QueueFull(OnmodelError):
    """The project has as many jobs in line as it may."""

    status = 429


def of_project(session: Session, project_id: str) -> Limits:
    """The project's limits."""
    return queries.limits(session, project_id)


def spent_today(session: Session, project_id: str) -> Spent:
    """What the project used since midnight (UTC)."""
    day = utc_now().date()
    return Spent(queries.seconds_on(session, project_id, day), queries.money_on(session, project_id, day))


def change(session: Session, project_id: str, limits: Limits) -> Limits:
    """Set the project's limits."""
    budget = queries.of_project(session, project_id)
    if budget is None:
        budget = Budget(project_id=project_id)
        session.add(budget)
    for name, value in vars(limits).items():
        setattr(budget, name, value)
    session.flush()
    announce(session, BudgetChanged(project_id))
    return limits


def check_day(
    session: Session, project_id: str, limits: Limits, money: float = 0.0, seconds: float = 0.0
) -> None:  # fmt: skip
    """Raise QuotaUsedUp where nothing of the day's budget is left, or not `money`.

    `seconds` are being used and not counted yet.
    """
    if limits.seconds_per_day is None and limits.money_per_day is None:
        return
    spent = spent_today(session, project_id)
    which = rules.used_up(limits, Spent(spent.seconds + seconds, spent.money), money)
    if which:
        raise QuotaUsedUp(
            f"The project's {which} of today are used up" if which != "money" else "The money of today is spent",
            why="What was ordered before and is not done yet waits or failed; what is done is kept",
            todo="Raise the project's budget, or retry after midnight UTC",
            retry_after=rules.seconds_to_midnight(utc_now()),
        )


def check_line(limits: Limits, waiting: int) -> None:
    """Raise QueueFull where the project has `waiting` jobs in line already and may have no more."""
    if limits.max_queued is not None and waiting >= limits.max_queued:
        raise QueueFull(
            f"{waiting} jobs of this project wait already",
            todo="Order again when some are done, or raise the project's budget", retry_after=60.0,
        )  # fmt: skip


def use_seconds(session: Session, project_id: str, seconds: float) -> None:
    """Count worker seconds on today."""
    day = utc_now().date()
    if queries.add_seconds(session, project_id, day, seconds):
        return
    try:
        with session.begin_nested():
            session.add(BudgetDay(project_id=project_id, day=day, seconds=seconds))
    except IntegrityError:  # another worker began the day at the same moment
        queries.add_seconds(session, project_id, day, seconds)


def spend(session: Session, project_id: str, key: str, money: float) -> bool:
    """Spend money on what `key` names, before it is ordered outside; false where that was paid already.

    Raises QuotaUsedUp where the day's money does not suffice.
    """
    queries.lock(session, project_id)
    limits = queries.limits(session, project_id)
    if queries.charge(session, project_id, key) is not None:
        return False
    check_day(session, project_id, limits, money)
    session.add(BudgetCharge(project_id=project_id, day=utc_now().date(), key=key, money=money))
    session.flush()
    return True


def refund(session: Session, project_id: str, key: str) -> None:
    """What `key` names was refused for certain and cost nothing."""
    queries.drop_charge(session, project_id, key)
