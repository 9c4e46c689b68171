"""Which panels are stale, what re-rendering them costs, and asking for it. Nothing is rendered unasked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.environments import service as environments
from onmodel.environments.tables import Environment
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.staleness.rules import outdated
from onmodel.staleness.schemas import RenderStaleOut, StaleOut, StalePanel
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings, dna_hash, plan_name
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.styles.tasks import dressing_by_id
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject

ELSEWHERE = "in another set"  # the state of an environment that is played in a set where the shot was not blocked


@dataclass(frozen=True)
class Now:
    """How everything that a board is made from is now: id, name, version, and a short name for its looks.

    Of a shot it is how it is to be shot: its `fields`.
    """

    cast: list[dict[str, Any]]
    styles: Mapping[str, dict[str, Any]]  # by shot that is in one
    places: list[dict[str, Any]]
    plans: Mapping[str, dict[str, Any]]  # by shot

    def of(self, shot_id: str) -> list[dict[str, Any]]:
        """What of it a picture of this shot is held against."""
        style, plan = ([own[shot_id]] if shot_id in own else [] for own in (self.styles, self.plans))
        return [*self.cast, *style, *self.places, *plan]


def states_of(session: Session, board: Storyboard, settings: BoardSettings | None = None) -> Now:
    """How everything is that the board is made from; with these settings, where it had others than its own."""
    styles = _styles(session, board, settings or storyboards.settings_of(board))
    plans = {shot.id: _plan(shot) for shot in board.shots}
    return Now(_cast(session, board), styles, _places(session, board), plans)


def states_for(session: Session, board: Storyboard, shot: Shot) -> list[dict[str, Any]]:
    """What one shot shows, as it is now: who is in it, its style, its place and its plan."""
    here = environments.of_place(session, board.project_id, shot.scene.place, board.screenplay.sites)
    built = shot.blocking.get("set", {}).get("name")
    states = []
    for state in states_of(session, board).of(shot.id):
        if state["kind"] == "environment" and here is not None and state["id"] == here.id:
            states.append({**state, "state": state["state"] if here.set in {"", built} else ELSEWHERE})
        elif state["kind"] in {"style", "shot"} or (state["name"] in shot.characters and state["kind"] == "character"):
            states.append(state)
    return states


def _plan(shot: Shot) -> dict[str, Any]:
    plan = storyboards.plan(shot)
    fields = {name: value for name, value in plan.items() if name != "by_hand"}
    fields["stage"] = "moved by hand" if shot.by_hand else "by the rules"
    name = f"Shot {shot.number} of scene {shot.scene.number}"
    return {"kind": "shot", "id": shot.id, "name": name, "version": 1, "state": plan_name(plan), "fields": fields}


def shows_plan(take: Take, shot: Shot) -> bool:
    """Whether a take was made of the shot as it is planned now; one from before takes remembered that was."""
    made_from = take.manifest.get("made_from", ())
    planned = next((state["state"] for state in made_from if state["id"] == shot.id), None)
    return planned in {None, plan_name(storyboards.plan(shot))}


def _styles(session: Session, board: Storyboard, settings: BoardSettings) -> dict[str, dict[str, Any]]:
    """The style of each shot that is in one."""
    chosen = {shot.id: settings.style_of(shot.id) for shot in board.shots}
    found = {style_id: dressing_by_id(session, board.project_id, style_id) for style_id in set(chosen.values())}
    states = {
        style_id: {"kind": "style", "id": style_id, "name": style.name, "state": style.finish.fingerprint,
                   "version": style.number}
        for style_id, style in found.items() if style
    }  # fmt: skip
    return {shot_id: states[style_id] for shot_id, style_id in chosen.items() if style_id in states}


def _places(session: Session, board: Storyboard) -> list[dict[str, Any]]:
    rows = bible.standing(session, Environment, board.project_id)
    numbers = versions.current_numbers(session, board.project_id, [Subject("environment", row.id) for row in rows])
    return [
        {"kind": "environment", "id": row.id, "name": row.name, "version": numbers.get(row.id, 1),
         "state": environments.surroundings_of(row).fingerprint}
        for row in rows
    ]  # fmt: skip


def _cast(session: Session, board: Storyboard) -> list[dict[str, Any]]:
    subjects = [Subject("character", m.character_id) for m in board.cast]
    numbers = versions.current_numbers(session, board.project_id, subjects)
    return [
        {"kind": "character", "id": m.character_id, "name": m.script_name, "state": dna_hash(m.character.dna),
         "version": numbers.get(m.character_id, 1)}
        for m in board.cast
    ]  # fmt: skip


def circle_fresh(session: Session, board: Storyboard, all_takes: Sequence[Take]) -> Take:
    """Circle the best of a shot's takes that show the characters as they are now."""
    now = states_of(session, board).of(all_takes[0].shot_id) if all_takes else []
    fresh = [t for t in all_takes if "made_from" in t.manifest and not outdated(t.manifest["made_from"], now)]
    best = takes.circle_best(session, fresh or all_takes)  # none where a place moved to another set
    takes.circle(session, all_takes, best)
    return best


def view(session: Session, board: Storyboard, settings: BoardSettings | None = None) -> StaleOut:
    """The board's stale panels and what re-rendering them would cost, by what their takes cost.

    With `settings`: those that would be stale if it had these.
    """
    now, circled = states_of(session, board, settings), take_queries.circled(session, [shot.id for shot in board.shots])
    panels = []
    for shot in board.shots:
        take = circled.get(shot.id)
        because = outdated(take.manifest.get("made_from", ()), now.of(shot.id)) if take else []
        if take and because:
            found = {"scene_number": shot.position + 1, "take_id": take.id, "because": because, "seconds": take.seconds}
            panels.append(StalePanel.model_validate(found))
    unknown = sum("made_from" not in take.manifest for take in circled.values())
    seconds = round(sum(panel.seconds for panel in panels), 1)
    return StaleOut(storyboard_id=board.id, panels=panels, jobs=len(panels), seconds=seconds, unknown=unknown)


def render(session: Session, board: Storyboard, wanted: Sequence[int] | None, *, kind: str) -> RenderStaleOut:
    """Ask for new takes of stale panels, by jobs of this kind; those asked for already are not asked for again."""
    panels = [p for p in view(session, board).panels if wanted is None or p.scene_number in wanted]
    now = states_of(session, board)
    job_ids = []
    for panel in panels:
        shot = board.shots[panel.scene_number - 1]
        state = ".".join(str(s["state"]) for s in now.of(shot.id))
        request = JobRequest(
            kind=kind, project_id=board.project_id, tier=str(board.settings.get("tier")),
            params={"shot_id": shot.id, "retake": "", "refresh": True},
            idempotency_key=f"refresh:{shot.id}:{hashlib.sha256(state.encode()).hexdigest()[:16]}",
        )  # fmt: skip
        job_ids.append(jobs.submit(session, request).id)
    return RenderStaleOut(job_ids=job_ids, seconds=round(sum(panel.seconds for panel in panels), 1))
