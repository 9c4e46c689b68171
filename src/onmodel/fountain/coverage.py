"""Moments to candidate shots, as a storyboard artist covers a scene.

Establish a new place wide; a master where people meet; dialogue over the shoulder, alternating with its reverse, closer
as it heats up; the line that ends the talk in close-up; inserts of things the action looks at; reactions.
"""

from dataclasses import dataclass, field, replace

from onmodel.fountain.action_shots import action, detail, establishing, frame_action, insert
from onmodel.fountain.candidates import KEEP, Candidate, Choice
from onmodel.fountain.dialogue_shots import (
    frame_talk,
    goes_on_speaking,
    height_angle,
    listening,
    reaction,
    talk,
)
from onmodel.fountain.lexicon import expression_in
from onmodel.fountain.memory import Memory
from onmodel.fountain.model import Beat, Scene, Shot, Speech
from onmodel.fountain.moments import Moment
from onmodel.fountain.reading import Reading
from onmodel.fountain.vocabulary import Framing

_SHORT = 4  # words of an answer that needs no shot of its own


@dataclass
class Coverage:
    """One scene being covered. `new_place` asks for an establishing shot."""

    scene: Scene
    index: int
    moments: list[Moment]
    memory: Memory
    new_place: bool
    rate: int
    shots: list[Candidate] = field(default_factory=list)
    talked: int = 0
    beats: dict[str, Beat] = field(default_factory=dict)
    seen_in: dict[str, set[int]] = field(default_factory=dict)  # character → shots

    def cover(self) -> list[Candidate]:
        """The scene's candidates in story order."""
        spoken = [i for i, moment in enumerate(self.moments) if moment.speech]
        punch = spoken[-1] if len(spoken) > 1 else -1
        for i, moment in enumerate(self.moments):
            if moment.reading:
                self._act(moment.reading)
            elif moment.speech:
                self._speak(moment.speech, i, punch=i == punch)
        if not self.shots:
            self._add(establishing(self.scene, None, self.rate), 0.8)
        return self.shots

    def _add(self, shot: Shot, weight: float) -> None:
        opening = 0.0 if self.shots else 0.95 if self.new_place else 0.75
        for name in shot.characters:
            self.seen_in.setdefault(name, set()).add(len(self.shots))
        self.shots.append(Candidate(shot, max(weight, opening), self.index))
        self.beats |= {beat.character: beat for beat in shot.beats}

    def _act(self, reading: Reading) -> None:
        if not self.shots and self.new_place:
            wide = reading.camera.framing in {None, Framing.WS, Framing.EWS}
            self._add(establishing(self.scene, reading if wide else None, self.rate), 0.5)
            if wide:
                return
        choice = frame_action(reading, self.scene.int_ext)
        if choice.framing == Framing.INSERT:
            self._add(insert(reading, self.rate), choice.weight)
            return
        self._add(action(reading, choice, self.memory.children, self.rate), choice.weight)
        if reading.looked_at and reading.visible and choice.framing != Framing.CU:
            self._add(detail(reading, reading.looked_at, self.rate), 0.4)

    def _speak(self, speech: Speech, i: int, *, punch: bool) -> None:
        if not self.shots and self.new_place:
            self._add(establishing(self.scene, None, self.rate), 0.5)
        if speech.heard_only:
            self._hear(speech, self.moments[i])
            return
        partner = self._partner(speech, i)
        if self._joins_running(speech, i, punch=punch):
            self._extend_running(speech)
        else:
            closes = punch and self.talked > 0
            choice = Choice(Framing.CU, "single", 0.9) if closes else self._framed(speech, partner)
            shot = talk(speech, partner, choice, self.beats, self.rate)
            shot = replace(shot, angle=height_angle(speech.character, partner, self.memory.children))
            self._add(shot, choice.weight + (0.05 if expression_in(speech.parenthetical) else 0.0))
        self.talked += 1
        if punch and partner and not self._someone_acts_after(i):
            self._add(reaction(partner, speech, self.beats, self.rate), 0.35)

    def _framed(self, speech: Speech, partner: str | None) -> Choice:
        seen = [self.seen_in.get(name, set()) for name in (speech.character, partner or "")]
        return frame_talk(speech, partner, self.shots, self.talked, together=not seen[0].isdisjoint(seen[1]))

    def _hear(self, speech: Speech, moment: Moment) -> None:
        """A voice without a body: over the shot that runs, else over whoever listens, else over the place."""
        listener = next((name for name in reversed(moment.present) if name != speech.character), None)
        if self.shots and len(self.shots[self._running()].shot.dialogue) < 2:
            self._extend_running(speech)
        elif listener:
            self._add(listening(listener, speech, self.beats, self.rate), 0.5)
        else:
            self._add(goes_on_speaking(establishing(self.scene, None, self.rate), speech, self.rate), 0.6)

    def _running(self) -> int:
        """The index of the shot that runs: an insert that nobody asked for does not interrupt it."""
        certain = (i for i in reversed(range(len(self.shots))) if self.shots[i].weight >= KEEP)
        return next(certain, len(self.shots) - 1)

    def _extend_running(self, speech: Speech) -> None:
        last = self.shots[self._running()]
        weight = last.weight if speech.heard_only else max(last.weight, 0.85)
        self.shots[self._running()] = replace(last, shot=goes_on_speaking(last.shot, speech, self.rate), weight=weight)

    def _joins_running(self, speech: Speech, i: int, *, punch: bool) -> bool:
        """True where the running shot can carry the words: its actor goes on to speak, or an answer is short.

        Words that go on after an action (CONT'D) have a shot of their own, as that action has.
        """
        if not self.shots or (punch and self.talked > 1):
            return False
        last = self.shots[self._running()].shot
        if last.framing in {Framing.EWS, Framing.INSERT} or speech.character not in last.characters:
            return False
        parted = i > 0 and self.moments[i - 1].reading is not None
        if not last.dialogue:
            return parted and last.focus == speech.character and not self._goes_on(speech, i)
        if last.dialogue[-1].character == speech.character:
            return not parted and len(last.dialogue) < 3
        both = last.framing in {Framing.TWO_SHOT, Framing.OVER_THE_SHOULDER}
        answers = len(speech.text.split()) <= _SHORT
        return both and answers and len(last.dialogue) < 3

    def _goes_on(self, speech: Speech, i: int) -> bool:
        """True where the same person spoke last: an action parts their words."""
        before = next((m.speech for j in range(i - 1, -1, -1) if (m := self.moments[j]).speech), None)
        return before is not None and before.character == speech.character

    def _partner(self, speech: Speech, i: int) -> str | None:
        """Whom the words are for: the one who spoke before or answers next, else who else is there."""
        for other in [*reversed(self.moments[max(0, i - 4) : i]), *self.moments[i + 1 : i + 3]]:
            if other.speech and not other.speech.heard_only and other.speech.character != speech.character:
                return other.speech.character
        return next((name for name in reversed(self.moments[i].present) if name != speech.character), None)

    def _someone_acts_after(self, i: int) -> bool:
        after = self.moments[i + 1].reading if i + 1 < len(self.moments) else None
        return after is not None and len(after.visible) == 1
