"""What entries have in common, tried on each chapter and on both databases: names, the lock, the bin, rolling back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.backends.vision.fake import FakeVision
from onmodel.bible import queries, service
from onmodel.bible.service import Chapter
from onmodel.bible.tables import Entry
from onmodel.canvases import service as canvases
from onmodel.characters import service as characters
from onmodel.characters.rules import Measured
from onmodel.collaboration import queries as collaboration
from onmodel.db import Database
from onmodel.engine import ChangedMeanwhile
from onmodel.environments import service as environments
from onmodel.environments.service import Angles
from onmodel.projects import service as projects
from onmodel.styles import service as styles
from onmodel.styles.service import Pictures
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.crowd import at_once, kinds

NO_ANGLES = Angles((), ())
Given = Callable[[str], tuple[Any, ...]]
CHAPTERS: dict[str, tuple[Chapter[Any], Any, Given]] = {
    "character": (characters.CHARACTERS, characters, lambda name: (FakeBlobs(), _measured(name))),
    "style": (styles.STYLES, styles, lambda name: (FakeBlobs(), {"name": name}, Pictures((), (), []))),
    "environment": (
        environments.ENVIRONMENTS,
        environments,
        lambda name: (FakeBlobs(), {"name": name}, Angles((), ())),
    ),
    "canvas": (canvases.CANVASES, canvases, lambda name: ({"name": name},)),
}


def _measured(name: str) -> Measured:
    return characters.measure_character(FakeVision(), name, "a tall man", [])


@dataclass
class Shelf:
    """A project and one of its chapters."""

    database: Database
    project_id: str
    chapter: Chapter[Any]
    slice_: Any
    given: Given  # to make one of this name

    def make(self, name: str) -> Entry:
        with self.database.transaction() as session:
            made: Entry = self.slice_.create(session, *self.given(name), project_id=self.project_id)
            return made

    def do(self, verb: str, entry: Entry, *more: Any) -> Entry:
        with self.database.transaction(actor="ada") as session:
            done: Entry = getattr(self.slice_, verb)(session, self.project_id, entry.id, *more)
            return done

    def change(self, entry: Entry, version: int | None = None, **columns: Any) -> Entry:
        with self.database.transaction() as session:
            row = service.get(session, self.chapter, self.project_id, entry.id)
            changed: Entry = self.slice_.change(session, row, columns, version=version)
            return changed

    def names(self, **given: Any) -> list[str]:
        with self.database.reading() as session:
            return [row.name for row in queries.page(session, self.chapter.table, self.project_id, **given)]

    def told(self) -> list[tuple[str, Any]]:
        with self.database.reading() as session:
            return [(e.kind, e.payload) for e in collaboration.events_after(session, self.project_id, 0)]


@pytest.fixture(params=CHAPTERS)
def shelf(request: pytest.FixtureRequest, either_database: Database) -> Shelf:
    with either_database.transaction() as session:
        return Shelf(either_database, projects.default_project(session).id, *CHAPTERS[request.param])


def test_the_bin_frees_the_name_and_gives_back_what_was_in_it(shelf: Shelf) -> None:
    long = "N" * 200  # as long as a name may be: the bin must not cut it
    first = shelf.make(long)
    shelf.do("delete", first)
    assert shelf.names() == []
    with shelf.database.reading() as session:
        assert [row.id for row in queries.deleted(session, shelf.chapter.table, shelf.project_id)] == [first.id]
        assert queries.standing(session, shelf.chapter.table, shelf.project_id) == []
    with pytest.raises(shelf.chapter.not_found, match=f"There is no {shelf.chapter.kind} {first.id}"):
        shelf.do("delete", first)
    second = shelf.make(long)
    with pytest.raises(shelf.chapter.exists):
        shelf.do("restore", first)
    shelf.do("delete", second)
    assert shelf.do("restore", first).name == long
    assert shelf.do("restore", first).name == long, "what is not in the bin stays as it is"
    assert shelf.names() == [long]
    kind = shelf.chapter.kind
    assert [k for k, _ in shelf.told() if k.endswith(("deleted", "restored"))] == [
        f"{kind}.deleted", f"{kind}.deleted", f"{kind}.restored",
    ]  # fmt: skip
    assert shelf.told()[-1][1] == {f"{kind}_id": first.id, "name": long}


def test_a_stranger_s_id_is_not_found_by_any_verb(shelf: Shelf) -> None:
    stranger = shelf.chapter.table(id="0199b1e0-7f3a-7c00-8a00-000000000001")
    for verb, more in (("delete", ()), ("restore", ()), ("roll_back", (1,))):
        with pytest.raises(shelf.chapter.not_found):
            shelf.do(verb, stranger, *more)


def test_a_change_from_an_older_version_or_to_a_taken_name_is_refused(shelf: Shelf) -> None:
    one = shelf.make("One")
    shelf.make("Two")
    shelf.change(one, description="a short man")
    with pytest.raises(ChangedMeanwhile, match="One was changed meanwhile"):
        shelf.change(one, version=one.version, description="a boy")
    with pytest.raises(shelf.chapter.exists, match=f"The {shelf.chapter.kind} 'Two' is there already"):
        shelf.change(one, name="Two")


def test_two_changes_at_one_moment_are_one_and_a_conflict(shelf: Shelf) -> None:
    entry = shelf.make("One")
    told = ("a boy", "a girl")
    outcomes = at_once(*[partial(shelf.change, entry, entry.version, description=words) for words in told])
    assert kinds(outcomes) == sorted(["ChangedMeanwhile", shelf.chapter.table.__name__])


def test_rolling_back_is_a_new_version_and_fails_where_the_name_of_then_is_taken(shelf: Shelf) -> None:
    entry = shelf.make("Then")
    shelf.change(entry, name="Now", description="other words")
    back = shelf.do("roll_back", entry, 1)
    assert (back.name, back.description) == ("Then", entry.description)
    with shelf.database.reading() as session:
        newest = versions.history(session, shelf.project_id, Subject(shelf.chapter.kind, entry.id)).versions[0]
    assert (newest.number, newest.author, newest.message) == (3, "ada", "rolled back to 1")
    kind = shelf.chapter.kind
    payload = {f"{kind}_id": entry.id, "name": "Then", "number": 3, "to": 1}
    assert shelf.told()[-1] == (f"{kind}.rolled_back", payload)
    with pytest.raises(versions.VersionNotFound):
        shelf.do("roll_back", entry, 99)
    shelf.make("Now")
    with pytest.raises(shelf.chapter.exists):
        shelf.do("roll_back", entry, 2)


def test_a_list_is_searched_and_turned_by_key(shelf: Shelf) -> None:
    for i in range(5):
        entry = shelf.make(f"Thing {i}")
    shelf.change(entry, description="COLD, 100% felt")
    with shelf.database.reading() as session:
        first = queries.page(session, shelf.chapter.table, shelf.project_id, limit=3)
    assert [row.name for row in first] == [
        "Thing 4",
        "Thing 3",
        "Thing 2",
        "Thing 1",
    ]  # one more says that there is more
    assert shelf.names(before=first[2].id) == ["Thing 1", "Thing 0"]
    assert shelf.names(search="cold thing") == shelf.names(search="%") == ["Thing 4"]
    assert shelf.names(search="cold thing warm") == []
