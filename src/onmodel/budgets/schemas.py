"""Budgets as the API shows them."""

from pydantic import BaseModel, ConfigDict, Field

MOST = 1e12


class BudgetIn(BaseModel):
    """What a project may use; null is no limit."""

    model_config = ConfigDict(extra="forbid")

    weight: float = Field(1.0, ge=0.01, le=100, description="share of the workers beside others who wait")
    max_running: int | None = Field(None, ge=1, le=10_000, description="jobs of a queue at work at once")
    max_queued: int | None = Field(None, ge=1, le=1_000_000, description="jobs in line; more are refused with 429")
    seconds_per_day: float | None = Field(None, ge=0, le=MOST, description="worker seconds a day (UTC), then 402")
    money_per_day: float | None = Field(None, ge=0, le=MOST, description="money a day for backends that cost, then 402")


class BudgetOut(BudgetIn):
    """A budget, and what of it is used today."""

    seconds_today: float
    money_today: float
