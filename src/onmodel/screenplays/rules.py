"""Who is who in a script: what people said, what names tell, and which of the two holds. Pure decisions."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from onmodel.characters.rules import name_key
from onmodel.errors import Invalid, NotFound
from onmodel.fountain.model import CastMember, Line, Scene, Screenplay
from onmodel.fountain.named import Named, people_in, place_in
from onmodel.fountain.names import Roster
from onmodel.fountain.recasting import recast, whom
from onmodel.fountain.scene_numbers import Numbered

LinkedBy = Literal["name", "hand"]


class ScreenplayNotFound(NotFound):
    """The project has no such screenplay."""


class NotInScript(Invalid):
    """A correction is about a name or a place that the script does not have."""


@dataclass(frozen=True)
class Links:
    """What people said: script name → character, name → the name it means, names of no person, place → environment.

    None as a character or environment: it is none of ours, whatever it is called.
    """

    characters: Mapping[str, str | None] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    not_characters: Sequence[str] = ()
    places: Mapping[str, str | None] = field(default_factory=dict)


def title_of(*told: str) -> str:
    """What a script is called: the first that is told of somebody's word, its title page and its file's name."""
    return next(filter(None, told), "")[:300]


def links_of(stored: Mapping[str, Any]) -> Links:
    """The corrections as they are stored."""
    return Links(**stored)


def stored_links(links: Links) -> dict[str, Any]:
    """The corrections as they are kept; without any, nothing."""
    kept = asdict(links) | {"not_characters": sorted(set(links.not_characters))}
    return {key: value for key, value in kept.items() if value}


def numbers_of(stored: Sequence[Any]) -> list[Numbered]:
    """A draft's locked numbers as they are stored: pairs of number and place in the script, null where omitted."""
    return [Numbered(str(number), place) for number, place in stored]


def corrected(value: Screenplay, links: Links) -> Screenplay:
    """A script with who is who as people corrected it."""
    return recast(value, links.same, links.not_characters)


def identity(sha256: str, links: Links, numbering: Sequence[Any]) -> str:
    """A short name for a script with all that changes what is made from it; a script as given keeps its hash."""
    said = [dict(links.same), sorted(links.not_characters), dict(links.places), list(numbering)]
    if not any(said):
        return sha256
    return hashlib.sha256(json.dumps([sha256, *said], sort_keys=True).encode()).hexdigest()


def added(value: Screenplay, links: Links) -> tuple[str, ...]:
    """Names that people gave a character to although the script's reader took them for nobody."""
    known = {spelling for m in value.characters for spelling in (m.name, *m.aliases)}
    return tuple(name for name, character in links.characters.items() if character and name not in known)


def people_of(value: Screenplay, links: Links) -> list[CastMember]:
    """Everyone in a script that was corrected: its cast, and whom people added."""
    return [*value.characters, *(CastMember(name, 0, ()) for name in added(value, links))]


class Marks:
    """The names that stand in a script's text, `value` with `links` in it: what a page marks there."""

    def __init__(self, value: Screenplay, links: Links) -> None:
        people = people_of(value, links)
        self._roster, self._cast = Roster(people), {member.name for member in people}
        self._places = {place.casefold(): place for place, _ in places_of(value.scenes)}

    def people(self, line: Line) -> list[Named]:
        """Who is named in a line, as the cast has them."""
        return people_in(line, self._roster, self._cast)

    def place(self, scene: Scene) -> list[Named]:
        """Where a scene's heading names its place, as the list of places has it."""
        known = self._places.get(" ".join(scene.place.split()).casefold())
        found = place_in(scene.heading, scene.place) if known and not scene.omitted else None
        return [replace(found, name=known)] if found and known else []


def check_links(value: Screenplay, links: Links) -> None:
    """Raise NotInScript where a correction is about what the script, as it was read, does not have."""
    names = {spelling for m in value.characters for spelling in (m.name, *m.aliases)}
    places = {place for place, _ in places_of(value.scenes)}
    asked = [*links.same, *links.same.values(), *links.not_characters]
    wrong = [name for name in asked if name not in names] + [p for p in links.places if p not in places]
    if wrong:
        raise NotInScript(
            f"The script has no {wrong[0][:80]!r}", why="Only names and places that it has can be corrected",
            todo="Read the screenplay again: `cast` and `places` have them as they are spelled",
        )  # fmt: skip
    circle = {name for name in links.same if whom(name, links.same) in links.same}
    lost = [n for n in links.same if n in circle or whom(n, links.same) in links.not_characters]
    if lost:
        raise NotInScript(
            f"{lost[0][:80]!r} would mean nobody", why="It leads back to itself, or to what is no character",
            todo="Let it mean a character of the script",
        )  # fmt: skip


def places_of(scenes: Iterable[Scene]) -> list[tuple[str, list[Scene]]]:
    """The script's places in the order of their first scene, spelled as there; blanks and case do not count."""
    found: dict[str, tuple[str, list[Scene]]] = {}
    for scene in scenes:
        if scene.place and not scene.omitted:
            place = " ".join(scene.place.split())
            found.setdefault(place.casefold(), (place, []))[1].append(scene)
    return list(found.values())


class Known:
    """What the project has of one kind, by name and by id; of two names that are spelled alike the first counts."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._by_name: dict[str, str] = {}
        self._ids: set[str] = set()
        for thing_id, name in named:
            self._by_name.setdefault(name_key(name), thing_id)
            self._ids.add(thing_id)

    def link(self, names: Sequence[str], said: Mapping[str, str | None]) -> tuple[str | None, LinkedBy | None]:
        """Which of them goes by one of these names, and how that is known: people's word, else its own name.

        A word about what was deleted meanwhile is none.

        >>> Known([("1", "Ben"), ("2", "Hale")]).link(["EMMA", "HALE"], {})
        ('2', 'name')
        >>> Known([("1", "Emma")]).link(["EMMA"], {"EMMA": None})
        (None, 'hand')
        """
        if names[0] in said and (said[names[0]] is None or said[names[0]] in self._ids):
            return said[names[0]], "hand"
        found = next((self._by_name[key] for key in map(name_key, names) if key in self._by_name), None)
        return found, "name" if found else None


def cast_for(
    members: Sequence[CastMember], links: Links, ours: Sequence[tuple[str, str]], given: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Who plays in a board: script name → character. `given` (id, name) are asked for besides those who are linked.

    Nobody plays two parts by being asked for, and no part is played by two.
    """
    known = Known([*given, *ours])
    cast: dict[str, str] = {}
    for member in members:
        character, _ = known.link((member.name, *member.aliases), links.characters)
        if character:
            cast[member.name] = character
    taken = {name_key(s) for m in members if m.name in cast for s in (m.name, *m.aliases)}
    for character, name in given:
        if character not in cast.values() and name_key(name) not in taken:
            cast[name] = character
            taken.add(name_key(name))
    return cast


def pruned(links: Links, value: Screenplay) -> Links:
    """The corrections of an earlier draft that still say something of this one, as it was read."""
    names = {spelling for m in value.characters for spelling in (m.name, *m.aliases)}
    places = {place for place, _ in places_of(value.scenes)}
    text = " ".join(line.text for scene in value.scenes for line in scene.lines).upper()
    return Links(
        {n: c for n, c in links.characters.items() if n in names or n.upper() in text},
        {n: to for n, to in links.same.items() if n in names and to in names},
        tuple(n for n in links.not_characters if n in names),
        {p: e for p, e in links.places.items() if p in places},
    )
