"""What every texts adapter promises, the ones that ask a model included."""

import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from onmodel.backends.texts.fake import FakeTexts
from onmodel.backends.texts.openai import OpenAITexts
from onmodel.backends.texts.port import BreakdownRequest, TextBackend
from onmodel.backends.texts.rules import RuleTexts
from onmodel.fountain.jsonable import breakdown_from_json, breakdown_json
from onmodel.fountain.reader import read_screenplay
from onmodel.sample import sample_script, second_script


def _obliging(request: Request) -> Response:
    """A model that answers each scene with one wide shot."""
    play = json.loads(json.loads(request.data)["messages"][1]["content"])
    shots = [{"framing": "WS", "description": "A wide shot."}]
    answer = json.dumps({"scenes": [{"number": s["number"], "shots": shots} for s in play["scenes"]]})
    body = {"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}},
    ]}  # fmt: skip
    return Response(json.dumps(body), mimetype="application/json")


@pytest.fixture(params=["rules", "fake", "openai"])
def texts(request: pytest.FixtureRequest, httpserver: HTTPServer) -> TextBackend:
    httpserver.expect_request("/v1/chat/completions").respond_with_handler(_obliging)
    adapters = {"rules": RuleTexts, "fake": FakeTexts}
    url = httpserver.url_for("/v1")
    backend = adapters[request.param]() if request.param in adapters else OpenAITexts("m", base_url=url)
    backend.setup()
    return backend


SCRIPTS = {
    "tale": sample_script().read_bytes(),
    "second": second_script().read_bytes(),
    "prose": b"Emma waits. She sits.",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_the_answer_is_a_valid_breakdown_of_this_script(texts: TextBackend, script: bytes) -> None:
    play = read_screenplay(script)
    made = texts.breakdown(BreakdownRequest(play, rate=25))
    assert breakdown_from_json(json.loads(json.dumps(breakdown_json(made)))) == made
    assert [s.number for s in made.scenes] == [s.number for s in play.scenes]
    assert all(scene.shots for scene in made.scenes)
    assert made.rate == 25
    assert made.made_by
    assert made.characters == play.characters


def test_the_same_request_gives_the_same_answer(texts: TextBackend) -> None:
    request = BreakdownRequest(read_screenplay(SCRIPTS["tale"]))
    assert texts.breakdown(request) == texts.breakdown(request)


def test_it_says_what_it_is(texts: TextBackend) -> None:
    assert texts.name in {"rules", "fake", "openai"}
    assert texts.capabilities.network is (texts.name == "openai")
