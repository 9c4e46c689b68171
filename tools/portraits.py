"""Invented people and the situations they are photographed in: the material that `calibrate.py` makes its pairs from.

Nobody here exists. Every person is cast from words alone and photographed twice as a reference (street clothes, other
light, lens and expression than the board will use); then the *double*, cast from what was measured on those two
pictures, plays scenes as the product would block them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onmodel.backends.vision.appearance import Seen
from onmodel.backends.vision.port import VisionBackend
from onmodel.characters.rules import Reference
from onmodel.characters.service import measure_character
from onmodel.dna.measure import measure
from onmodel.dna.model import CharacterDNA, Garment
from onmodel.fountain.model import Beat, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay
from onmodel.kit.pictures import encode_jpeg
from onmodel.stage.blocking import block_scene
from onmodel.stage.casting import cast
from onmodel.stage.render import render
from onmodel.stage.spec import ActorLook, SceneSpec, Tier

# Neighbours in the list play their scenes together; the first half and the second are judged by each other.
PEOPLE: dict[str, str] = {
    "Ines Duarte": "woman in her twenties, slim, olive skin, brown eyes, long dark brown hair, "
    "mustard dress, brown boots",
    "Per Lund": "man in his fifties, heavy-set, fair skin, blue eyes, short grey hair, beard, "
    "navy sweater, beige trousers, brown shoes",
    "Amara Obi": "woman in her thirties, average build, dark brown skin, dark eyes, short curly black hair, "
    "red jacket, white shirt, dark grey trousers",
    "Tomas Hajek": "man in his thirties, athletic, light skin, hazel eyes, short brown hair, stubble, "
    "olive jacket, black shirt, denim jeans",
    "Rosa Villalobos": "woman in her fifties, heavy-set, tanned skin, brown eyes, greying hair in a bun, "
    "purple robe, black shoes",
    "Kwame Mensah": "man in his forties, average build, black skin, dark eyes, cropped black hair, goatee, "
    "white shirt, royal blue trousers, brown shoes",
    "Freya Holm": "woman in her twenties, athletic, pale skin, blue eyes, blonde hair in a ponytail, "
    "teal sweater, black trousers, white sneakers",
    "Omar Haddad": "man in his twenties, slim, olive skin, brown eyes, short black hair, moustache, "
    "burgundy vest, cream shirt, brown trousers",
    "Mei Tanaka": "woman in her thirties, slim, light skin, dark eyes, black hair in a bob, "
    "light blue coat, navy trousers, black boots",
    "Ruben Castellano": "man in his sixties, slim, tanned skin, brown eyes, bald, grey moustache, "
    "brown jacket, light grey shirt, charcoal trousers",
    "Orla Byrne": "woman in her forties, average build, freckled skin, green eyes, long red hair, "
    "dark green coat, cream skirt, brown boots",
    "Dmitri Volkov": "man in his forties, heavy-set, pale skin, grey eyes, short blonde hair, "
    "orange shirt, khaki trousers, brown boots",
    "Priya Nair": "woman in her twenties, average build, brown skin, brown eyes, long black hair in two braids, "
    "pink dress, gold scarf, brown shoes",
    "Sami Korhonen": "teenage boy, slim, fair skin, grey eyes, short light brown hair, "
    "green sweater, dark blue jeans, white sneakers",
    "Helen Whitlock": "elderly woman, slim, rosy skin, blue eyes, short white hair, "
    "lavender sweater, grey skirt, black shoes",
    "Jo Adeyemi": "man in his twenties, athletic, dark skin, brown eyes, short curly black hair, "
    "yellow shirt, charcoal trousers, black boots",
}
TIER: Tier = "standard"  # what the product draws unless told otherwise; a draft's noise moves a face by 0.2
STREET_CLOTHES = (Garment("sweater", "#8c8f94", "grey"), Garment("trousers", "#33363d", "charcoal"))
SITTINGS = (  # of the two references: heading, hour, framing, lens, expression
    ("INT. OFFICE", TimeOfDay.DAY, Framing.CU, 85, Expression.NEUTRAL),
    ("EXT. STREET", TimeOfDay.DUSK, Framing.MCU, 50, Expression.SMILE),
)
SCENES = (  # that every two play together, in turn: heading, hour, mood, expressions of the two
    ("INT. KITCHEN", TimeOfDay.NIGHT, Mood.TENSE, Expression.WORRIED, Expression.ANGRY),
    ("EXT. STEPPE", TimeOfDay.DAY, Mood.NEUTRAL, Expression.SMILE, Expression.TALKING),
    ("INT. BAR", TimeOfDay.NIGHT, Mood.WARM, Expression.TALKING, Expression.SLY),
    ("EXT. STREET", TimeOfDay.NIGHT, Mood.MYSTERIOUS, Expression.AFRAID, Expression.NEUTRAL),
    ("INT. OFFICE", TimeOfDay.DAY, Mood.NEUTRAL, Expression.NEUTRAL, Expression.SURPRISED),
    ("EXT. FOREST", TimeOfDay.DAWN, Mood.SAD, Expression.SAD, Expression.DETERMINED),
)


@dataclass(frozen=True)
class Appearance:
    """One person in one photograph: what continuity is given of it."""

    person: str
    situation: str
    picture: np.ndarray
    seen: Seen


@dataclass(frozen=True)
class Studio:
    """Where photographs are taken, and kept by what is in them, so that a second calibration renders nothing."""

    folder: Path

    def photograph(self, spec: SceneSpec) -> dict[str, np.ndarray]:
        """Return picture, ids and each actor's head box and nose of a blocked shot, rendered once."""
        path = self.folder / f"{hashlib.sha256(repr(spec).encode()).hexdigest()[:24]}.npz"
        if not path.exists():
            frame = render(spec)
            self.folder.mkdir(parents=True, exist_ok=True)
            arrays = {"picture": frame.picture, "ids": frame.maps.ids}
            for actor in spec.actors:
                if actor.name in frame.heads:
                    arrays[f"head {actor.name}"] = np.array(frame.heads[actor.name])
                    arrays[f"nose {actor.name}"] = frame.maps.keypoints[actor.name][0]
            half = path.with_suffix(".half.npz")
            np.savez_compressed(half, **arrays)  # type: ignore[arg-type]  # numpy's stub takes the names for options
            half.rename(path)
        with np.load(path) as kept:
            return {name: kept[name] for name in kept.files}


def people(count: int) -> list[str]:
    """Return the first `count` names, an even number of them, since scenes are played by two."""
    return list(PEOPLE)[: max(2, count - count % 2)]


def sit(name: str, vision: VisionBackend, studio: Studio) -> tuple[ActorLook, list[np.ndarray]]:
    """Return who a person truly is, and the two portraits of them that serve as references."""
    look = replace(cast(measure(name, PEOPLE[name], [], vision)), outfit=STREET_CLOTHES, accessories=())
    return look, [studio.photograph(_portrait(name, look, sitting))["picture"] for sitting in SITTINGS]


def define(name: str, vision: VisionBackend, studio: Studio) -> CharacterDNA:
    """Return the DNA of a person, measured as the product does: from words and two JPEG references."""
    pictures = sit(name, vision, studio)[1]
    references = [Reference(f"{name} {i}.jpg", encode_jpeg(picture, 92)) for i, picture in enumerate(pictures, start=1)]
    return measure_character(vision, name, PEOPLE[name], references).dna


def appearances(pair: tuple[str, str], looks: dict[str, ActorLook], turn: int, studio: Studio) -> Iterator[Appearance]:
    """Yield every appearance of two people who play two of the scenes together."""
    for number in (turn, turn + 1):
        setting = SCENES[number % len(SCENES)]
        for spec in _scene(pair, looks, setting, number):
            kept = studio.photograph(spec)
            situation = f"{setting[0]} {setting[1]} {spec.camera.framing} {spec.camera.lens_mm:.0f} mm"
            for order, actor in enumerate(spec.actors, start=1):
                mask = kept["ids"] == order
                if f"head {actor.name}" in kept and mask.any():
                    head, nose = kept[f"head {actor.name}"], kept[f"nose {actor.name}"]
                    x0, y0, x1, y1 = (float(v) for v in head)
                    yield Appearance(
                        actor.name, situation, kept["picture"], Seen((x0, y0, x1, y1), mask, bool(nose[2]))
                    )


def _portrait(name: str, look: ActorLook, sitting: tuple[str, TimeOfDay, Framing, int, Expression]) -> SceneSpec:
    heading, hour, framing, lens, expression = sitting
    shot = _shot("1", framing, lens, (name,), (Beat(name, Pose.STAND, expression),))
    return block_scene(_breakdown(heading, hour, Mood.NEUTRAL, (shot,)), {name: look}, tier=TIER, seed=7)[0]


def _scene(
    pair: tuple[str, str],
    looks: dict[str, ActorLook],
    setting: tuple[str, TimeOfDay, Mood, Expression, Expression],
    seed: int,
) -> Sequence[SceneSpec]:
    """Return the coverage of a dialogue: two-shot, over each shoulder, and a single."""
    heading, hour, mood, left, right = setting
    a, b = pair
    beats = (Beat(a, Pose.TALK, left, b), Beat(b, Pose.LISTEN, right, a))
    over = Framing.OVER_THE_SHOULDER
    shots = (
        _shot("1", Framing.TWO_SHOT, 35, (a, b), beats),
        replace(_shot("2", over, 50, (a, b), beats), shoulder=b),
        replace(_shot("3", over, 50, (b, a), beats), shoulder=a),
        _shot("4", *((Framing.CU, 85, (a,)) if seed % 2 else (Framing.MCU, 65, (b,))), beats),
    )
    return block_scene(_breakdown(heading, hour, mood, shots), looks, tier=TIER, seed=seed)


def _shot(number: str, framing: Framing, lens: int, characters: tuple[str, ...], beats: tuple[Beat, ...]) -> Shot:
    return Shot(
        number=number, framing=framing, angle=Angle.EYE_LEVEL, lens_mm=lens, move=Move.STATIC, description="",
        characters=characters, focus=characters[0], beats=beats,
    )  # fmt: skip


def _breakdown(heading: str, hour: TimeOfDay, mood: Mood, shots: tuple[Shot, ...]) -> SceneBreakdown:
    inside, _, place = heading.partition(". ")
    names = tuple(dict.fromkeys(name for shot in shots for name in shot.characters))
    return SceneBreakdown("1", f"{heading} - {hour.upper()}", inside, place, hour, mood, names, (), shots)
