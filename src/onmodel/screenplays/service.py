"""What can be done with screenplays."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.bible.schemas import thumbnail
from onmodel.characters import service as character_service
from onmodel.characters.tables import Character
from onmodel.db import announce
from onmodel.engine import ChangedMeanwhile
from onmodel.environments import service as environment_service
from onmodel.environments.tables import Environment
from onmodel.fountain import model
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.decoding import decode
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.recasting import heard_only
from onmodel.fountain.scene_numbers import renumbered
from onmodel.screenplays import queries, rules
from onmodel.screenplays.events import ScreenplayImported, ScreenplayLinked
from onmodel.screenplays.rules import Links, ScreenplayNotFound
from onmodel.screenplays.schemas import (
    ScreenplayItem,
    ScreenplayOut,
    ScriptElement,
    ScriptLinks,
    ScriptPart,
    ScriptPlace,
    ScriptScene,
)
from onmodel.screenplays.tables import Scene, Screenplay

KEPT_IN_MEMORY = 500_000  # characters; a feature has 200,000. Longer scripts are read again each time


@dataclass(frozen=True)
class Given:
    """A script that was read, not yet kept."""

    value: model.Screenplay
    text: str
    sha256: str
    filename: str


def read(source: bytes, filename: str) -> Given:
    """Read a script; slow for a huge one, so outside transactions. Raises what `fountain.reader` raises."""
    text = decode(source)
    return Given(read_screenplay(text, filename), text, hashlib.sha256(source).hexdigest(), filename[:255])


def keep(session: Session, source: bytes, filename: str, *, project_id: str, title: str = "") -> Screenplay:
    """Keep a script; the same bytes are the same screenplay. Raises what `fountain.reader` raises."""
    known = queries.by_content(session, project_id, hashlib.sha256(source).hexdigest())
    return known or keep_read(session, read(source, filename), project_id=project_id, title=title)


def keep_read(session: Session, given: Given, *, project_id: str, title: str = "") -> Screenplay:
    """Keep a script that was read; the same bytes are the same screenplay."""
    known = queries.by_content(session, project_id, given.sha256)
    if known:
        return known
    row = Screenplay(
        project_id=project_id, title=rules.title_of(title, given.value.title, given.filename) or "Untitled",
        format=given.value.source, filename=given.filename, sha256=given.sha256, source=given.text,
        warnings=list(given.value.warnings), scene_count=_count(given.value), parent_id=None, draft=1, numbering=[],
        links={},
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # somebody sent the same script at the same moment
        return keep_read(session, given, project_id=project_id, title=title)
    announce(session, ScreenplayImported(project_id, row.id, row.title, 1, None))
    return row


def _count(value: model.Screenplay) -> int:
    return sum(not scene.omitted for scene in value.scenes)


def get(session: Session, project_id: str, screenplay_id: str) -> Screenplay:
    """The screenplay; raises ScreenplayNotFound."""
    found = queries.by_id(session, project_id, screenplay_id)
    if found is None:
        raise ScreenplayNotFound(f"There is no screenplay {screenplay_id}", todo="GET /api/screenplays shows them")
    return found


def link(session: Session, row: Screenplay, links: Links, version: int | None = None) -> Screenplay:
    """Correct who is who; raises NotInScript, CharacterNotFound, EnvironmentNotFound, ChangedMeanwhile."""
    if version is not None and version != row.version:
        raise ChangedMeanwhile(
            f"{row.title} was changed meanwhile", why=f"It is at version {row.version}, yours is {version}",
            todo="Read it again and repeat the correction", version=row.version,
        )  # fmt: skip
    rules.check_links(as_written(row), links)
    character_service.get_all(session, row.project_id, sorted({c for c in links.characters.values() if c}))
    for environment_id in {e for e in links.places.values() if e}:
        environment_service.get(session, row.project_id, environment_id)
    if rules.stored_links(links) != row.links:
        row.links = rules.stored_links(links)
        session.flush()
        announce(session, ScreenplayLinked(row.project_id, row.id, row.title))
    return row


def cast_for(session: Session, row: Screenplay, character_ids: Sequence[str]) -> dict[str, str]:
    """Who plays in a board of this script: those who are linked, and whom the order names besides.

    Raises CharacterNotFound.
    """
    given = [(c.id, c.name) for c in character_service.get_all(session, row.project_id, character_ids)]
    value, links = value_of(row), rules.links_of(row.links)
    more = [model.CastMember(name, 0, ()) for name in rules.added(value, links)]
    return rules.cast_for([*value.characters, *more], links, bible.names(session, Character, row.project_id), given)


def is_nobody_of_ours(row: Screenplay, script_name: str) -> bool:
    """Whether somebody said that this part is played by none of the project's characters."""
    said = rules.links_of(row.links).characters
    return script_name in said and said[script_name] is None


def as_written(row: Screenplay) -> model.Screenplay:
    """The kept script as it was given, without locked numbers and corrections."""
    short = len(row.source) <= KEPT_IN_MEMORY
    return _read(row.source, row.filename) if short else _read.__wrapped__(row.source, row.filename)


def numbered(row: Screenplay) -> model.Screenplay:
    """The kept script with the numbers that its drafts locked."""
    return renumbered(as_written(row), rules.numbers_of(row.numbering))


def value_of(row: Screenplay) -> model.Screenplay:
    """The kept script with its locked numbers, and with who is who as people corrected it."""
    return rules.corrected(numbered(row), rules.links_of(row.links))


def breakdown_of(row: Screenplay, value: model.Screenplay) -> model.Breakdown | None:
    """The shots that the rules propose for the script, `value_of` it; None for one that is longer than any film."""
    if len(row.source) > KEPT_IN_MEMORY:
        return None
    return _broken_down(value, rules.added(value, rules.links_of(row.links)))


@lru_cache(maxsize=8)
def _read(source: str, filename: str) -> model.Screenplay:
    return read_screenplay(source, filename)


@lru_cache(maxsize=8)
def _broken_down(value: model.Screenplay, cast: tuple[str, ...]) -> model.Breakdown:
    return break_down(value, cast=cast)


def write_scenes(session: Session, row: Screenplay, scenes: Sequence[model.SceneBreakdown]) -> dict[str, Scene]:
    """Keep the scenes of a breakdown by number; those that are kept already stay, but for who is in them by now."""
    known = {scene.number: scene for scene in queries.scenes(session, row.id)}
    for s in scenes:
        if s.number not in known:
            known[s.number] = _scene_row(row, s, len(known))
            session.add(known[s.number])
        elif row.links:
            known[s.number].characters = list(s.characters)
    session.flush()
    return known


def _scene_row(row: Screenplay, s: model.SceneBreakdown, position: int) -> Scene:
    return Scene(
        screenplay_id=row.id, position=position, number=s.number, heading=s.heading, int_ext=s.int_ext, place=s.place,
        time=s.time.value, mood=s.mood.value, synopsis=s.synopsis, characters=list(s.characters), props=list(s.props),
    )  # fmt: skip


def view(session: Session, row: Screenplay) -> ScreenplayOut:
    """A screenplay as a page shows it."""
    value, links = value_of(row), rules.links_of(row.links)
    made = breakdown_of(row, value)
    item = ScreenplayItem.model_validate(row).model_dump()
    return ScreenplayOut(
        **item, elements=_elements(value, links), scenes=_scenes(value, made), cast=_cast(session, row, value),
        places=_places(session, row, value), links=ScriptLinks.model_validate(links), warnings=_warnings(value, made),
        rate=made.rate if made else 24, later_drafts=queries.drafts_after(session, row.project_id, row.id),
        version=row.version,
    )  # fmt: skip


def _elements(value: model.Screenplay, links: Links) -> list[ScriptElement]:
    """Every line in order; sections stand before the heading of the scene that they open."""
    out: list[ScriptElement] = []
    marks = rules.Marks(value, links)
    for at, scene in enumerate(value.scenes):
        opening = list(takewhile(lambda line: line.kind == "section", scene.lines))
        out += [ScriptElement.of(line, at, ()) for line in opening]
        out += [ScriptElement.heading(scene.heading, at, marks.place(scene))] if scene.heading else []
        out += [ScriptElement.of(line, at, marks.people(line)) for line in scene.lines[len(opening) :]]
    return out


def _scenes(value: model.Screenplay, made: model.Breakdown | None) -> list[ScriptScene]:
    broken = iter(made.scenes if made else ())
    return [ScriptScene.of(scene, None if scene.omitted else next(broken, None)) for scene in value.scenes]


def _cast(session: Session, row: Screenplay, value: model.Screenplay) -> list[ScriptPart]:
    links, heard = rules.links_of(row.links), heard_only(value)
    known = rules.Known(bible.names(session, Character, row.project_id))
    people = rules.people_of(value, links)
    found = [known.link((member.name, *member.aliases), links.characters) for member in people]
    ours = {c.id: c for c in bible.by_ids(session, Character, row.project_id, [c for c, _ in found if c])}
    out = []
    for member, (character, how) in zip(people, found, strict=True):
        told = {**asdict(member), "heard_only": member.name in heard, "character_id": character, "linked_by": how}
        out.append(ScriptPart.model_validate(told | _shown(ours.get(character or ""), "character_name")))
    return out


def _places(session: Session, row: Screenplay, value: model.Screenplay) -> list[ScriptPlace]:
    known = rules.Known(bible.names(session, Environment, row.project_id))
    places = rules.places_of(value.scenes)
    found = [known.link((place,), row.sites) for place, _ in places]
    ours = {e.id: e for e in bible.by_ids(session, Environment, row.project_id, [e for e, _ in found if e])}
    out = []
    for (place, scenes), (environment, how) in zip(places, found, strict=True):
        told = {"name": place, "scenes": [s.number for s in scenes], "environment_id": environment, "linked_by": how}
        out.append(ScriptPlace.model_validate(told | _shown(ours.get(environment or ""), "environment_name")))
    return out


def _shown(ours: Character | Environment | None, name: str) -> dict[str, Any]:
    return {name: ours.name if ours else None, "thumbnail_url": thumbnail(ours.references) if ours else None}


def _warnings(value: model.Screenplay, made: model.Breakdown | None) -> list[str]:
    if made is None:
        return [*value.warnings, "The script is longer than any film: shots are proposed once a board is ordered"]
    return list(made.warnings)
