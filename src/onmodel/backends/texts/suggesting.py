"""Suggestions by rule: for each weak dimension of a clip, the words that would help, ready to be accepted."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from onmodel.backends.texts import operating, photography
from onmodel.backends.texts.ground import contradiction
from onmodel.backends.texts.port import (
    About,
    Added,
    EnhancedPrompt,
    ImagePromptRequest,
    MotionPromptRequest,
    PromptSuggestion,
    SuggestRequest,
)
from onmodel.fountain.vocabulary import Move

# Below these (normalised 0–1, as VBench's own constants give them) a dimension is called weak.
BARS: Mapping[str, float] = {
    "subject_consistency": 0.9, "background_consistency": 0.9, "temporal_flickering": 0.9, "motion_smoothness": 0.9,
    "aesthetic_quality": 0.5, "imaging_quality": 0.6, "overall_consistency": 0.6, "temporal_style": 0.6,
    "appearance_style": 0.6, "i2v_subject": 0.9, "i2v_background": 0.9,
}  # fmt: skip
CAST_BAR = 70.0  # 0–100, metrics.score.GOOD: below it a character is off model
SAYS = {
    "subject_consistency": "the subject changes along the clip",
    "background_consistency": "the place changes along the clip",
    "temporal_flickering": "brightness flickers from frame to frame",
    "motion_smoothness": "the motion jerks",
    "aesthetic_quality": "the picture is plain",
    "imaging_quality": "the picture is not clean",
    "overall_consistency": "the clip does not show what the words say",
    "temporal_style": "the motion is not what the words say",
    "appearance_style": "the style is not what the words say",
    "i2v_subject": "the subject drifts away from the hero frame",
    "i2v_background": "the place drifts away from the hero frame",
}
QUIETER = 0.6  # speed


@dataclass(frozen=True)
class Weak:
    """A dimension below its bar; `by` how far, as a share of the bar, for the order."""

    name: str
    value: float | None
    by: float


@dataclass(frozen=True)
class _Mend:
    """What is changed: phrases appended, negative words appended, another move or speed; `what` in the imperative."""

    what: str
    added: tuple[Added, ...] = ()
    negative: str = ""
    move: Move | None = None
    speed: float | None = None


def suggest(request: SuggestRequest) -> list[PromptSuggestion]:
    """A suggestion for every weak dimension that words can help, the weakest first."""
    return [made for weak in weaknesses(request) if (made := _for(weak, request))]


def weaknesses(request: SuggestRequest) -> list[Weak]:
    """What is weak, the weakest first: characters off model, dimensions below their bars, a clip that stands still."""
    bars = {**BARS, **request.bars}
    found = [
        Weak(f"cast:{name}", value, 1 - value / CAST_BAR)
        for name, value in request.cast.items() if value is not None and value < CAST_BAR
    ]  # fmt: skip
    found += [
        Weak(name, value, 1 - value / bars[name])
        for name, value in request.dimensions.items() if name in bars and value is not None and value < bars[name]
    ]  # fmt: skip
    if request.motion is False and _move(request) is not Move.STATIC:
        found.append(Weak("dynamic_degree", 0.0, 0.5))
    return sorted(found, key=lambda weak: (-weak.by, weak.name))


def _move(request: SuggestRequest) -> Move:
    return request.move or request.facts.shot.move


def _for(weak: Weak, request: SuggestRequest) -> PromptSuggestion | None:
    name = weak.name.partition(":")[0]
    mend = MENDS[name](weak, request) if name in MENDS else None
    if mend is None:
        return None
    added = tuple(a for a in mend.added if not _wrong(a, request, mend))
    if mend.added and not added and not mend.negative and mend.move is None and mend.speed is None:
        return None
    return PromptSuggestion(
        dimension=weak.name, value=weak.value, why=f"{_told(weak)}: {mend.what}",
        prompt=appended(request.prompt, [a.words for a in added]),
        negative_prompt=listed(request.negative_prompt, mend.negative), added=added, move=mend.move, speed=mend.speed,
    )  # fmt: skip


def _wrong(added: Added, request: SuggestRequest, mend: _Mend) -> str:
    """Why this cannot be said; a character's own words are theirs to be said again."""
    return "" if added.about == "subject" else contradiction(added.words, request.facts, mend.move or _move(request))


def _told(weak: Weak) -> str:
    kind, _, who = weak.name.partition(":")
    if kind == "cast":
        return f"{who} is off model ({weak.value:.0f} of 100)"
    if kind == "dynamic_degree":
        return "Nothing moves"
    says = SAYS[kind]
    return f"{says[:1].upper()}{says[1:]} ({weak.value:.2f})"


def appended(prompt: str, phrases: Iterable[str]) -> str:
    """The prompt with phrases that it does not have yet.

    >>> appended("A rider. ", ["dust", "a rider", "dust"])
    'A rider. dust'
    """
    new = [p for p in dict.fromkeys(phrases) if p.lower() not in prompt.lower()]
    return ". ".join(part for part in (prompt.strip().rstrip("."), ", ".join(new)) if part) if new else prompt


def listed(negative: str, words: str) -> str:
    """The negative prompt with words that it does not have yet.

    >>> listed("noise, blur", "blur, flicker")
    'noise, blur, flicker'
    """
    known = {part.strip().lower() for part in negative.split(",")}
    new = [part for part in words.split(", ") if part and part.lower() not in known]
    return ", ".join(part for part in (negative.strip().rstrip(","), *new) if part)


def _restated(weak: Weak, request: SuggestRequest) -> _Mend | None:
    """Say again who is seen: one character, or everybody in the frame."""
    _, _, who = weak.name.partition(":")
    people = {n: words for n, words in request.facts.people.items() if not who or n == who}
    words = [text if re.match(re.escape(n), text, re.I) else f"{n}: {text}" for n, text in people.items() if text]
    missing = [each for each in words if each.lower() not in request.prompt.lower()]
    said = f"the words of {who or 'their'} DNA"
    if missing:
        added = tuple(Added(each, "subject", f"a model keeps to what {said} say") for each in missing)
        return _Mend("restate who they are", added, "changing face, changing clothes")
    steady = Added("the same face, hair and clothes from first frame to last", "subject", "it was not kept")
    return _Mend("ask for one look throughout", (steady,), "changing face, changing clothes, morphing")


def _kept_place(_weak: Weak, request: SuggestRequest) -> _Mend:
    place = request.facts.scene.place.lower() or "place"
    words = Added(f"the {place} stays as it is, every thing in its place", "detail", "the background was not kept")
    return _Mend("hold the place still", (words,), "morphing background, appearing objects")


def _lit_evenly(_weak: Weak, _request: SuggestRequest) -> _Mend:
    words = Added("constant exposure, steady light", "light", "flicker is light that changes between frames")
    return _Mend("ask for steady light", (words,), "flicker, strobing, changing exposure")


def _calmer(_weak: Weak, request: SuggestRequest) -> _Mend:
    if _move(request) is Move.HANDHELD:
        words = Added("smooth stabilised camera", "speed", "hand-held shake measures as jerks")
        return _Mend("take the shake out, or push in instead", (words,), "jitter, shaking", Move.PUSH_IN, QUIETER)
    words = Added("smooth continuous motion", "speed", "the motion jerked")
    return _Mend("move less and slower", (words,), "jerky motion, fast movements", speed=QUIETER)


def _livelier(_weak: Weak, request: SuggestRequest) -> _Mend:
    """What an operator's notes would have moving, and a move that is seen."""
    motion = operating.enhance(MotionPromptRequest(request.facts, move=_move(request), speed=1.5))
    return _Mend("say what moves", _of(motion, {"move", "environment", "speed"}), "still picture, frozen", speed=1.5)


def _styled(_weak: Weak, request: SuggestRequest) -> _Mend | None:
    made = photography.enhance(ImagePromptRequest(request.facts, request.prompt))
    added = _of(made, {"style", "camera", "lens", "light", "composition", "film stock"})
    return _Mend("say it as a cinematographer would", added) if added else None


def _cleaner(_weak: Weak, request: SuggestRequest) -> _Mend:
    focus = Added("sharp focus, fine detail, clean exposure", "detail", "blur and noise lower it")
    return _Mend("ask for a clean picture", (focus,), "blur, noise, compression artifacts, overexposure")


def _concrete(_weak: Weak, request: SuggestRequest) -> _Mend:
    """Things and deeds that can be seen, each on its own."""
    return _Mend("name what is to be seen", tuple(_visible(request)))


def _visible(request: SuggestRequest) -> Iterator[Added]:
    shot, text = request.facts.shot, request.prompt.lower()
    for beat in shot.beats:
        does = f"{beat.character.title()} {_DOES.get(beat.pose.value, beat.pose.value)}"
        does += f", {beat.expression.value}" if beat.expression.value != "neutral" else ""
        does += f", holding a {beat.holds}" if beat.holds else ""
        yield Added(does, "subject", "what the shot has them do")
    for prop in shot.props:
        if not re.search(rf"\b{re.escape(prop.lower())}", text):
            yield Added(f"a {prop} in plain view", "detail", "the shot has it")
    yield Added(f"in {request.facts.scene.place.lower()}, {request.facts.scene.time.value}", "detail", "where and when")


_DOES = {
    "stand": "stands", "talk": "talks", "listen": "listens", "think": "thinks", "walk": "walks", "run": "runs",
    "sit": "sits", "kneel": "kneels", "crouch": "crouches", "lie": "lies", "point": "points", "reach": "reaches out",
    "hold": "holds something", "arms-crossed": "stands with crossed arms", "hands-on-hips": "stands, hands on hips",
    "wave": "waves", "bow": "bows", "fight": "fights",
}  # fmt: skip


def _of(made: EnhancedPrompt, about: set[About]) -> tuple[Added, ...]:
    return tuple(a for a in made.added if a.about in about)


MENDS: Mapping[str, Callable[[Weak, SuggestRequest], _Mend | None]] = {
    "cast": _restated, "subject_consistency": _restated, "i2v_subject": _restated,
    "background_consistency": _kept_place, "i2v_background": _kept_place,
    "temporal_flickering": _lit_evenly, "motion_smoothness": _calmer, "dynamic_degree": _livelier,
    "aesthetic_quality": _styled, "appearance_style": _styled, "imaging_quality": _cleaner,
    "overall_consistency": _concrete, "temporal_style": _livelier,
}  # fmt: skip
