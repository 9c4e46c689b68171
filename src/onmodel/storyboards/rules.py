"""Orders, shots between rows and values, and what a panel's prompt says. Pure decisions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Framing, Move
from onmodel.stage.spec import LookName, Tier


@dataclass(frozen=True)
class BoardSettings:
    """How a board is to be made. `frames` None: as many panels as the story needs.

    `styles`: shot id → style, where a shot is in another than the board; "" is none.
    """

    frames: int | None = None
    tier: Tier = "standard"
    look: LookName = "full"
    seed: int = 0
    backend: str = "stage"
    style: str = ""  # id of a style of the project; its look is drawn, its grade applied
    styles: Mapping[str, str] = field(default_factory=dict)

    def style_of(self, shot_id: str) -> str:
        """The style that a shot is in, "" for none.

        >>> BoardSettings(style="dust", styles={"7": ""}).style_of("7"), BoardSettings(style="dust").style_of("7")
        ('', 'dust')
        """
        return self.styles.get(shot_id, self.style)


def order_key(script: str, cast: list[tuple[str, str]], settings: BoardSettings) -> str:
    """The identity of an order: the same script, cast and settings are the same board, to be resumed.

    `script` is the SHA-256 of its bytes, `cast` pairs of script name and a hash of the character's DNA.
    """
    chosen = {name: value for name, value in vars(settings).items() if name not in {"style", "styles"} or value}
    text = json.dumps([script, sorted(cast), chosen], sort_keys=True)
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


FRAME_JOB = "frame"  # the kind of job that renders a shot
BOARD_JOB = "generation"  # and of the one that makes a board
PLANNED = ("framing", "angle", "lens_mm", "move", "characters")


def plan_of(shot: Mapping[str, Any], by_hand: Mapping[str, Any]) -> dict[str, Any]:
    """What a shot is blocked from: these of its fields, and what somebody moved on its stage."""
    return {**{name: shot[name] for name in PLANNED}, **({"by_hand": by_hand} if by_hand else {})}


def plan_name(plan: Mapping[str, Any]) -> str:
    """A short name for a plan: two shots of one name are blocked alike. 32 hexadecimal characters."""
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()[:32]


def hand_after(by_hand: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of a blocking by hand when the shot's fields change.

    Another lens goes onto the camera where it stands; for another framing or angle the rules find the camera anew,
    around the people as they were put.

    >>> hand_after({"people": [], "camera": {"lens_mm": 35.0}}, {"lens_mm": 50})
    {'people': [], 'camera': {'lens_mm': 50.0}}
    >>> hand_after({"people": [], "camera": {"lens_mm": 35.0}}, {"framing": "CU"})
    {}
    >>> hand_after({"people": [{"name": "BAI"}, {"name": "EMMA"}]}, {"characters": ["EMMA"]})
    {'people': [{'name': 'EMMA'}]}
    """
    if "characters" in changes and by_hand:
        people = [person for person in by_hand["people"] if person["name"] in changes["characters"]]
        by_hand = {**by_hand, "people": people} if people or by_hand.get("camera") else {}
    if not by_hand or not by_hand.get("camera"):
        return by_hand
    if {"framing", "angle"} & set(changes):
        return {**by_hand, "camera": None} if by_hand["people"] else {}
    if "lens_mm" in changes:
        return {**by_hand, "camera": {**by_hand["camera"], "lens_mm": float(changes["lens_mm"])}}
    return by_hand


LENSES_MM = range(8, 801)
FRAMES = range(1, 24 * 60 * 10)
LONGEST_TEXT = 10_000
LONGEST_NAME = 200
MOST_PEOPLE = 20  # in one shot
MOST_LINES = 50  # said in one shot


def shared_title(given: Any, known: str) -> str:
    """A board's title out of a shared document, the known one where it is none.

    >>> shared_title("  The  Fox ", "Fox"), shared_title(7, "Fox"), shared_title(" ", "Fox")
    ('The Fox', 'Fox', 'Fox')
    """
    return " ".join(given.split())[:300] if isinstance(given, str) and given.strip() else known


def shared_shot(given: Any) -> dict[str, Any]:
    """What a shared document says of a shot that can be said of one; everything else is left out.

    >>> shared_shot({"framing": "CU", "lens_mm": 50.0, "move": "fly", "rank": 2, "description": "She waits."})
    {'description': 'She waits.', 'framing': 'CU', 'lens_mm': 50}
    """
    if not isinstance(given, dict):
        return {}
    fields = {
        "description": _text(given.get("description")),
        "framing": _word(given.get("framing"), set(Framing)),
        "angle": _word(given.get("angle"), set(Angle)),
        "lens_mm": _whole(given.get("lens_mm"), LENSES_MM),
        "move": _word(given.get("move"), set(Move)),
        "duration_frames": _whole(given.get("duration_frames"), FRAMES),
        "negative_prompt": _text(given.get("negative_prompt")),
        "characters": _names(given.get("characters")),
        "dialogue": _speeches(given.get("dialogue")),
    }
    return {name: value for name, value in fields.items() if value is not None}


def shared_rank(given: Any, known: float) -> float:
    """The place of a shot among the others, the known one where none is given.

    >>> shared_rank({"rank": 1.5}, 3), shared_rank({"rank": "first"}, 3), shared_rank(None, 3)
    (1.5, 3, 3)
    """
    rank = given.get("rank") if isinstance(given, dict) else None
    return rank if isinstance(rank, int | float) and not isinstance(rank, bool) and isfinite(rank) else known


def staged(staging: Mapping[str, Any], characters: Sequence[str]) -> dict[str, Any]:
    """What a shot with these people says of them: nobody else does anything in it or is looked at for their own sake.

    What was said of somebody who is not in it now stays kept, and holds again when they come back.

    >>> staged({"focus": "BAI", "beats": [{"character": "BAI"}, {"character": "EMMA"}]}, ["EMMA"])
    {'focus': 'EMMA', 'beats': [{'character': 'EMMA'}]}
    """
    focus, beats = staging.get("focus"), [b for b in staging.get("beats", ()) if b["character"] in characters]
    return {**staging, "focus": focus if focus in characters else next(iter(characters), None), "beats": beats}


def _names(value: Any) -> list[str] | None:
    """Names, each once; whether they are of the cast is for the board to say."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        return None
    return list(dict.fromkeys(value))[:MOST_PEOPLE]


def _speeches(value: Any) -> list[dict[str, Any]] | None:
    """Lines of dialogue as `fountain.model.Speech` has them; one that nobody says, or without words, is left out."""
    if not isinstance(value, list):
        return None
    told = [(_text(line.get("character")), _text(line.get("text")), line) for line in value if isinstance(line, dict)]
    return [
        {
            "character": who[:LONGEST_NAME], "text": text,
            "parenthetical": (_text(line.get("parenthetical")) or "")[:LONGEST_NAME],
            "heard_only": line.get("heard_only") is True,
        }
        for who, text, line in told
        if who and text
    ][:MOST_LINES]  # fmt: skip


def _text(value: Any) -> str | None:
    return value[:LONGEST_TEXT].replace("\0", "") if isinstance(value, str) else None


def _word(value: Any, words: set[Any]) -> str | None:
    return value if isinstance(value, str) and value in words else None


def _whole(value: Any, allowed: range) -> int | None:
    whole = int(value) if isinstance(value, int | float) and isfinite(value) else None
    return whole if whole is not None and whole == value and whole in allowed else None
