"""Who is who, corrected by people: two names for one person, and names that are no person's. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from onmodel.fountain.model import CastMember, Line, Screenplay
from onmodel.fountain.moments import is_heard
from onmodel.fountain.names import Roster
from onmodel.fountain.scenes import with_sightings

_SEEN_IN = frozenset({"action", "centered"})


def recast(screenplay: Screenplay, same: Mapping[str, str], not_people: Collection[str] = ()) -> Screenplay:
    """The screenplay with people's corrections: `same` maps a name to whom it means, what is in `not_people` is none.

    What stands under the cue of no person becomes action, so that nothing of the script is lost.
    """
    if not same and not not_people:
        return screenplay
    final = {name: whom(name, same) for name in same}
    cast = _merged(screenplay.characters, final, set(not_people))
    scenes = tuple(
        replace(scene, lines=tuple(_line(line, final, not_people) for line in scene.lines))
        for scene in screenplay.scenes
    )
    return replace(screenplay, scenes=scenes, characters=with_sightings(cast, scenes, Roster(cast)))


def whom(name: str, same: Mapping[str, str]) -> str:
    """Whom a name means in the end; a circle ends where it began.

    >>> whom("THE GIRL", {"THE GIRL": "YOUNG EMMA", "YOUNG EMMA": "EMMA"})
    'EMMA'
    """
    seen = {name}
    while name in same and same[name] not in seen:
        name = same[name]
        seen.add(name)
    return name


def heard_only(screenplay: Screenplay) -> set[str]:
    """Names of those who speak, but only as voices, and whom no line of action names."""
    heard: set[str] = set()
    seen: set[str] = set()
    roster = Roster(screenplay.characters)
    for scene in screenplay.scenes:
        for line in scene.lines:
            if line.kind == "cue" and line.character:
                (heard if is_heard(line.text, line.extension or "") else seen).add(line.character)
            elif line.kind in _SEEN_IN:
                seen |= {mention.name for mention in roster.mentions(line.text)}
    return heard - seen


def _merged(
    cast: tuple[CastMember, ...], final: Mapping[str, str], not_people: Collection[str]
) -> tuple[CastMember, ...]:
    groups: dict[str, list[CastMember]] = {}
    for member in cast:
        if member.name not in not_people:
            groups.setdefault(final.get(member.name, member.name), []).append(member)
    return tuple(_one(name, members) for name, members in groups.items())


def _one(name: str, members: list[CastMember]) -> CastMember:
    spellings = dict.fromkeys(spelling for m in members for spelling in (m.name, *m.aliases))
    return CastMember(name, sum(m.cues for m in members), (), tuple(s for s in spellings if s != name))


def _line(line: Line, final: Mapping[str, str], not_people: Collection[str]) -> Line:
    if line.character is None:
        return line
    if line.character in not_people:
        return replace(line, kind="action", character=None, extension=None, dual=False)
    return replace(line, character=final[line.character]) if line.character in final else line
