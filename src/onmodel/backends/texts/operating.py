"""A clip's prompt by rule: move, speed, frame rate and what stirs in the place, as an operator would note them."""

import re
from collections.abc import Iterator

from onmodel.backends.texts.ground import Ground, Topic, base, joined, negatives
from onmodel.backends.texts.port import EnhancedPrompt, MotionPromptRequest, ShotFacts
from onmodel.fountain.vocabulary import Mood, Move, Pose, TimeOfDay

SLOW_MOTION = 120  # frames per second in the camera
MOVES: dict[Move, tuple[str, str]] = {
    Move.STATIC: ("locked-off camera on a tripod", "nothing but the people moves"),
    Move.PUSH_IN: ("{pace} push-in on a dolly toward the subject", "coming closer says: this matters"),
    Move.PULL_OUT: ("{pace} pull-out on a dolly, the place opens up", "going back leaves them to the place"),
    Move.PAN: ("{pace} pan on a fluid head", "the look goes from one thing to another"),
    Move.TILT: ("{pace} tilt on a fluid head", "the look goes up or down a figure"),
    Move.DOLLY: ("{pace} tracking shot on rails, parallax between near and far", "the camera goes along with them"),
    Move.CRANE: ("{pace} crane move, the horizon sinks", "rising shows how things lie"),
    Move.HANDHELD: ("hand-held camera, breathing with the operator", "the camera is one of the people"),
}
_SLOW = re.compile(r"slow[- ]?motion|slo-?mo|time (slows|stands still)|in slow time", re.I)
_STIRS: tuple[tuple[str, str], ...] = (  # told in the words: what it looks like while it moves
    (r"\brain(s|ing|y)?\b|downpour|storm", "rain streaks through the light, drops on surfaces"),
    (r"\bsnow(s|ing|y|fall)?\b|blizzard", "snowflakes drift across the frame"),
    (r"\b(fog|mist)(gy|y)?\b", "fog drifts slowly between near and far"),
    (r"\bwind(y)?\b|\bgust|\bbreeze", "wind moves cloth and grass"),
    (r"\bdust(y)?\b|gallop", "dust hangs and drifts in the light"),
    (r"\bfire(place)?\b|campfire|flames?\b|hearth", "flames flicker, sparks rise"),
    (r"\bsmok(e|es|ing|y)\b|cigar", "smoke curls through the light"),
    (r"\bsteam\b|\bboil|\btea\b|\bcoffee\b|\bstew\b", "steam rises"),
    (r"wedding|celebrat|festival|parade|carnival", "confetti floats down"),
    (r"\b(river|sea|lake|waves?|stream)\b", "water ripples and glints"),
)
_OUTDOORS: tuple[tuple[str, str], ...] = (
    (r"steppe|desert|plain|prairie|field", "dust and seed heads drift over the grass"),
    (r"forest|wood|grove|taiga", "leaves stir, specks float in the shafts of light"),
    (r"street|alley|city|town|bazaar|market", "awnings stir, a haze hangs at the end of the street"),
    (r"road|highway|path", "dust lifts off the road"),
    (r"mountain|cliff|hill", "cloud shadows travel over the slopes"),
)
_INDOORS: tuple[tuple[str, str], ...] = (
    (r"\bbar\b|tavern|saloon|casino|club", "haze hangs in the light of the lamps"),
    (r"yurt|tent|hut|cabin|barn", "dust motes turn in the shaft of light from above"),
    (r"kitchen", "steam rises over the stove"),
)
_FAST, _SLOWER = 1.3, 0.75


def enhance(request: MotionPromptRequest) -> EnhancedPrompt:
    """The prompt of a clip with move, speed, frame rate and environment as this shot has them."""
    facts, ground = request.facts, Ground.of(request.facts, request.prompt)
    move = request.move or facts.shot.move
    topics = [_move(move, request.speed), *_action(facts), _rate(request, ground), *_stirring(facts, ground)]
    negative, note = _negative(request)
    made = joined(base(facts, request.prompt), topics, facts, ground, negative=negative, move=move)
    notes = (*made.notes, *([note] if note else []))
    return EnhancedPrompt(made.prompt, made.negative_prompt, made.added, made.made_by, notes)


def _pace(speed: float) -> str:
    if speed > _FAST:
        return "quick"
    return "very slow" if speed < _SLOWER else "slow, even"


def _move(move: Move, speed: float) -> Topic:
    words, why = MOVES[move]
    told = "" if move in {Move.STATIC, Move.HANDHELD} else f"; {speed:g} × the usual speed" if speed != 1 else ""
    return words.format(pace=_pace(speed)), "move", f"the move is {move.value}: {why}{told}"


def _action(facts: ShotFacts) -> Iterator[Topic]:
    poses = {beat.pose for beat in facts.shot.beats}
    if poses & {Pose.RUN, Pose.FIGHT}:
        yield "bodies move with weight, natural motion blur", "speed", "somebody runs or fights"
    elif poses:
        yield "small natural movements: breath, blinks, cloth", "speed", "nobody in it does anything sudden"


def _rate(request: MotionPromptRequest, ground: Ground) -> Topic:
    """Frames per second in the camera: what was asked for, 120 where the words ask for slow motion, else real time."""
    asked = request.shot_rate or (SLOW_MOTION if _SLOW.search(ground.told) else request.rate)
    if asked > request.rate:
        times = f"{asked / request.rate:.2g}"
        return f"{asked} fps slow motion", "frame rate", f"played at {request.rate}, time goes {times} times slower"
    return f"{request.rate} fps, 180° shutter", "frame rate", "real time, with a film camera's motion blur"


def _stirring(facts: ShotFacts, ground: Ground) -> Iterator[Topic]:
    """Up to two things that stir: what the words tell of comes before what the place would have."""
    text = f"{ground.told} {facts.scene.heading} {facts.scene.synopsis}"
    found = [(words, "the words tell of it") for pattern, words in _STIRS if re.search(pattern, text, re.I)]
    if ground.interior:
        found = [each for each in found if not each[0].startswith(("rain", "snow", "wind"))]
    usual = _INDOORS if ground.interior else _OUTDOORS
    place = f"{facts.scene.place} {facts.spec.set.name if facts.spec else ''}"
    found += [(words, "so it is in such a place") for pattern, words in usual if re.search(pattern, place, re.I)]
    if not found and ground.interior and ground.time is not TimeOfDay.NIGHT and ground.mood is not Mood.TENSE:
        found = [("dust motes turn in the window light", "daylight inside shows the air")]
    for words, why in found[:2]:
        yield words, "environment", why


def _negative(request: MotionPromptRequest) -> tuple[str, str]:
    """The negative prompt, less what the asked speed itself is, and what was taken out."""
    words = [word.strip() for word in negatives(request.negative_prompt).split(",")]
    if request.negative_prompt.strip() or request.speed <= _FAST or "fast movements" not in words:
        return ", ".join(words), ""
    kept = ", ".join(word for word in words if word != "fast movements")
    return kept, "“fast movements” was left out of the negative prompt: a quick move is asked for"
