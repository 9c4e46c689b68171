"""A still's prompt by rule: what a director of photography would note beside the shot, each phrase with its reason."""

import re
from collections.abc import Iterator

import numpy as np

from onmodel.backends.texts.ground import Ground, Topic, base, joined, negatives
from onmodel.backends.texts.port import EnhancedPrompt, ImagePromptRequest, ShotFacts
from onmodel.fountain.vocabulary import Angle, Framing, Mood, TimeOfDay
from onmodel.stage.camera import LENSES, direction, flat
from onmodel.stage.light import HOURS

DRAWN = {"clay", "pencil", "ink", "wash"}  # looks that no film camera gives
CLOSE = {Framing.ECU, Framing.CU, Framing.MCU, Framing.INSERT}
COOKE = frozenset(LENSES) - {85}  # focal lengths that Cooke's S4 series has
HELIOS = 58.0
AXIAL = 0.7  # cosine: within 45° of the lens's axis
COMPOSITION: dict[Framing, tuple[str, str]] = {
    Framing.ECU: ("eyes on the upper third line, nothing else in the frame", "an extreme close-up is about one thing"),
    Framing.CU: ("eyes on the upper third line, looking room ahead of the face", "a face needs air where it looks"),
    Framing.MCU: (
        "rule of thirds, eyes on the upper third, looking room ahead",
        "head and shoulders leave room for the look",
    ),
    Framing.MS: (
        "rule of thirds, headroom kept small, background a plane behind",
        "hands and face tell the story together",
    ),
    Framing.MLS: (
        "framed from the knees, figures off centre, depth behind them",
        "bodies and their distance carry the scene",
    ),
    Framing.WS: (
        "figures whole, rule of thirds, foreground and background planes",
        "a wide shot tells where everybody is",
    ),
    Framing.EWS: ("small figures in a large place, horizon on the lower third", "the place is what the shot is about"),
    Framing.OVER_THE_SHOULDER: (
        "soft shoulder in the foreground, the face on the opposite third",
        "over a shoulder the eye goes to the face behind it",
    ),
    Framing.TWO_SHOT: ("both faces to the lens and balanced across the frame", "neither of the two leads"),
    Framing.INSERT: ("the thing fills the frame, plain background", "an insert shows one thing"),
}
FROM: dict[Angle, tuple[str, str]] = {
    Angle.HIGH: ("the ground as backdrop", "a high camera looks down on them"),
    Angle.LOW: ("sky or ceiling behind the heads", "a low camera makes them tall"),
    Angle.TOP: ("graphic shapes on the ground", "from above a scene is a pattern"),
    Angle.DUTCH: ("verticals leaning twelve degrees", "the frame is canted"),
}
OUTSIDE: dict[TimeOfDay, str] = {
    TimeOfDay.DAY: "clear sun", TimeOfDay.NIGHT: "cool moonlight", TimeOfDay.DAWN: "low warm sun of dawn",
    TimeOfDay.DUSK: "last low sun of dusk",
}  # fmt: skip
INSIDE: dict[TimeOfDay, str] = {
    TimeOfDay.DAY: "motivated light: soft daylight through the windows",
    TimeOfDay.NIGHT: "motivated light: warm practical lamps, dark corners",
    TimeOfDay.DAWN: "motivated light: first cold light through the windows, one warm lamp",
    TimeOfDay.DUSK: "motivated light: fading window light against warm lamps",
}
MOODS: dict[Mood, tuple[str, str]] = {
    Mood.TENSE: ("hard key, little fill, hard rim light", "shadows hold the threat"),
    Mood.WARM: ("soft wrapping key, gentle fill", "nothing in the light is hard"),
    Mood.SAD: ("low soft key, no rim light", "the light leaves them alone"),
    Mood.JOYFUL: ("bright soft key, open shadows", "everything is to be seen"),
    Mood.MYSTERIOUS: ("strong rim light, faces half in shadow", "what is hidden makes one look"),
    Mood.COMIC: ("high-key light, open shadows", "comedy is read in faces"),
}


def enhance(request: ImagePromptRequest) -> EnhancedPrompt:
    """The prompt of a still with camera, lens, light, composition and film stock as this shot has them."""
    facts, ground = request.facts, Ground.of(request.facts, request.prompt)
    drawn = facts.spec is not None and facts.spec.look in DRAWN
    topics = [*_style(facts), *([] if drawn else _camera(ground)), *_light(facts, ground), *_composition(ground)]
    topics += [] if drawn else [_stock(facts, ground)]
    return joined(
        base(facts, request.prompt), topics, facts, ground, negative=negatives(request.negative_prompt)
    )  # fmt: skip


def _style(facts: ShotFacts) -> Iterator[Topic]:
    """The board's style phrase by phrase, so that one which contradicts the shot leaves the others."""
    for phrase in re.split(r"[,.;\n]+(?:\s|$)", facts.style):
        yield phrase, "style", "the board's style"


def _camera(ground: Ground) -> Iterator[Topic]:
    if ground.time is TimeOfDay.NIGHT:
        yield "shot on Sony Venice", "camera", "its second base sensitivity of 2500 holds the dark of a night"
    else:
        yield "shot on ARRI Alexa Mini", "camera", "one body for the whole film, with highlights that roll off softly"
    if ground.lens_mm == HELIOS:
        glass = "Helios 44"
    else:
        glass = "Cooke S4 prime" if ground.lens_mm in COOKE else "spherical prime"
    why = f"the shot is on {ground.lens_mm:g} mm; T{ground.t_stop:g} {_depth(ground)}"
    yield f"{ground.lens_mm:g} mm {glass} at T{ground.t_stop:g}, {_focus(ground)}", "lens", why


def _shallow(ground: Ground) -> bool:
    return ground.t_stop <= 4.0 and (ground.framing in CLOSE or ground.lens_mm >= 50)


def _focus(ground: Ground) -> str:
    return "shallow depth of field" if _shallow(ground) else "deep focus"


def _depth(ground: Ground) -> str:
    if _shallow(ground):
        return "parts the subject from what is behind it"
    return "keeps the place readable behind the people"


def _light(facts: ShotFacts, ground: Ground) -> Iterator[Topic]:
    spec = facts.spec
    if ground.interior:
        yield INSIDE[ground.time], "light", f"inside, {ground.time.value}: the light has a source that one may see"
    else:
        side, why = sun_side(facts)
        yield f"{OUTSIDE[ground.time]}{side}", "light", why
    if ground.mood in MOODS:
        words, why = MOODS[ground.mood]
        yield words, "light", f"{ground.mood.value} mood: {why}"
    if spec and spec.set.kelvin:
        kind = "tungsten" if spec.set.kelvin < 4000 else "daylight balance"
        yield f"{spec.set.kelvin:.0f} K {kind}", "light", "the set is lit so"
    if spec and spec.light.face_fill:
        yield "a soft fill near the lens", "light", "the shot has one, for faces"


def sun_side(facts: ShotFacts) -> tuple[str, str]:
    """Where the sun or moon of a blocked shot stands against the lens, as words to append, and why."""
    if facts.spec is None:
        return " from the side", "light from the side models faces"
    camera, hour = facts.spec.camera, HOURS[facts.spec.set.time]
    ahead = flat(np.subtract(camera.target, camera.position))
    sun = direction(hour.azimuth)
    along, right = float(ahead @ sun), float(sun @ np.array([ahead[1], -ahead[0], 0.0]))
    if along > AXIAL:
        return ", backlit, hard rim light on shoulders", "the shot looks toward it"
    if along < -AXIAL:
        return " from behind the camera", "it stands behind the lens"
    where = "right" if right > 0 else "left"
    return f" from camera {where}", f"it stands to the {where} of the lens"


def _composition(ground: Ground) -> Iterator[Topic]:
    words, why = COMPOSITION[ground.framing]
    yield words, "composition", why
    if ground.angle in FROM:
        words, why = FROM[ground.angle]
        yield words, "composition", why


def _stock(facts: ShotFacts, ground: Ground) -> Topic:
    if facts.spec is not None and facts.spec.look == "noir":
        return "Kodak Double-X black-and-white film", "film stock", "the board's look is black and white"
    if ground.time is TimeOfDay.NIGHT and not ground.interior:
        return "Cinestill 800T colour, red halation around lights", "film stock", "tungsten stock for lamps by night"
    if ground.time is TimeOfDay.NIGHT or ground.time is TimeOfDay.DUSK:
        return "Kodak Vision3 500T colour science", "film stock", "a fast tungsten stock for little light"
    if ground.time is TimeOfDay.DAWN or ground.interior:
        return "Kodak Vision3 250D colour science", "film stock", "a daylight stock that bears soft light"
    return "Kodak Vision3 50D colour science", "film stock", "a fine-grained daylight stock for full sun"
