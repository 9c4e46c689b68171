"""What is changed in a row while people edit its document is not taken back when the document settles."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc

from onmodel.live import values
from onmodel.live.store import Entry, Store
from onmodel.shots import service as shots
from tests.factories.shoot import Shoot

FIELDS = st.dictionaries(
    st.sampled_from("abc"), st.integers(0, 2) | st.dictionaries(st.sampled_from("xy"), st.integers(0, 2))
)


def _doc(store: Store, shoot: Shoot) -> Any:
    doc: Any = Doc()
    for part in store.load("storyboard", shoot.board_id).parts:
        doc.apply_update(part)
    return doc


def test_an_edit_of_one_shot_leaves_what_another_way_did_to_the_others(shoot: Shoot) -> None:
    store = Store(shoot.production.database)
    stored = store.load("storyboard", shoot.board_id)
    first, second = (row.id for row in shoot.rows()[:2])
    doc = _doc(store, shoot)
    state = doc.get_state()
    doc.get(values.ROOT, type=values.Map)["shots"][first]["framing"] = "ECU"
    done = store.append([Entry(stored.id, bytes(doc.get_update(state)), ("local",), stored.seq)])
    shoot.send("PATCH", f"/api/shots/{second}", {"framing": "EWS"})  # by the API, before the document settles
    store.settle(stored.id, ("storyboard", shoot.board_id), done[0].seq or 0, values.fields_of(doc), ["local"])
    with shoot.production.database.reading() as session:
        framed = [shots.get(session, shoot.project_id, i).framing for i in (first, second)]
    assert framed == ["ECU", "EWS"]
    there = values.fields_of(_doc(store, shoot))["shots"]
    assert (there[first]["framing"], there[second]["framing"]) == ("ECU", "EWS"), "and the document has both"
    assert not store.reconcile(stored.id, "storyboard", shoot.board_id)


@given(FIELDS, FIELDS)
def test_who_touched_nothing_takes_nothing_back(before: dict[str, Any], changed: dict[str, Any]) -> None:
    assert values.merged(before, changed, before) == changed
    assert values.merged(before, before, changed) == changed


@given(FIELDS, FIELDS, FIELDS)
def test_what_both_changed_is_the_document_s(before: dict[str, Any], row: dict[str, Any], doc: dict[str, Any]) -> None:
    both = values.merged(before, row, doc)
    for key, value in doc.items():
        if value != before.get(key) and not isinstance(value, dict):
            assert both[key] == value
