"""What to try for a character, from a script or without one, and what adopting it changes. Pure decisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onmodel.dna.garment_words import garments_in
from onmodel.dna.model import Bearing, CharacterDNA
from onmodel.dna.words import traits_from_words
from onmodel.errors import Conflict, Invalid
from onmodel.fountain.model import Beat, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay

VariationKind = Literal["pose", "expression", "outfit"]
MOST = 40  # variations of one request
FRAMINGS: dict[VariationKind, tuple[Framing, int]] = {  # framing and lens in mm: what is tried fills the frame
    "pose": (Framing.WS, 50), "expression": (Framing.CU, 85), "outfit": (Framing.MLS, 50),
}  # fmt: skip
FACES: dict[Mood, Expression] = {
    Mood.TENSE: Expression.WORRIED, Mood.WARM: Expression.SMILE, Mood.SAD: Expression.SAD,
    Mood.JOYFUL: Expression.LAUGH, Mood.MYSTERIOUS: Expression.DETERMINED, Mood.COMIC: Expression.SLY,
}  # fmt: skip
# what a scene's words say about what is worn in it: the first that fits
CLOTHES: tuple[tuple[str, str, str], ...] = (
    (r"snow|winter|frost|ice|blizzard|mountain", "a grey wool coat, a red scarf and boots", "cold"),
    (r"rain|storm|wet|harbou?r|dock", "a navy coat, a cap and boots", "wet"),
    (r"wedding|ball|opera|gala|feast|banquet", "a black jacket, a white shirt and black shoes", "a feast"),
    (r"funeral|grave|cemetery", "a black coat and black shoes", "mourning"),
    (r"battle|siege|fortress|army", "steel armour and boots", "a fight"),
    (r"kitchen|cook|bakery|workshop|forge|smithy", "a shirt and an off-white apron", "work"),
    (r"office|court|bank|station|precinct", "a charcoal jacket, a white shirt and a tie", "an office"),
    (r"beach|desert|summer|sun\b|heat", "a white shirt and tan trousers", "heat"),
    (r"bedroom|bathroom", "a white robe", "home at night"),
    (r"steppe|yurt|village|farm|field|forest", "a brown vest, a shirt and boots", "the country"),
)


class NothingSuggested(Invalid):
    """The script says nothing of the character from which a variation could be told."""


class VariationAlreadyAdopted(Conflict):
    """The variation is part of the character already."""


class VariationNotReady(Conflict):
    """The variation has no picture yet."""


@dataclass(frozen=True)
class Idea:
    """Something to try. `outfit` in words, empty: the character's own; `reason` says why it was thought of."""

    kind: VariationKind
    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL
    outfit: str = ""
    mood: Mood = Mood.NEUTRAL
    time: TimeOfDay = TimeOfDay.DAY
    reason: str = ""


def sheet(kind: VariationKind) -> list[Idea]:
    """Every expression or every upright pose, for a character of whom no script is asked; outfits as scenes ask."""
    if kind == "expression":
        return [Idea(kind, expression=face) for face in Expression]
    if kind == "pose":
        return [Idea(kind, pose=pose) for pose in Pose if pose != Pose.LIE]
    return [Idea(kind, outfit=words, reason=why) for _, words, why in CLOTHES]


def suggest(scenes: Sequence[SceneBreakdown], name: str) -> list[Idea]:
    """What the script lets the character do, feel and wear, each once, in the order of the scenes.

    A beat's pose and face are taken as they are; where a face is neutral, the scene's mood gives one; place, time and
    what happens say what is worn.
    """
    ideas: list[Idea] = []
    for scene in scenes:
        beats = [(shot, beat) for shot in scene.shots for beat in shot.beats if beat.character == name]
        for shot, beat in beats:
            ideas += _of_beat(scene, shot, beat)
        if beats or name in scene.characters:
            ideas += _of_place(scene)
    first: dict[tuple[str, ...], Idea] = {}
    for idea in ideas:
        first.setdefault((idea.kind, idea.pose, idea.expression, idea.outfit), idea)
    return list(first.values())[:MOST]


def _of_beat(scene: SceneBreakdown, shot: Shot, beat: Beat) -> list[Idea]:
    where = f"scene {scene.number}, {scene.place}: {shot.description}"[:300]
    face = beat.expression
    if face in (Expression.NEUTRAL, Expression.TALKING):
        face = FACES.get(scene.mood, face)
    found = []
    if beat.pose not in (Pose.STAND, Pose.TALK, Pose.LISTEN):
        found.append(Idea("pose", beat.pose, face, "", scene.mood, scene.time, where))
    if face not in (Expression.NEUTRAL, Expression.TALKING):
        found.append(Idea("expression", Pose.STAND, face, "", scene.mood, scene.time, where))
    return found


def _of_place(scene: SceneBreakdown) -> list[Idea]:
    text = " ".join((scene.heading, scene.synopsis, *(shot.description for shot in scene.shots))).lower()
    face = FACES.get(scene.mood, Expression.NEUTRAL)
    for words, outfit, why in CLOTHES:
        if re.search(rf"\b(?:{words})", text):
            reason = f"scene {scene.number}, {scene.place}: {why}"
            return [Idea("outfit", Pose.STAND, face, outfit, scene.mood, scene.time, reason)]
    return []


def scene_of(name: str, idea: Idea) -> SceneBreakdown:
    """The simplest scene that shows the idea: one person in a plain room, framed for what is tried."""
    framing, lens = FRAMINGS[idea.kind]
    shot = Shot(
        number="1", framing=framing, angle=Angle.EYE_LEVEL, lens_mm=lens, move=Move.STATIC,
        description=told(name, idea), characters=(name,), focus=name,
        beats=(Beat(name, idea.pose, idea.expression),), purpose="single",
    )  # fmt: skip
    return SceneBreakdown(
        number="1", heading="INT. ROOM", int_ext="INT", place="ROOM", time=idea.time, mood=idea.mood,
        characters=(name,), props=(), shots=(shot,),
    )  # fmt: skip


def told(name: str, idea: Idea) -> str:
    """The idea in words, for prompts and labels.

    >>> told("EMMA", Idea("outfit", Pose.WALK, Expression.SLY, "a red coat"))
    'EMMA, walk, sly, wearing a red coat'
    """
    parts = [
        name,
        idea.pose.value.replace("-", " ") if idea.pose != Pose.STAND else "",
        idea.expression.value if idea.expression != Expression.NEUTRAL else "",
        f"wearing {idea.outfit}" if idea.outfit else "",
    ]
    return ", ".join(part for part in parts if part)


def dressed(dna: CharacterDNA, outfit: str) -> CharacterDNA:
    """The character in this outfit; words that name no garment change nothing."""
    worn = garments_in(re.split(r",| and ", outfit.lower()))
    return replace(dna, outfit=worn) if worn else dna


def tried(dna: CharacterDNA, idea: Idea) -> CharacterDNA:
    """The character as the idea has them, without the bearing that is theirs where nothing is told."""
    return replace(dressed(dna, idea.outfit), bearing=Bearing())


def taken_on(dna: CharacterDNA, idea: Idea, description: str) -> CharacterDNA:
    """The DNA once the idea is part of the character, described so."""
    dna = dressed(dna, idea.outfit) if idea.kind == "outfit" else dna
    return replace(dna, description=description, bearing=traits_from_words(description).bearing)


def adopted(description: str, idea: Idea) -> str:
    """The description once the variation is part of the character; what it replaces is left out.

    >>> adopted("detective, grey coat, red hair", Idea("outfit", outfit="a navy coat and boots"))
    'detective, red hair, wearing a navy coat and boots'
    >>> adopted("detective, usually sad", Idea("expression", expression=Expression.SLY))
    'detective, usually sly'
    """
    clauses = [clause.strip() for clause in re.split(r"[,;.](?:\s|$)|\b(?:wearing|wears)\b", description)]
    if idea.kind == "outfit":
        kept = [c for c in clauses if c and not garments_in([c.lower()])]
        return ", ".join([*kept, f"wearing {idea.outfit}"])
    opening = "usually" if idea.kind == "expression" else "usual pose:"
    habit = idea.expression.value if idea.kind == "expression" else idea.pose.value.replace("-", " ")
    kept = [c for c in clauses if c and not c.startswith(f"{opening} ")]
    return ", ".join([*kept, f"{opening} {habit}"])
