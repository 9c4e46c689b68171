"""HTTP for budgets."""

from onmodel.budgets import service
from onmodel.budgets.rules import Limits
from onmodel.budgets.schemas import BudgetIn, BudgetOut
from onmodel.kit.ids import IdText
from onmodel.projects import service as projects
from onmodel.routing import NounRouter
from onmodel.web import Reading, Writing

router = NounRouter(prefix="/api/projects/{project_id}/budget", tags=["budgets"])


@router.get("")
def read_budget(project_id: IdText, session: Reading) -> BudgetOut:
    """What the project may use, and what it used today."""
    projects.get(session, project_id)
    spent = service.spent_today(session, project_id)
    limits = vars(service.of_project(session, project_id))
    return BudgetOut(**limits, seconds_today=spent.seconds, money_today=spent.money)


@router.put("")
def change_budget(project_id: IdText, body: BudgetIn, session: Writing) -> BudgetOut:
    """Set what the project may use."""
    projects.get(session, project_id)
    service.change(session, project_id, Limits(**body.model_dump()))
    spent = service.spent_today(session, project_id)
    return BudgetOut(**body.model_dump(), seconds_today=spent.seconds, money_today=spent.money)
