"""Keeping, scoring and ranking clip takes, and ordering the jobs that make them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.texts.port import PromptSuggestion as Advice
from onmodel.backends.videos.port import RATE, VideoBackend, VideoRequest, VideoResult
from onmodel.clips import queries, rules
from onmodel.clips.events import ClipMade, ClipNeedsReview
from onmodel.clips.rules import CLIP_JOB, CLIPS_JOB, ClipAsked, RunStopped, Spent
from onmodel.clips.tables import PromptSuggestion
from onmodel.continuity.rules import Cell, cell, part_of
from onmodel.db import announce
from onmodel.generations import queries as generation_queries
from onmodel.generations import service as generations
from onmodel.generations.rules import seed_after
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest, JobState
from onmodel.jobs.tables import Job
from onmodel.metrics.score import GOOD
from onmodel.quality import service as quality
from onmodel.quality.rules import change
from onmodel.scoring.model import CastScore, ClipReport
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.rules import NEEDS_REVIEW, Appearance, request_hash
from onmodel.takes.tables import Take


@dataclass(frozen=True)
class Made:
    """A clip that came back: what was ordered, what was given, what it cost in money and in seconds, its handles."""

    request: VideoRequest
    result: VideoResult
    money: float
    seconds: float
    handles: int = 0


def request_key(video: VideoBackend, asked: ClipAsked, shot_frames: int, turn: int) -> str:
    """What names the request for one of an order's takes; the takes of a shot have it as `request_hash`."""
    frames, spare = asked.frames(shot_frames, video.capabilities.longest)
    direction = {**vars(asked.direction), "seed": seed_after(asked.direction.seed, turn)}
    told = [asked.hero_id, direction, frames, RATE, asked.tier, *([spare] if spare else [])]
    return request_hash(["clip", *told], video.name)


def request_keys(video: VideoBackend, asked: ClipAsked, shot_frames: int) -> set[str]:
    """The names of all that an order asks for."""
    return {request_key(video, asked, shot_frames, turn) for turn in range(asked.takes)}


def to_make(
    session: Session, video: VideoBackend, board: Storyboard, asked: Sequence[ClipAsked], *, anew: bool
) -> tuple[list[tuple[int, int]], int]:
    """How long each of these clips is in frames, how many takes of it are to be made; and how many are there already.

    `anew`: none that is there counts.
    """
    shots = {shot.id: shot.duration_frames for shot in board.shots}
    there = set() if anew else take_queries.answered(session, board.project_id, board.id, "clip")
    lengths, made = [], 0
    for one in asked:
        known = sum((one.shot_id, key) in there for key in request_keys(video, one, shots[one.shot_id]))
        lengths.append((one.frames(shots[one.shot_id], video.capabilities.longest)[0], one.takes - known))
        made += known
    return lengths, made


def keep(session: Session, blobs: BlobStore, of: tuple[Shot, Take, ClipAsked], made: Made) -> Take:
    """Keep a clip as its shot's next take. The same request is kept once. Raises what reading a clip raises."""
    (shot, hero, asked), request, result = of, made.request, made.result
    known = take_queries.by_request(session, shot.id, request.key)
    if known:
        return known
    short = [f"Handles of {made.handles} frames: no longer clip can be made"] if made.handles < asked.handles else []
    film = assets.store(
        session, blobs, result.clip, result.media_type, project_id=shot.project_id, made_by=dict(result.manifest)
    )
    take = Take(
        project_id=shot.project_id, storyboard_id=shot.storyboard_id, shot_id=shot.id, kind="clip", parent_id=hero.id,
        number=take_queries.last_number(session, shot.id, "clip") + 1, request_hash=request.key, asset_id=film.id,
        prompt=asked.direction.prompt, enhanced_prompt=request.prompt, negative_prompt=request.negative_prompt,
        seed=request.seed, backend=asked.backend, tier=request.tier, generation_id=asked.generation_id,
        move=request.move.value, speed=request.speed, frames=result.frames, rate=result.rate, cost=made.money,
        seconds=made.seconds, reason=asked.reason, sight={"heads": _heads(result), "notes": [*result.notes, *short]},
        manifest={**result.manifest, "hero": hero.id, "order": asked.name, "handles": made.handles},
    )  # fmt: skip
    session.add(take)
    session.flush()
    return take


def _heads(result: VideoResult) -> dict[str, list[float]]:
    """Where people's heads are in the first frame."""
    first = {name: boxes[0] for name, boxes in result.heads.items() if len(boxes)}
    return {name: [float(v) for v in box] for name, box in first.items() if not np.isnan(box).any()}


def cell_of(seen: CastScore) -> Cell:
    """A character along a clip, weighed as in a frame."""
    return cell(seen.character, seen.worst_frame or 0, seen.parts, missing=seen.looked > 0 and not seen.seen)


def score(session: Session, shot: Shot, take: Take, told: ClipReport) -> None:
    """Keep what was measured of a take, and tell the project what it came to and what the generation cost so far."""
    cells = [(cell_of(seen), seen.finding) for seen in told.cast]
    found = [
        Appearance(c.character, c.score, c.missing, tuple(part_of(n, s) for n, s in c.parts.items()), said or c.finding)
        for c, said in cells
    ]
    takes.score(session, take, found)
    quality.keep_clip(session, take, told)
    generation = str(take.generation_id)
    spent = queries.spent(session, take.project_id, [generation]).get(generation, Spent())
    facts = (take.id, take.storyboard_id, take.shot_id, generation, shot.position + 1, take.number, take.value)
    announce(session, ClipMade(take.project_id, *facts, round(spent.money, 6), round(spent.seconds, 3)))


def keep_suggestions(session: Session, take: Take, generation_id: str, advice: Sequence[Advice]) -> None:
    """Keep what would help a take."""
    for rank, told in enumerate(advice):
        session.add(
            PromptSuggestion(
                project_id=take.project_id, generation_id=generation_id, shot_id=take.shot_id, take_id=take.id,
                rank=rank, dimension=told.dimension[:64], value=told.value, why=told.why, prompt=told.prompt,
                negative_prompt=told.negative_prompt, move=told.move.value if told.move else None, speed=told.speed,
                added=[asdict(added) for added in told.added], made_by=told.made_by[:64],
            )
        )  # fmt: skip
    session.flush()


def lock(session: Session, project_id: str, asked: ClipAsked, take_id: str) -> None:
    """Wait for whoever circles a clip of this take's shot just now; held until the end of the transaction."""
    generation_queries.locked(session, project_id, asked.generation_id)
    take_queries.lock_shot_of(session, project_id, take_id)


def circle(session: Session, shot: Shot, asked: ClipAsked, made: Take) -> Take:
    """Circle the best of the shot's takes that start from this frame; one that was asked for and stands comes first."""
    every = take_queries.of_shot(session, shot.id, "clip")
    mine = [take for take in every if take.parent_id == asked.hero_id and take.state != "rendered"]
    if asked.reason and (made.value or 0.0) >= GOOD:  # it is what somebody wanted
        mine = [take for take in mine if take.manifest.get("order") == asked.name]
    chosen = mine[rules.best([take.value for take in mine])] if mine else made
    takes.circle(session, every, chosen)
    generations.stand_by(session, shot.project_id, asked.generation_id, shot.id, chosen.id)
    return chosen


def close(session: Session, shot: Shot, asked: ClipAsked, made: Sequence[Take]) -> dict[str, Any]:
    """End an order: say whether a person has to look, and what an accepted suggestion brought."""
    best = made[rules.best([take.value for take in made])]
    whole = generation_queries.by_id(session, shot.project_id, asked.generation_id)
    found = all(take.generation_id != asked.generation_id for take in made)  # another pass made them all
    if found and whole is not None and whole.selections.get(shot.id) not in {take.id for take in made}:
        circle(session, shot, asked, best)
    circled = next((t for t in take_queries.of_shot(session, shot.id, "clip") if t.circled), best)
    review = rules.needs_review([circled.value])
    if review and circled.state == "scored":
        circled.state = NEEDS_REVIEW
        name = f"Shot {shot.number} of scene {shot.scene.number}"
        facts = (shot.storyboard_id, asked.generation_id, name, shot.position + 1, circled.value)
        announce(session, ClipNeedsReview(shot.project_id, *facts))
    _weigh(session, shot.project_id, asked, best)
    session.flush()
    return {
        "take_id": circled.id, "made_take_id": best.id, "value": circled.value, "needs_review": review,
        "takes": len(made), "chosen": circled.id == best.id,
    }  # fmt: skip


def _weigh(session: Session, project_id: str, asked: ClipAsked, best: Take) -> None:
    """What the accepted suggestion brought: points of take score, and of the dimension it was for."""
    found = queries.suggestion(session, project_id, asked.suggestion_id) if asked.suggestion_id else None
    if found is None:
        return
    before = session.get_one(Take, found.take_id)
    dimensions = [m.dimensions.get(found.dimension) for m in quality.measured(session, [before, best]).values()]
    found.made_take_id = best.id
    found.gain = change(before.value, best.value)
    found.dimension_gain = change(*dimensions) if len(dimensions) == 2 else None


def request_of(project_id: str, asked: ClipAsked) -> JobRequest:
    """The job that makes a shot's clip. The same order is the same job."""
    return JobRequest(
        kind=CLIP_JOB, project_id=project_id, queue="render", tier=asked.tier, params=asked.params(),
        priority=8 if asked.reason else 5, idempotency_key=f"{CLIP_JOB}:{asked.generation_id}:{asked.name}",
    )  # fmt: skip


def order(session: Session, project_id: str, clips: Sequence[ClipAsked]) -> Job:
    """Have clips made, each by a job of its own; what was ordered before is found, and taken up again if it failed."""
    whole, first = clips[0].generation_id, session.get_one(Shot, clips[0].shot_id)
    request = JobRequest(
        kind=CLIPS_JOB, project_id=project_id, queue="light", tier=clips[0].tier,
        params={
            "generation_id": whole, "storyboard_id": first.storyboard_id, "clips": [asked.params() for asked in clips],
        },
        idempotency_key=f"{CLIPS_JOB}:{whole}:{rules.run_name(clips)}",
    )  # fmt: skip
    return _taken_up(session, jobs.submit(session, request))


def order_one(session: Session, project_id: str, asked: ClipAsked) -> Job:
    """Have one shot's clip made."""
    return _taken_up(session, jobs.submit(session, request_of(project_id, asked)))


def _taken_up(session: Session, job: Job) -> Job:
    if job.state in {JobState.FAILED, JobState.CANCELLED}:
        return jobs.revive(session, job.id)
    return job


def outcome(parts: Sequence[Job]) -> dict[str, Any]:
    """What came of a run. Raises RunStopped where a clip was not made: its message says how many and why."""
    failed = [job for job in parts if job.state != JobState.SUCCEEDED]
    if failed:
        why = str((failed[0].error or {}).get("detail") or f"One is {failed[0].state}")
        todo = "Mend that and process the generation again: what is made stays"
        raise RunStopped(f"{len(failed)} of {len(parts)} scenes have not all their takes", why=why, todo=todo)
    results = [job.result or {} for job in parts]
    return {"scenes": len(parts), "needs_review": sum(bool(r.get("needs_review")) for r in results)}
