"""What a generation came to, over HTTP."""

from typing import Annotated

from fastapi import Depends

from onmodel.dailies import service
from onmodel.dailies.schemas import GenerationDiff
from onmodel.iterations.rules import Pass
from onmodel.iterations.service import get
from onmodel.kit.ids import IdText
from onmodel.quality.schemas import QualityReport, QualityTrends
from onmodel.routing import NounRouter
from onmodel.web import ProjectId, Reading

router = NounRouter(prefix="/api/generations/{generation_id}", tags=["generations"])


def _pass(generation_id: IdText, session: Reading, project_id: ProjectId) -> Pass:
    return get(session, project_id, generation_id)


Laid = Annotated[Pass, Depends(_pass)]


@router.get("/quality-report")
def get_quality_report(of: Laid, session: Reading) -> QualityReport:
    """What was measured, scene by scene, which scenes need work and why, and what it cost."""
    return service.report(session, of)


@router.get("/quality-trends")
def get_quality_trends(of: Laid, session: Reading) -> QualityTrends:
    """How the score and its dimensions went over the iterations, and what accepted suggestions brought."""
    return service.trends(session, of)


@router.get("/diff/{other_generation_id}")
def compare_generations(of: Laid, other_generation_id: IdText, session: Reading) -> GenerationDiff:
    """What differs from another generation of the board to this one: words, settings, selections, scores."""
    return service.diff(session, of, other_generation_id)
