"""What every texts adapter promises, the ones that ask a model included."""

import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from onmodel.backends.texts.fake import FakeTexts
from onmodel.backends.texts.openai import OpenAITexts
from onmodel.backends.texts.port import (
    DEFAULT_NEGATIVE,
    BreakdownRequest,
    ImagePromptRequest,
    MotionPromptRequest,
    ShotFacts,
    SuggestRequest,
    TextBackend,
)
from onmodel.backends.texts.rules import RuleTexts
from onmodel.fountain.jsonable import breakdown_from_json, breakdown_json
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Move
from onmodel.sample import sample_script, second_script

PHRASE = {"words": "soft side light", "about": "light", "why": "it models the face"}


def _obliging(request: Request) -> Response:
    """A model that answers each scene with one wide shot, and each shot with a phrase of light."""
    asked = json.loads(json.loads(request.data)["messages"][1]["content"])
    shots = [{"framing": "WS", "description": "A wide shot."}]
    if "scenes" in asked:
        answer = json.dumps({"scenes": [{"number": s["number"], "shots": shots} for s in asked["scenes"]]})
    elif "weak" in asked:
        advice = [{"dimension": name, "why": "it is weak", "added": [PHRASE]} for name in asked["weak"]]
        answer = json.dumps({"suggestions": advice})
    else:
        answer = json.dumps({"added": [PHRASE]})
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


def _facts() -> list[ShotFacts]:
    made = RuleTexts().breakdown(BreakdownRequest(read_screenplay(SCRIPTS["tale"]), frames=8))
    prompts = {m.name: f"{m.name.title()}, consistent character, high quality" for m in made.characters}
    return [
        ShotFacts(scene, shot, {n: prompts[n] for n in shot.characters})
        for scene in made.scenes
        for shot in scene.shots
    ]


def test_enhanced_prompts_keep_the_people_and_the_deed_and_say_what_they_added(texts: TextBackend) -> None:
    for facts in _facts():
        for made in (
            texts.enhance_image(ImagePromptRequest(facts)),
            texts.enhance_motion(MotionPromptRequest(facts, move=Move.PUSH_IN)),
        ):
            assert all(words in made.prompt for words in facts.people.values())
            assert facts.shot.description.rstrip(".") in made.prompt
            assert made.added
            assert all(each.words in made.prompt and each.why for each in made.added)
            assert made.negative_prompt == DEFAULT_NEGATIVE
            assert made.made_by
        own = texts.enhance_image(ImagePromptRequest(facts, "Other words.", "hats"))
        assert "Other words" in own.prompt
        assert facts.shot.description not in own.prompt
        assert own.negative_prompt == "hats"


def test_suggestions_are_for_what_is_weak_and_read_as_whole_prompts(texts: TextBackend) -> None:
    facts = _facts()[0]
    asked = SuggestRequest(facts, "A boy waits.", dimensions={"aesthetic_quality": 0.1, "imaging_quality": 0.9})
    made = texts.suggest(asked)
    assert [s.dimension for s in made] == ["aesthetic_quality"]
    assert made[0].prompt.startswith("A boy waits")
    assert made[0].prompt != "A boy waits."
    assert made[0].why
    assert texts.suggest(SuggestRequest(facts, "A boy waits.")) == []


def test_it_says_what_it_is(texts: TextBackend) -> None:
    assert texts.name in {"rules", "fake", "openai"}
    assert texts.capabilities.network is (texts.name == "openai")
