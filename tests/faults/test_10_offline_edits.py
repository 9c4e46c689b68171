"""Fault 10: people edit offline. Promise: all of it is merged, nothing lost or doubled; what is refused is told.

Two people diverge by 300 edits each over sockets (1,000 at the full size); the merge itself is tried with drawn edits
of three people, some of whom have made a thousand.
"""

import random
import time
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from onmodel.accounts.rules import Person
from onmodel.collaboration.service import Appended, Stored
from onmodel.live.doors import Knock, Pass
from onmodel.live.protocol import Edit
from onmodel.live.room import Room
from onmodel.live.values import amended, fields_of, filled
from onmodel.projects.rules import Role
from tests.faults.size import size
from tests.live.conftest import ListDoor, Running
from tests.live.editor import Editor, converged

AWAY = size(300, 1_000)  # edits that each makes over his own socket while away
MANY = 1_000  # edits of who is away for long, without sockets
FIRST = {"name": "Mira", "description": "A detective.", "tags": ["lead"], "shots": {"a": {"rank": 0}, "b": {"rank": 1}}}
PROSE = frozenset({"name", "description"})


class Silent:
    """A client who hears nothing."""

    def __init__(self, name: str) -> None:
        self.pass_ = Pass(Person(name, name), Role.EDITOR, "p")
        self.knock = Knock("")

    def send(self, message: bytes) -> None:
        pass


def apply(doc: Doc[Any], edit: tuple[str, int, str]) -> None:
    verb, where, text = edit
    root = doc.get("fields", type=Map)
    prose = root["description"]
    assert isinstance(prose, Text)
    size = len(prose)
    if verb == "type":
        prose.insert(where % (size + 1), text)
    elif verb == "delete" and size:
        at = where % size
        del prose[at : min(at + 2, size)]
    elif verb == "set":
        root[f"k{where % 3}"] = text
    elif verb == "move":
        shot = root["shots"]["ab"[where % 2]]
        shot["rank"] = float(where)


def many(seed: int) -> list[tuple[str, int, str]]:
    """What somebody does who is away for long; more is typed than deleted."""
    chance = random.Random(seed)
    verbs = chance.choices(["type", "delete", "set", "move"], [6, 2, 1, 1], k=MANY)
    return [(verb, chance.randrange(4 * MANY), "".join(chance.choices("abc", k=3))) for verb in verbs]


FEW = st.lists(
    st.tuples(st.sampled_from(["type", "delete", "set", "move"]), st.integers(0, 40), st.text("abc", max_size=3)),
    max_size=12,
)
EDITS = FEW | st.integers(0, 2**32 - 1).map(many)


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDITS, min_size=3, max_size=3), order=st.permutations(range(3)), twice=st.booleans())
def test_three_people_converge_whatever_the_order(
    edits: list[list[tuple[str, int, str]]], order: list[int], twice: bool
) -> None:
    first = filled(FIRST, PROSE)
    room = Room("character", "c", Stored("d", 1, (first,), (), 1, FIRST))
    docs: list[Doc[Any]] = [Doc() for _ in range(3)]
    sent = []
    for doc, own in zip(docs, edits, strict=True):
        doc.apply_update(first)
        state = doc.get_state()
        for edit in own:
            apply(doc, edit)
        sent.append(doc.get_update(state))
    log: list[bytes] = []
    for i in order * (2 if twice else 1):
        client: Any = Silent(str(i))
        room.join(client)
        room.edit(client, Edit(sent[i], answer=True))
        entry = room.take()
        if entry is not None:
            log.append(entry.update)
            room.written(Appended(len(log) + 1), safe=True)
    for doc in docs:
        doc.apply_update(room.state())
    restarted: Doc[Any] = Doc()
    for update in (first, *log):
        restarted.apply_update(update)
    results = [fields_of(doc) for doc in (*docs, room.doc, restarted)]
    assert all(each == results[0] for each in results)
    assert set(results[0]["shots"]) == {"a", "b"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.integers(0, 20), st.text("xyz", min_size=1, max_size=3))
def test_a_change_by_another_way_leaves_what_people_typed(old: str, new: str, at: int, typed: str) -> None:
    old, new = old.replace("\0", ""), new.replace("\0", "")
    first = filled({"description": old}, PROSE)
    doc: Doc[Any] = Doc()
    doc.apply_update(first)
    same = amended([first], {"description": old}, {"description": new, "tags": ["a"]}, PROSE)
    doc.apply_update(same)
    doc.apply_update(same)
    assert fields_of(doc) == {"description": new, "tags": ["a"]}
    typing: Doc[Any] = Doc()
    typing.apply_update(first)
    state = typing.get_state()
    prose = typing.get("fields", type=Map)["description"]
    prose.insert(len(str(prose)[: at % (len(old) + 1)].encode()), typed)
    doc.apply_update(typing.get_update(state))
    assert sorted(fields_of(doc)["description"]) == sorted(new + typed)


def test_two_who_were_away_find_both_their_edits(
    serve_documents: Callable[..., Running], character_id: str, record_property: Callable[[str, object], None]
) -> None:
    url = serve_documents().url(f"/ws/docs/character/{character_id}")
    people = [Editor().connect(url).wait_synced() for _ in range(2)]
    for each in people:
        each.leave()
    for k in range(AWAY):
        for i, each in enumerate(people):
            each.type("description", f"<{'ab'[i]}{k}>")
    begun = time.monotonic()
    for each in people:
        each.connect(url).wait_synced()
        each.wait_saved()
    people[0].wait(lambda: converged(*people) and people[0].fields["description"].count("<") == 2 * AWAY)
    text = people[0].fields["description"]
    assert all(text.count(f"<{who}{k}>") == 1 for who in "ab" for k in range(AWAY))
    record_property("told", f"{2 * AWAY} edits merged {time.monotonic() - begun:.2f} s after they came back")
    for each in people:
        each.leave()


def test_who_lost_his_role_while_away_is_told_and_changes_nothing(
    serve_documents: Callable[..., Running], character_id: str
) -> None:
    door = ListDoor({"ana": Role.EDITOR, "bo": Role.EDITOR})
    running = serve_documents(door=door, solo=False)
    url = running.url(f"/ws/docs/character/{character_id}")
    ana, bo = (Editor().connect(f"{url}?ticket={name}").wait_synced() for name in door.roles)
    ana.leave()
    ana.type("description", " Secretly rich.")
    door.roles["ana"] = Role.VIEWER
    ana.connect(f"{url}?ticket=ana:2").wait_synced()
    ana.wait(lambda: ana.refusals)
    assert "viewer may not edit" in ana.refusals[0]
    bo.type("description", " Tired.")
    bo.wait_saved()
    ana.wait(lambda: " Tired." in ana.fields["description"])  # a viewer goes on seeing
    late = Editor().connect(f"{url}?ticket=bo:2").wait_synced()
    assert late.fields["description"] == bo.fields["description"] == "A detective. Tired."
    quiet = Editor().connect(f"{url}?ticket=ana:3").wait_synced()
    quiet.wait_saved()
    assert not quiet.refusals  # a viewer who brings nothing is not told off
    for each in (ana, bo, late, quiet):
        each.leave()
