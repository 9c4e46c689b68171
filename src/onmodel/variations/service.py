"""What can be done with variations."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.characters import service as characters
from onmodel.characters.rules import check_consent, same_name
from onmodel.characters.tables import Character
from onmodel.db import actor_of, announce
from onmodel.deliverables.grid import Cell, Grid, grid_png
from onmodel.dna.jsonable import to_jsonable
from onmodel.errors import NotFound
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.model import SceneBreakdown
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Expression, Mood, Pose, TimeOfDay
from onmodel.jobs import queries as jobs_queries
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit.clock import utc_now
from onmodel.reviews import queries as reviews
from onmodel.storyboards import service as storyboards
from onmodel.variations import events, queries, rules
from onmodel.variations.rules import Idea
from onmodel.variations.schemas import ScriptIn, VariationOut, VariationsIn
from onmodel.variations.tables import CharacterVariation

BATCH_JOB, VARIATION_JOB = "make_variations", "make_variation"
GRID_COLUMNS = 4


class VariationNotFound(NotFound):
    """The project has no such variation."""


def ask(session: Session, project_id: str, character_id: str, given: VariationsIn) -> list[CharacterVariation]:
    """Begin a batch: a job with a child for each variation, all of them rendered at one time if workers are there.

    Raises CharacterNotFound, ConsentExpired.
    """
    character = characters.get(session, project_id, character_id)
    check_consent(character.name, character.consent_until, utc_now())
    ideas = [idea.idea() for idea in given.ideas] or rules.sheet(given.kind or "expression")
    batch = jobs.submit(session, JobRequest(BATCH_JOB, project_id, {"character_id": character_id}, queue="light"))
    rows = [_row(character, idea, given) for idea in ideas]
    session.add_all(rows)
    session.flush()
    for row in rows:
        request = JobRequest(
            VARIATION_JOB, project_id, {"variation_id": row.id}, tier=given.tier, parent_id=batch.id,
            idempotency_key=f"{VARIATION_JOB}:{row.id}",
        )  # fmt: skip
        jobs.submit(session, request)
        row.job_id = batch.id
    announce(session, events.VariationsAsked(project_id, character_id, batch.id, len(rows)))
    return rows


def _row(character: Character, idea: Idea, given: VariationsIn) -> CharacterVariation:
    prompt = f"{character.base_prompt}. {rules.told(character.name, idea)}"
    return CharacterVariation(
        project_id=character.project_id, character_id=character.id, **vars(idea), prompt=prompt,
        backend=given.backend, tier=given.tier, seed=given.seed,
    )  # fmt: skip


def idea_of(row: CharacterVariation) -> Idea:
    """What the variation tries."""
    kind: rules.VariationKind = row.kind  # type: ignore[assignment]  # written from an Idea
    pose, face = Pose(row.pose), Expression(row.expression)
    return Idea(kind, pose, face, row.outfit, Mood(row.mood), TimeOfDay(row.time), row.reason)


def suggest(session: Session, project_id: str, character_id: str, given: ScriptIn) -> list[Idea]:
    """What a board or a script lets the character do, feel and wear.

    Raises CharacterNotFound, StoryboardNotFound, what reading a script raises, and NothingSuggested.
    """
    character = characters.get(session, project_id, character_id)
    scenes, name = _scenes(session, project_id, character, given)
    ideas = rules.suggest([s for s in scenes if given.scene in ("", s.number)], name)
    if not ideas:
        raise rules.NothingSuggested(
            f"The script says nothing of {name} that could be tried", todo="Name another scene, or give ideas"
        )
    return ideas


def _scenes(
    session: Session, project_id: str, character: Character, given: ScriptIn
) -> tuple[list[SceneBreakdown], str]:
    """The scenes, and what the script calls the character."""
    if given.storyboard_id:
        board = storyboards.get(session, project_id, given.storyboard_id)
        named = [m.script_name for m in board.cast if m.character_id == character.id]
        return [scene for scene, _ in storyboards.scene_values(board)], (named or [character.name])[0]
    breakdown = break_down(read_screenplay(given.script.encode(), ""), cast=(character.name,))
    found = [c.name for c in breakdown.characters if same_name(c.name, character.name)]
    return list(breakdown.scenes), (found or [character.name])[0]


def get(session: Session, project_id: str, variation_id: str) -> CharacterVariation:
    """The variation; raises VariationNotFound."""
    found = queries.by_id(session, project_id, variation_id)
    if found is None:
        raise VariationNotFound(f"There is no variation {variation_id}")
    return found


def shown(session: Session, project_id: str, rows: Sequence[CharacterVariation]) -> list[VariationOut]:
    """Variations with their votes."""
    sums = reviews.vote_sums(session, project_id, "variation", [row.id for row in rows])
    at_work = {job.id for job in jobs_queries.unfinished(session, project_id, BATCH_JOB)}
    return [VariationOut.of(row, sums.get(row.id, 0), drawing=row.job_id in at_work) for row in rows]


def adopt(session: Session, project_id: str, variation_id: str) -> CharacterVariation:
    """Make a variation part of its character, as a new version of it.

    Raises VariationNotFound, VariationNotReady, VariationAlreadyAdopted; ChangedMeanwhile where two do it at once.
    """
    row = get(session, project_id, variation_id)
    if row.asset_id is None:
        raise rules.VariationNotReady("The variation has no picture yet", todo="Wait for its job")
    if row.adopted_at is not None:
        raise rules.VariationAlreadyAdopted("The variation is part of the character already")
    row.adopted_at, row.adopted_by = utc_now(), actor_of(session)
    session.flush()
    character, idea = characters.get(session, project_id, row.character_id), idea_of(row)
    description = rules.adopted(character.description, idea)
    dna = rules.taken_on(characters.dna_of(character), idea, description)
    columns = {"description": description, "dna": to_jsonable(dna)}
    what = rules.told(character.name, idea)
    characters.change(session, character, columns, message=f"adopted: {what}")
    announce(session, events.VariationAdopted(project_id, character.id, row.id, what))
    return row


def grid(session: Session, blobs: BlobStore, project_id: str, character_id: str) -> bytes:
    """The character's last forty variations side by side, the best voted first, adopted ones marked: PNG bytes."""
    character = characters.get(session, project_id, character_id)
    rows = queries.of_character(session, project_id, character_id, limit=rules.MOST - 1)
    views = sorted(shown(session, project_id, rows), key=lambda v: -v.votes)
    by_id = {row.id: row for row in rows}
    cells = [_cell(session, blobs, by_id[v.id], v.votes) for v in views if v.image_url]
    return grid_png(Grid(f"{character.name}: variations", tuple(cells), min(GRID_COLUMNS, max(len(cells), 1))))


def _cell(session: Session, blobs: BlobStore, row: CharacterVariation, votes: int) -> Cell:
    picture = assets.thumbnail(blobs, assets.get(session, str(row.asset_id)), 640)
    label = rules.told(" ", idea_of(row)).strip(" ,") or "neutral"
    return Cell(picture, f"{label} · {votes:+d}" if votes else label, "adopted" if row.adopted_at else "")
