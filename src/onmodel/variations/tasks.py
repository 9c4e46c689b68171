"""The two jobs of a batch: the picture of one variation, and the batch that waits for all."""

import time
from dataclasses import replace
from functools import partial
from typing import Any

from onmodel.assets import service as assets
from onmodel.backends.bundle import Backends
from onmodel.backends.images.port import CharacterRequest, ImageRequest
from onmodel.characters import service as characters
from onmodel.characters.tasks import references_of
from onmodel.db import announce
from onmodel.jobs import service as jobs
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.kit.pictures import encode_png
from onmodel.stage.blocking import block_scene
from onmodel.stage.casting import cast
from onmodel.stage.spec import SIZES
from onmodel.variations import events, rules, service


def handlers(backends: Backends) -> Handlers:
    """Job kind → what does it."""
    return {service.BATCH_JOB: make_variations, service.VARIATION_JOB: partial(make_variation, backends)}


def make_variations(job: JobContext) -> dict[str, Any]:
    """The batch: done when every variation is made or has failed."""
    job.progress(0.05, "variations")
    job.wait_for_children()
    with job.database.reading() as session:
        states = [child.state for child in jobs.children(session, job.job_id)]
    return {"character_id": job.params["character_id"], "made": states.count("succeeded"), "of": len(states)}


def make_variation(backends: Backends, job: JobContext) -> dict[str, Any]:
    """One variation rendered at a simple set; one that has its picture keeps it."""
    with job.database.reading() as session:
        row = service.get(session, job.project_id, job.params["variation_id"])
        if row.asset_id is not None:
            return {"variation_id": row.id, "asset_id": row.asset_id}
        character = characters.get(session, job.project_id, row.character_id)
        backend = backends.image(row.backend)
        own = [r.asset_id for r in character.references] if backend.capabilities.references else []
        pictures = references_of(session, backends.blobs, character, own)
    job.progress(0.1, "frames", row.prompt[-80:])
    began = time.monotonic()
    request = _request(row, character, tuple(picture.data for picture in pictures))
    result = backend.run(request, lambda _share: job.check())
    with job.transaction() as session:
        kept = service.get(session, job.project_id, row.id)
        data, manifest = encode_png(result.picture), {**result.manifest, "prompt": row.prompt}
        asset = assets.store(
            session, backends.blobs, data, "image/png", project_id=job.project_id, made_by=manifest
        )  # fmt: skip
        kept.asset_id, kept.seconds = asset.id, round(time.monotonic() - began, 3)
        announce(session, events.VariationMade(job.project_id, kept.character_id, kept.id, asset.id))
        return {"variation_id": kept.id, "asset_id": asset.id}


def _request(row: Any, character: Any, references: tuple[bytes, ...]) -> ImageRequest:
    idea = service.idea_of(row)
    look = cast(rules.tried(characters.dna_of(character), idea))
    name, (width, height) = character.name, SIZES[row.tier]
    [spec] = block_scene(rules.scene_of(name, idea), {name: look}, tier=row.tier, seed=row.seed)
    person = CharacterRequest(name, character.base_prompt, references)
    return ImageRequest(
        prompt=row.prompt, characters=(person,), scene=replace(spec, seed=row.seed), seed=row.seed, width=width,
        height=height, tier=row.tier,
    )  # fmt: skip
