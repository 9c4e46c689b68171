"""Orders, shots between rows and values, and what a panel's prompt says. Pure decisions."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.stage.spec import LookName, Tier


@dataclass(frozen=True)
class BoardSettings:
    """How a board is to be made. `frames` None: as many panels as the story needs."""

    frames: int | None = None
    tier: Tier = "standard"
    look: LookName = "full"
    seed: int = 0
    backend: str = "stage"


def order_key(script: str, cast: list[tuple[str, str]], settings: BoardSettings) -> str:
    """The identity of an order: the same script, cast and settings are the same board, to be resumed.

    `script` is the SHA-256 of its bytes, `cast` pairs of script name and a hash of the character's DNA.
    """
    text = json.dumps([script, sorted(cast), vars(settings)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def dna_hash(dna: dict[str, Any]) -> str:
    """A short name for one state of a character."""
    return hashlib.sha256(json.dumps(dna, sort_keys=True).encode()).hexdigest()[:16]


def panel_prompt(scene: SceneBreakdown, shot: Shot, base_prompts: dict[str, str]) -> str:
    """What a picture model is told: the people first, then what happens, where, when and through which lens."""
    people = [base_prompts[name] for name in shot.characters if name in base_prompts]
    camera = f"{shot.framing.value}, {shot.angle.value} angle, {shot.lens_mm} mm lens"
    place = f"{scene.int_ext.lower() or 'in'} {scene.place.lower()}, {scene.time.value}, {scene.mood.value} mood"
    return ". ".join(part for part in (*people, shot.description, place, camera) if part)
