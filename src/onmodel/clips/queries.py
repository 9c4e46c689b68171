"""Every select of clips and suggestions."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from onmodel.budgets.tables import BudgetCharge
from onmodel.clips.rules import Spent
from onmodel.clips.tables import PromptSuggestion
from onmodel.takes.tables import Take


def spent(session: Session, project_id: str, generation_ids: Sequence[str]) -> dict[str, Spent]:
    """What the takes of each generation cost, by generation."""
    sums = (func.sum(Take.cost), func.sum(Take.seconds))
    query = select(Take.generation_id, *sums).where(Take.project_id == project_id)
    rows = session.execute(query.where(Take.generation_id.in_(generation_ids)).group_by(Take.generation_id))
    return {str(generation): Spent(money or 0.0, seconds or 0.0) for generation, money, seconds in rows}


def held(session: Session, project_id: str, keys: Collection[str]) -> float:
    """The money paid under these keys (shot:request) for takes that are not there yet."""
    requests = {key: key.partition(":")[2] for key in keys}  # a clip's names its frame, and so its shot
    made = select(Take.request_hash).where(Take.project_id == project_id, Take.request_hash.in_(requests.values()))
    there = set(session.scalars(made))
    paid = select(BudgetCharge.key, BudgetCharge.money).where(BudgetCharge.project_id == project_id)
    rows = session.execute(paid.where(BudgetCharge.key.in_(keys)))
    return sum((money for key, money in rows if requests[key] not in there), 0.0)


def seconds_per_frame(session: Session, project_id: str, backend: str, tier: str) -> float | None:
    """What a frame of a clip took on average with this backend and tier; None where none was made."""
    made = (Take.kind == "clip", Take.backend == backend, Take.tier == tier, Take.frames > 0, Take.seconds > 0)
    query = select(func.sum(Take.seconds), func.sum(Take.frames)).where(Take.project_id == project_id, *made)
    seconds, frames = session.execute(query).one()
    return seconds / frames if frames else None


def suggestions(session: Session, project_id: str, take_ids: Sequence[str]) -> list[PromptSuggestion]:
    """Suggestions for these takes, for the weakest dimension of each first."""
    query = select(PromptSuggestion).where(PromptSuggestion.project_id == project_id)
    query = query.where(PromptSuggestion.take_id.in_(take_ids))
    return list(session.scalars(query.order_by(PromptSuggestion.rank, PromptSuggestion.id)))


def accepted(session: Session, project_id: str, generation_ids: Sequence[str]) -> list[PromptSuggestion]:
    """What was accepted in these generations, the last one first."""
    query = select(PromptSuggestion).where(PromptSuggestion.project_id == project_id)
    query = query.where(PromptSuggestion.generation_id.in_(generation_ids), PromptSuggestion.state == "accepted")
    return list(session.scalars(query.order_by(PromptSuggestion.updated_at.desc(), PromptSuggestion.id)))


def suggestion(session: Session, project_id: str, suggestion_id: str) -> PromptSuggestion | None:
    """The project's suggestion with this id."""
    mine = (PromptSuggestion.project_id == project_id, PromptSuggestion.id == suggestion_id)
    return session.scalar(select(PromptSuggestion).where(*mine))
