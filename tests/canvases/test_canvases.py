"""Canvases over HTTP and as shared documents: what is kept, what merges, what is left out."""

from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from onmodel.canvases import service
from onmodel.canvases.endpoints import router
from onmodel.canvases.rules import MOST_NODES, Edge, Node, shared_columns
from onmodel.db import Database
from onmodel.kit.ids import new_id
from onmodel.live import values
from onmodel.projects import service as projects
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.live.test_kinds import settle

EMMA = new_id()
NODES = {
    "a": {"kind": "character", "ref": EMMA, "x": 10, "y": 20},
    "b": {"kind": "note", "x": -4.5, "y": 0, "text": "She lies."},
}
EDGES = {"e": {"source": "a", "target": "b", "label": "says"}, "gone": {"source": "a", "target": "z"}}


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(router)


def made(client: TestClient, name: str = "Who meets whom") -> dict:
    answer = client.post("/api/canvases", json={"name": name, "nodes": NODES, "edges": EDGES})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_canvas_is_made_listed_renamed_put_away_and_taken_back(client: TestClient) -> None:
    canvas = made(client)
    assert canvas["nodes"]["a"]["ref"] == EMMA
    assert set(canvas["edges"]) == {"e"}
    url = f"/api/canvases/{canvas['id']}"
    renamed = client.patch(url, json={"name": "Acts", "version": canvas["version"]}).json()
    assert (renamed["name"], renamed["nodes"]) == ("Acts", canvas["nodes"])
    assert client.patch(url, json={"name": "Late", "version": canvas["version"]}).status_code == 409
    [listed] = client.get("/api/canvases").json()["canvases"]
    assert (listed["name"], listed["node_count"]) == ("Acts", 2)
    assert {"kind": "note", "x": -4.5, "y": 0.0} in listed["spots"]
    assert client.delete(url).status_code == 200
    assert client.get("/api/canvases").json()["canvases"] == []
    assert [c["id"] for c in client.get("/api/canvases/deleted").json()["canvases"]] == [canvas["id"]]
    assert client.get(url).status_code == 404
    assert client.post(f"{url}/restore").json()["name"] == "Acts"


def test_a_node_that_goes_takes_its_edges_along_and_a_roll_back_brings_them_back(client: TestClient) -> None:
    canvas = made(client)
    url = f"/api/canvases/{canvas['id']}"
    less = client.patch(url, json={"nodes": {"a": NODES["a"]}}).json()
    assert less["edges"] == {}
    back = client.post(f"{url}/rollback", json={"number": 1}).json()
    assert (back["nodes"], back["edges"]) == (canvas["nodes"], canvas["edges"])


@pytest.mark.parametrize(
    "nodes",
    [
        {"a": {"kind": "ghost", "x": 0, "y": 0}},
        {"a b": {"kind": "note", "x": 0, "y": 0}},
        {"a": {"kind": "note", "x": 1e9, "y": 0}},
        {"a": {"kind": "character", "ref": "../etc", "x": 0, "y": 0}},
        {f"n{i}": {"kind": "note", "x": 0, "y": 0} for i in range(MOST_NODES + 1)},
    ],
)
def test_what_is_no_node_is_refused(client: TestClient, nodes: dict) -> None:
    assert client.post("/api/canvases", json={"name": "X", "nodes": nodes}).status_code == 422


def test_two_of_one_name_are_refused(client: TestClient) -> None:
    made(client)
    answer = client.post("/api/canvases", json={"name": "Who meets whom"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/errors#CanvasExists")


def test_people_move_nodes_together_and_a_version_names_them(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
        columns = {"name": "Acts", "nodes": {k: Node(**n).model_dump() for k, n in NODES.items()}, "edges": {}}
        canvas_id = service.create(session, columns, project_id=project_id).id

    def change(fields: values.Fields) -> None:
        fields["nodes"]["a"]["x"] = 99
        fields["nodes"]["b"]["text"] = "She never lies."
        fields["nodes"]["c"] = {"kind": "style", "ref": new_id(), "x": 1, "y": 2}
        fields["edges"]["e"] = {"source": "a", "target": "c"}

    settle(either_database, "canvas", canvas_id, change)
    with either_database.reading() as session:
        row = service.get(session, project_id, canvas_id)
        assert row.nodes["a"]["x"] == 99
        assert row.nodes["b"]["text"] == "She never lies."
        assert set(row.nodes) == {"a", "b", "c"}
        assert row.edges["e"]["target"] == "c"
        kept = versions.history(session, project_id, Subject("canvas", canvas_id)).versions
    assert [v.number for v in kept] == [2, 1]
    assert kept[0].message.startswith("edited by")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["name", "nodes", "edges", "x"]), JSON, max_size=4))
def test_whatever_a_document_holds_a_canvas_comes_of_it(fields: dict) -> None:
    columns = shared_columns(fields)
    assert {"nodes", "edges"} <= set(columns) <= {"name", "description", "nodes", "edges"}
    for node in columns["nodes"].values():
        Node.model_validate(node)
    for edge in columns["edges"].values():
        assert {Edge.model_validate(edge).source, edge["target"]} <= set(columns["nodes"])
