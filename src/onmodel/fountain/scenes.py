"""Pieces to a Screenplay: scenes with their numbers, lines with their speakers, and the cast."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from onmodel.fountain.headings import take_apart
from onmodel.fountain.model import CastMember, Line, LineKind, Scene, Screenplay, SourceFormat
from onmodel.fountain.names import Roster, clean_cue, gather, introduced, is_person_cue
from onmodel.fountain.page_marks import without_page_marks
from onmodel.fountain.pieces import Piece, Pieces

_SPOKEN = {"cue", "parenthetical", "dialogue"}
_VISIBLE = {"action", "centered"}


@dataclass
class _Draft:
    """A scene being gathered: its heading piece and its lines, speakers still as their cues spell them."""

    heading: str = ""
    locked: str | None = None
    lines: list[Line] = field(default_factory=list)


def assemble(source: SourceFormat, script: Pieces, people: Iterable[str] = ()) -> Screenplay:
    """A Screenplay from what a reader found. `people` are names that the reader knows besides the cues."""
    drafts = _drafts(without_page_marks(_without_false_cues(script.pieces)))
    warnings = list(script.warnings)
    numbers = _numbers(drafts, warnings)
    cast = _cast(drafts, numbers, people)
    roster = Roster(cast)
    scenes = tuple(_scene(draft, number, roster) for draft, number in zip(drafts, numbers, strict=True))
    return Screenplay(script.title, source, scenes, with_sightings(cast, scenes, roster), tuple(warnings))


def _without_false_cues(pieces: Iterable[Piece]) -> list[Piece]:
    """Camera talk in capitals, read as a cue because text follows it, becomes action with that text."""
    out: list[Piece] = []
    mute = False
    for piece in pieces:
        if piece.kind == "cue":
            mute = not is_person_cue(piece.text)
        elif piece.kind not in _SPOKEN:
            mute = False
        if mute:
            out += [Piece("break")] if piece.kind == "cue" else []
            out.append(Piece("action", piece.text))
        else:
            out.append(piece)
    return out


def _drafts(pieces: Iterable[Piece]) -> list[_Draft]:
    """Scenes in order. What stands before the first heading becomes a scene of its own if anything happens in it."""
    drafts = [_Draft()]
    sections: list[Line] = []  # a section stands before the heading of the scene it opens
    speaker: Piece | None = None
    for piece in _paragraphs(pieces):
        speaker = piece if piece.kind == "cue" else speaker if piece.kind in _SPOKEN else None
        if piece.kind == "heading":
            drafts.append(_Draft(piece.text, piece.number, sections))
            sections = []
        elif piece.kind == "section":
            sections.append(Line("section", piece.text))
        elif piece.kind != "break":
            drafts[-1].lines.append(_line(piece, piece.kind, speaker))
    drafts[-1].lines += sections
    first, rest = drafts[0], drafts[1:]
    if any(line.kind in _VISIBLE | _SPOKEN for line in first.lines) or not rest:
        return drafts
    rest[0].lines[:0] = first.lines
    return rest


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Lines that follow each other without an empty line, as one piece."""
    for kind, run in groupby(pieces, key=lambda piece: piece.kind):
        if kind in {"action", "dialogue", "lyric"}:
            first, *more = run
            yield replace(first, text="\n".join(line.text for line in (first, *more))) if more else first
        else:
            yield from run


def _line(piece: Piece, kind: LineKind, speaker: Piece | None) -> Line:
    if kind not in _SPOKEN:
        return Line(kind, piece.text, turns=piece.turns)
    if speaker is None:
        return Line("action", piece.text)
    return Line(kind, piece.text, speaker.text, speaker.extension, speaker.dual)


def _numbers(drafts: list[_Draft], warnings: list[str]) -> list[str]:
    """Locked numbers as they are; an unnumbered scene takes its position, with a letter where that is locked."""
    locked = Counter(d.locked for d in drafts if d.locked)
    warnings += [f"Scene number {n} is used {times} times" for n, times in locked.items() if times > 1]
    numbers = []
    for position, draft in enumerate(drafts, start=1):
        free = str(position)
        while not draft.locked and free in locked:
            free += "A"
        numbers.append(draft.locked or free)
    return numbers


def _cast(drafts: list[_Draft], numbers: list[str], people: Iterable[str]) -> tuple[CastMember, ...]:
    cues: Counter[str] = Counter()
    where: dict[str, list[str]] = {}
    others = [name.upper() for name in people]
    for draft, number in zip(drafts, numbers, strict=True):
        for line in draft.lines:
            if line.kind == "cue":
                name = clean_cue(line.text)
                cues[name] += 1
                where.setdefault(name, []).append(number)
            elif line.kind in _VISIBLE:
                others += introduced(line.text)
    return gather(cues, others, where)


def _scene(draft: _Draft, number: str, roster: Roster) -> Scene:
    heading = take_apart(draft.heading)
    lines = tuple(
        replace(line, character=roster.canonical(line.character)) if line.character else line for line in draft.lines
    )
    omitted, locked = "OMITTED" in draft.heading.upper(), draft.locked is not None
    return Scene(number, draft.heading, heading.int_ext, heading.place, heading.time, lines, omitted, locked)


def with_sightings(cast: tuple[CastMember, ...], scenes: tuple[Scene, ...], roster: Roster) -> tuple[CastMember, ...]:
    """The cast with every scene in which someone speaks or is named in the action, in script order."""
    seen: dict[str, dict[str, None]] = {member.name: {} for member in cast}
    for scene in scenes:
        for line in scene.lines:
            if line.character in seen:
                seen[line.character][scene.number] = None
            elif line.kind in _VISIBLE:
                for mention in roster.mentions(line.text):
                    if not mention.owns:
                        seen[mention.name][scene.number] = None
    return tuple(replace(member, scenes=tuple(seen[member.name])) for member in cast)
