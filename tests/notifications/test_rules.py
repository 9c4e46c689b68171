"""Who is told of what, in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.notifications.rules import DEFAULTS, Happening, Way, kind_of, link, sentence, told, wants, ways

TEAM = ["anna", "ben", "cleo"]


@pytest.mark.parametrize(
    ("kind", "payload", "ordered_by", "expected"),
    [
        ("person.mentioned", {"person": "ben"}, "", ["ben"]),
        ("person.mentioned", {"person": "anna"}, "", []),  # nobody is told of what he did himself
        ("person.mentioned", {"person": "stranger"}, "", []),  # who is not of the project learns nothing
        ("review.asked", {"reviewers": ["ben", "cleo"]}, "", ["ben", "cleo"]),
        ("review.asked", {"reviewers": []}, "", ["ben", "cleo"]),
        ("character.rolled_back", {}, "", ["ben", "cleo"]),
        ("job.moved", {"what": "failed", "job_id": "7"}, "anna", ["anna"]),
    ],
)
def test_those_whom_it_concerns_are_told(kind: str, payload: dict, ordered_by: str, expected: list[str]) -> None:
    assert told(Happening(kind, "anna", payload), TEAM, ordered_by) == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"what": "succeeded", "parent_id": None}, "job.finished"),
        ({"what": "failed", "parent_id": None}, "job.failed"),
        ({"what": "failed", "parent_id": "1"}, None),
        ({"what": "progress", "parent_id": None}, None),
    ],
)
def test_a_job_is_worth_telling_when_the_whole_order_ends(payload: dict, expected: str | None) -> None:
    assert kind_of(Happening("job.moved", "x", payload)) == expected


def test_most_events_are_told_to_nobody_in_person() -> None:
    assert kind_of(Happening("vote.cast", "anna", {})) is None


@given(st.sampled_from(sorted(DEFAULTS)), st.dictionaries(st.text(), st.text() | st.none() | st.integers()))
def test_there_are_words_for_everything(kind: str, payload: dict) -> None:
    happening = Happening(kind, "anna", payload, "7")
    assert 0 < len(sentence(happening, "Anna")) <= 500
    assert link(happening).startswith("/p/7/")


def test_words_name_who_and_what() -> None:
    rolled = Happening("character.rolled_back", "anna", {"name": "Emma", "to": 3, "character_id": "9"}, "7")
    assert sentence(rolled, "Anna") == "Anna rolled Emma back to version 3"
    assert link(rolled) == "/p/7/characters/9?tab=versions"
    failed = Happening("job.moved", "w", {"what": "failed", "job_kind": "make_board", "job_id": "4"}, "7")
    assert (sentence(failed, "w"), link(failed)) == ("Make board failed", "/p/7/jobs?job=4")


@pytest.mark.parametrize(
    ("kind", "payload", "path"),
    [
        ("note.added", {"target_kind": "take", "target_id": "4", "note_id": "9"}, "/p/7/takes/4?note=9"),
        ("note.added", {"target_kind": "style", "target_id": "4", "note_id": "9"}, "/p/7/styles/4?tab=notes&note=9"),
        ("review.asked", {"target_kind": "shot", "target_id": "4"}, "/p/7/shots/4"),
        ("consensus.reached", {"target_kind": "variation", "target_id": "4"}, "/p/7/review"),
        ("style.rolled_back", {"style_id": "4"}, "/p/7/styles/4?tab=versions"),
        ("webhook.switched_off", {"url": "https://ci"}, "/p/7/settings?tab=webhooks"),
    ],
)
def test_who_is_told_of_a_thing_is_led_to_its_page(kind: str, payload: dict, path: str) -> None:
    assert link(Happening(kind, "anna", payload, "7")) == path


def test_choices_win_over_defaults() -> None:
    assert ways("person.mentioned", None) == {Way.APP, Way.MAIL}
    assert ways("person.mentioned", []) == frozenset()
    assert ways("note.added", ["mail"]) == {Way.MAIL}


def test_a_webhook_hears_the_kinds_it_asked_for() -> None:
    assert wants(["note.", "job."], "job.moved")
    assert not wants(["note."], "notes")
