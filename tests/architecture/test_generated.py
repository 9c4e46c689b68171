"""What the pages are generated from is what the server says (design §3, rule 14): run `python tools/openapi.py`."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MEND = "it is not what the server says: run `python tools/openapi.py` (and `pnpm generate` in web/), commit both"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("openapi_tool", ROOT / "tools" / "openapi.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_api_that_pages_are_generated_from_is_the_server_s(tool: ModuleType) -> None:
    assert (ROOT / "web" / "openapi.json").read_text() == tool.written(tool.api()), f"web/openapi.json: {MEND}"


def test_the_protocol_that_pages_are_generated_from_is_the_server_s(tool: ModuleType) -> None:
    assert (ROOT / "web" / "protocol.json").read_text() == tool.written(tool.protocol()), f"web/protocol.json: {MEND}"


def test_both_are_the_same_bytes_each_time(tool: ModuleType) -> None:
    assert tool.written(tool.api()) == tool.written(tool.api())
    assert tool.written(tool.protocol()) == tool.written(tool.protocol())


def test_every_schema_has_a_name_of_its_own(tool: ModuleType) -> None:
    """Two models of one name are told apart by their modules, and a client would have to type `Onmodel__…__CastOut`."""
    names = tool.api()["components"]["schemas"]
    assert not [name for name in names if "__" in name]


def test_every_answer_is_typed(tool: ModuleType) -> None:
    """A client that is generated from `{}` knows nothing; pictures, files and streams say what they are."""
    bare = [
        name
        for name, content in _answers(tool.api())
        if content.get("application/json", {"schema": 1}) == {"schema": {}}
    ]
    assert Counter(bare) == Counter(dict.fromkeys(bare, 1))
    assert not bare


def _answers(api: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    calls = [call for path in api["paths"].values() for call in path.values()]
    return [
        (call["operationId"], answer.get("content", {}))
        for call in calls
        for status, answer in call["responses"].items()
        if status.startswith("2")
    ]


def test_messages_of_the_socket_are_told_apart_by_their_type(tool: ModuleType) -> None:
    protocol = tool.protocol()
    for way in ("FromClient", "FromServer"):
        kinds = [ref["$ref"].rpartition("/")[2] for ref in _parts(protocol["properties"][way])]
        types = [protocol["$defs"][kind]["properties"]["type"]["const"] for kind in kinds]
        assert len(set(types)) == len(types) >= 2
    assert json.loads(tool.written(protocol)) == protocol


def _parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return schema.get("anyOf") or schema.get("oneOf") or []
