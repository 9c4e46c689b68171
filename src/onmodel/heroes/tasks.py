"""The jobs that make hero frames and score uploads, and uploads as they come in: all too slow for a transaction."""

import hashlib
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.bundle import Backends
from onmodel.backends.images.port import ImageResult
from onmodel.backends.texts.port import ImagePromptRequest, ShotFacts
from onmodel.db import announce
from onmodel.frames import tasks as frames
from onmodel.frames.tasks import FrameWork
from onmodel.generations.rules import seed_after
from onmodel.heroes import service
from onmodel.heroes.events import HeroFrameMade, HeroFramesDone, HeroFrameUploaded
from onmodel.heroes.rules import (
    HERO_JOB,
    HEROES_JOB,
    REASON,
    SCORE_JOB,
    UPLOAD,
    Fit,
    NoPicture,
    style_words,
    untold,
    window,
)
from onmodel.heroes.schemas import HeroUploaded, UploadIn
from onmodel.heroes.service import Pass
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest, JobState
from onmodel.jobs.tables import Job
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.kit.pictures import decode
from onmodel.stage.offers import offer
from onmodel.stage.spec import SIZES, SceneSpec
from onmodel.staleness import service as staleness
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.rules import request_hash
from onmodel.takes.tables import Take

LARGEST = SIZES["high"]  # of an upload


def handlers(backends: Backends) -> Handlers:
    """Job kind → what does it."""
    return {
        HEROES_JOB: make_heroes,
        HERO_JOB: partial(make_hero, backends),
        SCORE_JOB: partial(score_upload, backends),
    }


def make_heroes(job: JobContext) -> dict[str, Any]:
    """An order: a job for each frame, then what became of them."""
    params, tier = job.params, job.claim.tier
    with job.transaction() as session:
        for shot_id, first in params["first"].items():
            for number in range(first, first + params["variations"]):
                words = {name: params[name] for name in ("prompt", "negative_prompt", "enhance", "generation_id")}
                seed = None if params["seed"] is None else seed_after(params["seed"], number - first)
                request = JobRequest(
                    kind=HERO_JOB, project_id=job.project_id, queue="render", tier=tier, priority=7,
                    params={"shot_id": shot_id, "offer": number, "seed": seed, **words}, parent_id=job.job_id,
                    idempotency_key=f"{HERO_JOB}:{job.job_id}:{shot_id}:{number}",
                )  # fmt: skip
                jobs.submit(session, request)
    job.wait_for_children()
    return _done(job)


def _done(job: JobContext) -> dict[str, Any]:
    """What the order came to; told once."""
    board_id, generation_id = job.params["storyboard_id"], job.params["generation_id"]
    with job.transaction() as session:
        ended = jobs.children(session, job.job_id)
        made = [child.result for child in ended if child.state == JobState.SUCCEEDED and child.result]
        why = {
            str((child.error or {}).get("detail", child.state)) for child in ended if child.state != JobState.SUCCEEDED
        }
        board = storyboards.get(session, job.project_id, board_id)
        failed = len(ended) - len(made)
        announce(session, HeroFramesDone(job.project_id, generation_id, board_id, board.title, len(made), failed))
    return {"take_ids": [each["take_id"] for each in made], "made": len(made), "failed": failed, "why": sorted(why)}


def make_hero(backends: Backends, job: JobContext) -> dict[str, Any]:
    """One frame: the shot as an offer has it, in a cinematographer's words, rendered and scored."""
    work = frames.open_work(backends, job)
    job.progress(0.05, "blocking", work.shot.description[:80])
    spec, shooting = _staged(work)
    work = _worded(work, spec)
    job.progress(0.15, "frames", work.shot.description[:80])
    take = frames.shoot(work, spec, shooting)
    job.progress(0.85, "scoring", work.shot.description[:80])
    frames.score(work, take)
    with job.transaction() as session:
        take_queries.lock_shot_of(session, job.project_id, take.id)  # its other offers are made at the same time
        made, rows = session.get_one(Take, take.id), take_queries.of_shot(session, work.shot.id)
        if not any(row.circled for row in rows):  # the first picture that the shot has
            takes.circle(session, rows, made)
        names = (job.params["generation_id"], work.board.id, work.shot.id, made.id)
        announce(session, HeroFrameMade(job.project_id, *names, job.params["offer"]))
        return {"take_id": made.id, "asset_id": made.asset_id, "value": made.value, "changed": made.changed}


def _staged(work: FrameWork) -> tuple[SceneSpec, dict[str, Any]]:
    """The shot as it is offered, and what is told of it: of the frame that it is made again from, or as blocked."""
    params, seed = work.job.params, work.asked.seed
    with work.job.database.reading() as session:
        base = session.get(Take, params["of"]) if params.get("of") else None
        circled = take_queries.circled(session, [work.shot.id]).get(work.shot.id)
    same = base is not None and staleness.shows_plan(base, work.shot) and service.offer_of(base) == params["offer"]
    known = base.scene if same and base is not None else work.shot.blocking
    spec = work.as_now(storyboards.spec_value(known))
    told = {"reason": REASON, "changed": "", "parent_id": base.id if base else circled.id if circled else None}
    settings = storyboards.settings_of(work.board)
    if same or not work.backends.image(settings.backend).capabilities.scenes:
        spec = replace(spec, seed=seed_after(spec.seed, params["offer"]) if seed is None else seed)
        return spec, {**told, "changed": _changed(work, base, spec)}
    spec, changed = offer(spec, params["offer"], stay=bool(work.shot.by_hand))
    return (spec if seed is None else replace(spec, seed=seed)), {**told, "changed": changed}


def _changed(work: FrameWork, base: Take | None, spec: SceneSpec) -> str:
    words = "Other words, seed" if base is not None and work.asked.prompt != base.prompt else "Seed"
    return f"{words} {spec.seed}."


def _worded(work: FrameWork, spec: SceneSpec) -> FrameWork:
    """The work with its prompt enhanced; a model is not asked where the backend reads no prompt."""
    asked, params = work.asked, work.job.params
    image = work.backends.image(storyboards.settings_of(work.board).backend).capabilities
    texts = work.backends.texts
    hero: dict[str, Any] = {"offer": params["offer"], "generation_id": params["generation_id"]}
    if not params.get("enhance", True) or (image.scenes and texts.capabilities.network):
        return replace(work, asked=replace(asked, told={"hero": hero}))
    own = asked.negative_prompt or work.shot.negative_prompt
    made = texts.enhance_image(ImagePromptRequest(facts_of(work, spec), asked.prompt, own))
    hero["enhancement"] = {"added": [asdict(a) for a in made.added], "made_by": made.made_by, "notes": made.notes}
    negative = made.negative_prompt if image.negative_prompts else own
    told = replace(asked, enhanced_prompt=made.prompt, negative_prompt=negative, told={"hero": hero})
    return replace(work, asked=told)


def facts_of(work: FrameWork, spec: SceneSpec) -> ShotFacts:
    """What is settled about the shot of a frame job, as prompts are enhanced by it."""
    scene = next(s for s, rows in storyboards.scene_values(work.board) if work.shot.id in {r.id for r in rows})
    people = {name: work.prompts[name] for name in work.shot.characters if name in work.prompts}
    style = style_words(work.dressing.words if work.dressing else "", spec.look)
    return ShotFacts(scene, storyboards.shot_value(work.shot), people, spec, style)


@dataclass(frozen=True)
class Upload:
    """A picture that somebody sent, as a frame: pixels (H, W, 3) uint8 sRGB, its name, what was cut."""

    pixels: NDArray[np.uint8]
    name: str
    sha256: str
    note: str = ""


def received(data: bytes, name: str, fit: Fit) -> Upload:
    """An upload decoded safely and brought into the frame's shape. Raises what `decode` does, FrameTooSmall."""
    pixels = decode(data, name)
    seen = window(pixels.shape[1], pixels.shape[0], LARGEST, fit)
    x0, y0, x1, y1 = seen.box
    inner = cv2.resize(pixels[y0:y1, x0:x1], seen.size, interpolation=cv2.INTER_AREA)
    frame = np.zeros((seen.frame[1], seen.frame[0], 3), np.uint8)
    x, y = (seen.frame[0] - seen.size[0]) // 2, (seen.frame[1] - seen.size[1]) // 2
    frame[y : y + seen.size[1], x : x + seen.size[0]] = inner
    return Upload(frame, name[:200], hashlib.sha256(data).hexdigest(), seen.note)


def keep_upload(session: Session, blobs: BlobStore, of: Pass, shot: Shot, upload: Upload) -> tuple[Take, Job]:
    """Keep an upload as a frame take of the shot, and ask for its scores. The same picture is kept once."""
    manifest = {
        "backend": UPLOAD, "model": UPLOAD, "file": upload.name, "file_sha256": upload.sha256,
        "made_from": staleness.states_for(session, of.board, shot),
    }  # fmt: skip
    key = request_hash([upload.sha256, list(upload.pixels.shape), upload.note], UPLOAD)
    tier = storyboards.settings_of(of.board).tier
    shooting = takes.Shooting(
        key, shot.description, 0, UPLOAD, tier, {}, reason="uploaded", changed=upload.name
    )  # fmt: skip
    result = ImageResult(upload.pixels, manifest=manifest, notes=(upload.note,) if upload.note else ())
    take = takes.keep(session, blobs, shot, shooting, result)
    request = JobRequest(
        kind=SCORE_JOB, project_id=shot.project_id, queue="light", priority=8, idempotency_key=f"{SCORE_JOB}:{take.id}",
        params={"shot_id": shot.id, "take_id": take.id, "generation_id": of.generation.id},
    )  # fmt: skip
    announce(session, HeroFrameUploaded(shot.project_id, *of.names, shot.id, take.id, upload.name))
    return take, jobs.submit(session, request)


def take_in(session: Session, blobs: BlobStore, of: Pass, body: UploadIn, upload: Upload) -> HeroUploaded:
    """Keep an upload for the one shot that it names, and make it the hero frame where that is asked for.

    Raises NoPicture, ShotNotFound, PanelNotFound.
    """
    if (body.shot_id is None) == (body.scene_number is None):
        raise NoPicture("The upload is for no shot", todo="Name it in shot_id, or its panel in scene_number")
    shot = of.shots([body.shot_id] if body.shot_id else None, body.scene_number)[0]
    take, job = keep_upload(session, blobs, of, shot, upload)
    if body.select:
        service.confirm(session, of, take.id)
    notes = [upload.note] if upload.note else []
    return HeroUploaded(frame=service.shown(session, of, [take])[0], job_id=job.id, notes=notes)


def score_upload(backends: Backends, job: JobContext) -> dict[str, Any]:
    """An uploaded frame's scores, where anybody in it can be told: a drawing may have no face that is found."""
    work = frames.open_work(backends, job)
    with job.database.reading() as session:
        take = takes.get(session, job.project_id, job.params["take_id"])
    job.progress(0.2, "scoring", take.changed)
    frames.score(work, take)
    with job.transaction() as session:
        kept = session.get_one(Take, take.id)
        takes.score(session, kept, untold(takes.appearances_of(kept)))
        names = (job.params["generation_id"], work.board.id, work.shot.id, kept.id)
        announce(session, HeroFrameMade(job.project_id, *names, 0))
        return {"take_id": kept.id, "asset_id": kept.asset_id, "value": kept.value}
