"""Usage over HTTP."""

from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.usage import service
from onmodel.usage.schemas import CharacterUsage
from onmodel.web import ProjectId, Reading

router = NounRouter(prefix="/api/characters", tags=["characters"])


@router.get("/{character_id}/usage")
def get_character_usage(character_id: IdText, session: Reading, project_id: ProjectId) -> CharacterUsage:
    """The boards and shots that show a character, with their pictures, and when it was drawn last."""
    return service.of_character(session, project_id, character_id)
