"""Usage over HTTP."""

from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.usage import service
from onmodel.usage.schemas import CharacterUsage, Uses
from onmodel.web import ProjectId, Reading

router = NounRouter(prefix="/api", tags=["usage"])


@router.get("/characters/{character_id}/usage")
def get_character_usage(character_id: IdText, session: Reading, project_id: ProjectId) -> CharacterUsage:
    """The boards and shots that show a character, with their pictures, and when it was drawn last."""
    return service.of_character(session, project_id, character_id)


@router.get("/uses")
def list_uses(session: Reading, project_id: ProjectId) -> Uses:
    """On how many boards each character, style and environment of the project is used."""
    return service.uses(session, project_id)
