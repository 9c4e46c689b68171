"""A router that is passed by must not be passed by where it has something to say."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Match

from onmodel.routing import NounRouter

PATHS = ("/api/cats", "/api/cats/{cat}", "/api/cats/{cat}/kittens", "/api/dogs/{dog}", "/", "/status")
WORDS = st.sampled_from(("api", "cats", "dogs", "cows", "7", "status", "", "%2F", "{cat}"))


def _filled(kind: type[APIRouter], *paths: str) -> APIRouter:
    router = kind()
    for path in paths:
        router.get(path)(lambda: "")
    return router


@given(
    st.lists(st.sampled_from((*PATHS, "/{any}", "/api/{noun}/all")), max_size=4, unique=True),
    st.lists(WORDS, max_size=5),
    st.sampled_from(("GET", "POST")),
    st.sampled_from(("", "/api", "/onmodel")),
)
def test_it_matches_what_fastapi_s_own_would(paths: list[str], words: list[str], method: str, root: str) -> None:
    path = "/" + "/".join(words)
    scopes = [{"type": "http", "method": method, "path": path, "headers": [], "root_path": root} for _ in range(2)]
    ours, theirs = (
        _filled(kind, *paths).matches(scope) for kind, scope in zip((NounRouter, APIRouter), scopes, strict=True)
    )
    assert ours[0] == theirs[0]


def test_other_nouns_are_passed_by_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    router = _filled(NounRouter, "/api/cats", "/api/cats/{cat}")
    monkeypatch.setattr(APIRouter, "matches", lambda *_: (Match.FULL, {}))
    asked = {path: router.matches({"type": "http", "path": path})[0] for path in ("/api/cats/7", "/api/dogs/7", "/api")}
    assert asked == {"/api/cats/7": Match.FULL, "/api/dogs/7": Match.NONE, "/api": Match.NONE}


def test_a_slash_too_much_is_still_taken_away_and_a_wrong_method_still_told() -> None:
    app = FastAPI()
    app.include_router(_filled(NounRouter, "/api/cats"))
    client = TestClient(app)
    assert client.get("/api/cats/").status_code == 200
    assert client.post("/api/cats").status_code == 405
