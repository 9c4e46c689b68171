"""HTTP for approvals."""

from onmodel.approvals import service
from onmodel.approvals.schemas import ApprovalIn, ConsensusOut, ReviewIn
from onmodel.kit.ids import IdText
from onmodel.reviews import service as reviews
from onmodel.reviews.endpoints import named_target
from onmodel.reviews.rules import TargetKind
from onmodel.routing import NounRouter
from onmodel.web import CurrentAccess, ProjectId, Reading, Writing

router = NounRouter(prefix="/api", tags=["reviews"])


@router.get("/approvals")
def get_consensus(kind: TargetKind, id: IdText, session: Reading, project_id: ProjectId) -> ConsensusOut:
    """Who approved a target's present revision, who is missing, and the verdict."""
    target = reviews.target_of(session, project_id, named_target(kind, id))
    return service.consensus_view(session, project_id, target)


@router.get("/storyboards/{storyboard_id}/approvals")
def get_board_consensus(
    storyboard_id: IdText,
    session: Reading,
    project_id: ProjectId,
    kind: TargetKind = "storyboard",
    id: IdText | None = None,
) -> ConsensusOut:
    """The same of the board, or of a shot or a take of it; what a guest of this board sees."""
    given = named_target(kind, id or storyboard_id)
    target = reviews.target_of(session, project_id, given, board=storyboard_id)
    return service.consensus_view(session, project_id, target)


@router.put("/storyboards/{storyboard_id}/approvals")
def give_board_approval(
    storyboard_id: IdText, body: ApprovalIn, session: Writing, project_id: ProjectId, access: CurrentAccess
) -> ConsensusOut:
    """What a guest says of the board, or of a shot or a take of it: told beside the reviewers' words, not counted."""
    return service.approve(session, project_id, body, name=access.name, board=storyboard_id)


@router.delete("/storyboards/{storyboard_id}/approvals")
def withdraw_board_approval(
    storyboard_id: IdText, kind: TargetKind, id: IdText, session: Writing, project_id: ProjectId
) -> ConsensusOut:
    """Take back what one said of the board, or of a shot or a take of it."""
    return service.withdraw(session, project_id, named_target(kind, id), board=storyboard_id)


@router.put("/approvals")
def give_approval(body: ApprovalIn, session: Writing, project_id: ProjectId, access: CurrentAccess) -> ConsensusOut:
    """Approve a target's present revision, or ask for changes; saying it again changes it."""
    return service.approve(session, project_id, body, name=access.name)


@router.delete("/approvals")
def withdraw_approval(kind: TargetKind, id: IdText, session: Writing, project_id: ProjectId) -> ConsensusOut:
    """Take back what one said of the present revision."""
    return service.withdraw(session, project_id, named_target(kind, id))


@router.post("/reviews", status_code=201)
def ask_for_review(body: ReviewIn, session: Writing, project_id: ProjectId) -> ConsensusOut:
    """Ask for approval of a target; it then waits in its reviewers' queues."""
    return service.ask(session, project_id, body)
