"""What every enhancement stands on: the shot's facts in words, and a check that no added word contradicts them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onmodel.backends.texts.port import DEFAULT_NEGATIVE, About, Added, EnhancedPrompt, ShotFacts
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, TimeOfDay
from onmodel.stage.camera import T_STOPS

FRAMINGS: dict[Framing, str] = {
    Framing.ECU: "extreme close-up", Framing.CU: "close-up", Framing.MCU: "medium close-up",
    Framing.MS: "medium shot", Framing.MLS: "medium long shot", Framing.WS: "wide shot",
    Framing.EWS: "extreme wide shot", Framing.OVER_THE_SHOULDER: "over-the-shoulder shot",
    Framing.TWO_SHOT: "two-shot", Framing.INSERT: "insert shot",
}  # fmt: skip
ANGLES: dict[Angle, str] = {
    Angle.EYE_LEVEL: "eye level", Angle.HIGH: "high angle", Angle.LOW: "low angle", Angle.TOP: "straight from above",
    Angle.DUTCH: "canted frame",
}  # fmt: skip
OPEN_STOP = 8.0  # T-stop of framings that stage.camera.T_STOPS does not list: wide ones, all sharp
# What words say of each topic, where somebody wrote them: then an enhancement says nothing of it.
TOLD: dict[About, re.Pattern[str]] = {
    "camera": re.compile(r"\b(alexa|arri|red (komodo|v-raptor|monstro|dragon)|venice|leica|blackmagic|imax)\b", re.I),
    "lens": re.compile(r"\b\d{1,3} ?mm\b(?! film)|\b[tf]/?\d|\b(anamorphic|fisheye|telephoto|helios|cooke)\b", re.I),
    "light": re.compile(r"\b(back-?lit|lighting|rim light|key light|golden hour|chiaroscuro|silhouette)\b", re.I),
    "composition": re.compile(r"\b(rule of thirds|symmetr\w+|negative space|leading lines|cent(er|re)d)\b", re.I),
    "film stock": re.compile(r"\b(kodak|vision3|cinestill|ektachrome|portra|fuji\w*|tri-x|film stock)\b", re.I),
    "frame rate": re.compile(r"\b\d{2,3} ?fps\b|slow[- ]?motion|slo-?mo", re.I),
    "environment": re.compile(r"\b(particles|confetti|dust motes|drifting)\b", re.I),
}
_HOURS: dict[TimeOfDay, str] = {
    TimeOfDay.DAY: r"daylight|midday|noon|sunlit|broad day",
    TimeOfDay.NIGHT: r"\bnight\b|moonlit|moonlight|midnight|starlit",
    TimeOfDay.DAWN: r"\bdawn\b|sunrise|early morning",
    TimeOfDay.DUSK: r"\bdusk\b|sunset|twilight|blue hour",
}
_MOVES: dict[Move, str] = {
    Move.PUSH_IN: r"push(es|ing)?[- ]in|dolly in|creeps? (in|closer)",
    Move.PULL_OUT: r"pull(s|ing)?[- ](out|back)|dolly out",
    Move.PAN: r"\bpan(s|ning)?\b|whip pan",
    Move.TILT: r"\btilt(s|ing)?\b",
    Move.DOLLY: r"\btracking\b|dolly (left|right)|trucks? (left|right)",
    Move.CRANE: r"\bcrane\b|\bjib\b|\bdrone\b",
    Move.HANDHELD: r"hand-?held|shak(y|ing) camera",
    Move.STATIC: r"locked[- ]off|static camera|tripod",
}
_LOOKS = re.compile(
    r"\b(hair(?! light)|haired|beard\w*|moustache|mustache|bald|blonde?|brunette|freckle\w*|tattoo\w*|scar(s|red)?|"
    r"eye colou?r|(blue|green|brown|gr[ae]y|hazel|dark) eyes|(pale|dark|light|olive|fair|tanned) skin|"
    r"wear(s|ing)|dressed in|clad in|outfit|coat|jacket|dress|shirt|robe|hat|cap|glasses|"
    r"years? old|young|old(er)?|elderly|teenage|middle-aged|man|woman|men|women|boy|girl|child(ren)?|people|crowd)\b",
    re.I,
)
_MM, _STOP = re.compile(r"(\d{1,3})(?:\.\d)? ?mm\b(?! film)", re.I), re.compile(r"\b[tTf]/?(\d{1,2}(?:\.\d)?)\b")
_FRAMING = re.compile(rf"\b({'|'.join(sorted(FRAMINGS.values(), key=len, reverse=True))})\b")
Topic = tuple[str, About, str]


@dataclass(frozen=True)
class Ground:
    """The facts that a cinematographer reads off a shot."""

    lens_mm: float
    t_stop: float
    time: TimeOfDay
    mood: Mood
    interior: bool
    framing: Framing
    angle: Angle
    told: str  # everything that somebody wrote of the shot

    @classmethod
    def of(cls, facts: ShotFacts, prompt: str = "") -> "Ground":
        """The shot as blocked, where it is, else as broken down. A stop of 0 (all sharp, as fast tiers render) is the
        stop that the framing is shot at."""
        shot, scene, spec = facts.shot, facts.scene, facts.spec
        usual = T_STOPS.get(shot.framing, OPEN_STOP)
        return cls(
            lens_mm=spec.camera.lens_mm if spec else float(shot.lens_mm),
            t_stop=(spec.camera.t_stop if spec else 0.0) or usual,
            time=spec.set.time if spec else scene.time, mood=spec.set.mood if spec else scene.mood,
            interior=spec.set.interior if spec else scene.int_ext.upper().startswith("INT"),
            framing=shot.framing, angle=shot.angle, told=f"{prompt or shot.description} {facts.style}",
        )  # fmt: skip


def said(ground: Ground, about: About) -> bool:
    """Whether somebody's own words speak of this already."""
    pattern = TOLD.get(about)
    return bool(pattern and pattern.search(ground.told))


def negatives(given: str) -> str:
    """A shot's own negative prompt as somebody edited it; the default one where nobody did."""
    return given.strip() or DEFAULT_NEGATIVE


def base(facts: ShotFacts, prompt: str = "") -> str:
    """The people by their DNA, what happens, where, when, how much the frame holds: never an enhancement's to change.

    Ends without a full stop, for phrases to be added.
    """
    shot, scene = facts.shot, facts.scene
    ground = Ground.of(facts, prompt)
    people = [facts.people[name] for name in shot.characters if name in facts.people]
    where = f"{scene.int_ext.lower() or 'in'} {scene.place.lower()}, {ground.time.value}, {ground.mood.value} mood"
    frame = f"{FRAMINGS[shot.framing]}, {ANGLES[shot.angle]}"
    parts = (*people, (prompt or shot.description).strip(), where, frame)
    return ". ".join(part.rstrip(" .") for part in parts if part.strip())


def contradiction(words: str, facts: ShotFacts, move: Move | None = None) -> str:
    """Why these words cannot be added to the shot, in a sentence; empty where they can.

    `move`: the clip's; None where the words are for a still, in which nothing moves but any move's word is wrong.
    """
    ground = Ground.of(facts)
    for check in (_glass, _hour, _frame, _looks):
        if why := check(words, ground):
            return why
    return _moved(words, move or Move.STATIC)


def _glass(words: str, ground: Ground) -> str:
    if any(abs(float(mm) - ground.lens_mm) > 0.6 for mm in _MM.findall(words)):
        return f"the shot is on a {ground.lens_mm:g} mm lens"
    if any(abs(float(stop) - ground.t_stop) > 0.11 for stop in _STOP.findall(words)):
        return f"the shot is at T{ground.t_stop:g}"
    return ""


def _hour(words: str, ground: Ground) -> str:
    others = (time for time in TimeOfDay if time is not ground.time and re.search(_HOURS[time], words, re.I))
    if next(others, None):
        return f"the hour is {ground.time.value}"
    other = r"\b(exterior|outdoors?)\b" if ground.interior else r"\b(interior|indoors?)\b"
    return f"the scene is {'inside' if ground.interior else 'outside'}" if re.search(other, words, re.I) else ""


def _frame(words: str, ground: Ground) -> str:
    low, own = words.lower().replace("closeup", "close-up"), FRAMINGS[ground.framing]
    if set(_FRAMING.findall(low)) - {own}:
        return f"the framing is {own}"
    for angle, name in ANGLES.items():
        if angle not in {ground.angle, Angle.EYE_LEVEL} and re.search(rf"\b({name}|{angle.value} tilt)\b", low):
            return f"the camera is at {ANGLES[ground.angle]}"
    return ""


def _looks(words: str, _ground: Ground) -> str:
    found = _LOOKS.search(words)
    return f"who is seen and how they look is their DNA's ({found.group()!r})" if found else ""


def _moved(words: str, move: Move) -> str:
    for other, pattern in _MOVES.items():
        if other not in {move, Move.STATIC} and re.search(pattern, words, re.I):
            return f"the camera's move is {move.value}"
    if move is not Move.STATIC and re.search(_MOVES[Move.STATIC], words, re.I):
        return f"the camera's move is {move.value}"
    return ""


def joined(
    text: str, topics: Iterable[Topic], facts: ShotFacts, ground: Ground, *, negative: str, move: Move | None = None
) -> EnhancedPrompt:
    """The words with each phrase that says something new and contradicts nothing; the others are named in the notes."""
    added: list[Added] = []
    notes: list[str] = []
    for words, about, why in topics:
        phrase = " ".join(words.split()).strip(" .,;")
        if not phrase or phrase.lower() in text.lower():
            continue
        if said(ground, about):
            notes.append(f"Nothing was added about the {about}: the shot's own words speak of it")
        elif wrong := contradiction(phrase, facts, move):
            notes.append(f"“{phrase}” was left out: {wrong}")
        else:
            added.append(Added(phrase, about, why))
    prompt = ". ".join([text, ", ".join(each.words for each in added)] if added else [text])
    return EnhancedPrompt(prompt, negative, tuple(added), notes=tuple(dict.fromkeys(notes)))
