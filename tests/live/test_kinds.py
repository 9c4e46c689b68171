"""Storyboards and notes as documents: the order of shots, values that make no shot, whose words a note has."""

from collections.abc import Callable

import pytest
from pycrdt import Doc
from sqlalchemy.orm import Session

from onmodel.db import LOCAL, Database
from onmodel.kit.ids import new_id
from onmodel.live import values
from onmodel.live.documents import KINDS
from onmodel.live.store import Entry, NoSuchDocument, Store
from onmodel.projects import service as projects
from onmodel.reviews.tables import Note
from onmodel.screenplays.tables import Scene, Screenplay
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.styles.tables import Style
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject


def board(session: Session, project_id: str) -> Storyboard:
    """A board of four shots."""
    script = Screenplay(project_id=project_id, title="T", format="fountain", sha256=new_id(), source="x")
    session.add(script)
    session.flush()
    scene = Scene(screenplay_id=script.id, number="1", position=0, heading="INT. A - DAY", int_ext="INT", place="A",
                  time="day", mood="neutral", characters=[], props=[], synopsis="")  # fmt: skip
    made = Storyboard(project_id=project_id, screenplay=script, title="Fox", key=new_id())
    for i in range(4):
        made.shots.append(
            Shot(project_id=project_id, scene=scene, position=i, number=str(i + 1), description=f"shot {i}",
                 framing="MS", angle="eye-level", lens_mm=35, move="static", duration_frames=48)
        )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def settle(database: Database, kind: str, thing_id: str, change: Callable[[values.Fields], None]) -> None:
    """Edit the thing's document as a client would, and let it settle."""
    store = Store(database)
    stored = store.load(kind, thing_id)
    doc: Doc[object] = Doc()
    for part in stored.parts:
        doc.apply_update(part)
    before = values.fields_of(doc)
    after = values.fields_of(doc)
    change(after)
    update = values.amended(stored.parts, before, after, KINDS[kind].prose)
    seq = store.append([Entry(stored.id, update, (LOCAL,), stored.seq)])[0].seq
    assert seq is not None
    doc.apply_update(update)
    store.settle(stored.id, (kind, thing_id), seq, values.fields_of(doc), [LOCAL])
    assert not store.reconcile(stored.id, kind, thing_id)  # what settled is no news
    store.compact(stored.id, seq, doc.get_update())
    again = store.load(kind, thing_id)
    assert (len(again.parts), again.seq) == (1, seq)


def test_shots_are_moved_and_changed_and_kept_as_a_version(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
        made = board(session, project_id)
        board_id, ids = made.id, [shot.id for shot in made.shots]

    def change(fields: values.Fields) -> None:
        fields["title"] = "The Fox"
        fields["shots"][ids[3]]["rank"] = 0.5  # between the first and the second
        fields["shots"][ids[0]] |= {"framing": "CU", "lens_mm": 85, "move": "fly", "duration_frames": -3}
        fields["shots"]["made-up"] = {"rank": 1}

    settle(either_database, "storyboard", board_id, change)
    with either_database.reading() as session:
        found = storyboards.get(session, project_id, board_id)
        assert [shot.id for shot in found.shots] == [ids[0], ids[3], ids[1], ids[2]]
        assert [shot.position for shot in found.shots] == [0, 1, 2, 3]
        first = found.shots[0]
        assert (first.framing, first.lens_mm, first.move, first.duration_frames) == ("CU", 85, "static", 48)
        kept = versions.history(session, project_id, Subject("storyboard", board_id)).versions[0]
        assert kept.message.startswith("edited by")


def test_a_note_bears_the_names_of_all_who_wrote_it(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
        note = Note(project_id=project_id, target_kind="take", target_id=new_id(), body="Warmer.", author_name="Ana")
        session.add(note)
        session.flush()
        note_id = note.id
    settle(either_database, "note", note_id, lambda fields: fields.__setitem__("body", "Warmer, @You."))
    with either_database.reading() as session:
        found = session.get(Note, note_id)
        assert found is not None
        assert (found.body, found.author_name) == ("Warmer, @You.", "Ana, You")


def test_a_style_is_edited_together(either_database: Database) -> None:
    with either_database.transaction() as session:
        row = Style(project_id=projects.default_project(session).id, name="Dusk")
        session.add(row)
        session.flush()
        style_id = row.id
    settle(either_database, "style", style_id, lambda fields: fields.__setitem__("description", "Warm, low sun."))
    with either_database.reading() as session:
        found = session.get(Style, style_id)
        assert found is not None
        assert found.description == "Warm, low sun."


def test_what_is_not_there_has_no_document(either_database: Database) -> None:
    for kind, thing_id in (("character", new_id()), ("poem", new_id()), ("character", "../etc")):
        with pytest.raises(NoSuchDocument):
            Store(either_database).load(kind, thing_id)


def test_two_who_begin_a_document_begin_the_same(either_database: Database) -> None:
    with either_database.transaction() as session:
        board_id = board(session, projects.default_project(session).id).id
    first, second = (Store(either_database).load("storyboard", board_id) for _ in range(2))
    assert first == second
    assert len(first.parts) == 1
    one, two = (Store(either_database).append([Entry(first.id, b"\0\0", (), 1)])[0] for _ in range(2))
    assert (one.seq, one.missed) == (2, ())
    assert (two.seq, two.missed) == (3, (b"\0\0",))
    assert Store(either_database).unsettled() == [("storyboard", board_id)]
