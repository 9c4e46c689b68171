"""What a budget allows, decided without a database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class Limits:
    """What a project may use; None is no limit. `weight`: its share of the workers beside others who wait."""

    weight: float = 1.0
    max_running: int | None = None
    max_queued: int | None = None
    seconds_per_day: float | None = None
    money_per_day: float | None = None


@dataclass(frozen=True)
class Spent:
    """What a project used today (UTC)."""

    seconds: float = 0.0
    money: float = 0.0


def seconds_to_midnight(now: datetime) -> float:
    """Until a new day's budget begins, `now` in UTC.

    >>> from datetime import UTC
    >>> seconds_to_midnight(datetime(2026, 1, 31, 23, 0, tzinfo=UTC))
    3600.0
    """
    tomorrow: date = now.date() + timedelta(days=1)
    return (datetime.combine(tomorrow, time(), now.tzinfo) - now).total_seconds()


def used_up(limits: Limits, spent: Spent, money: float = 0.0) -> str:
    """Which limit of the day is used up, or would be by spending `money` more; empty where none is.

    >>> used_up(Limits(money_per_day=5), Spent(money=4.5), money=1.0)
    'money'
    >>> used_up(Limits(), Spent(seconds=1e9))
    ''
    """
    if limits.seconds_per_day is not None and spent.seconds >= limits.seconds_per_day:
        return "render seconds"
    if limits.money_per_day is not None and (
        spent.money + money > limits.money_per_day or (not money and spent.money >= limits.money_per_day)
    ):
        return "money"
    return ""
