import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.accounts import rules
from onmodel.accounts.rules import Action

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_address_is_kept_in_one_spelling_or_refused(local: str, host: str) -> None:
    try:
        kept = rules.email_of(f"{local}@{host}")
    except rules.BadEmail:
        return
    assert rules.email_of(kept) == kept
    assert kept == kept.casefold()
    assert "@" in kept
    assert not any(c.isspace() or unicodedata.category(c) == "Cc" for c in kept)


@pytest.mark.parametrize(
    "text", ["", "@", "a@", "@b", "a b@c", "a@b@c", "a@b\n", "a\x00@b", "x" * 250 + "@b.kz", "a@.b", "a\r\nBcc: x@y"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    if text == "a@b\n":  # spaces round an address are a slip of the hand
        assert rules.email_of(text) == "a@b"
        return
    with pytest.raises(rules.BadEmail):
        rules.email_of(text)


def test_two_ways_to_type_an_address_are_one() -> None:
    composed, decomposed = "\u00e1nna@stud\u00efo.kz", "A\u0301NNA@studi\u0308o.KZ"
    assert rules.email_of(composed) == rules.email_of(decomposed)


@pytest.mark.parametrize("password", ["", "short", "x" * 1025, "anna@studio.kz", "ANNA@STUDIO.KZ"])
def test_bad_passwords(password: str) -> None:
    with pytest.raises(rules.BadPassword):
        rules.check_password(password, "anna@studio.kz")


@pytest.mark.parametrize("password", ["correct horse", "пароль из слов", "🦊" * 10, " " * 9 + "x"])
def test_good_passwords(password: str) -> None:
    rules.check_password(password, "anna@studio.kz")


@given(st.integers(0, 200))
def test_a_session_ends_after_two_idle_weeks_and_never_lives_longer_than_ninety_days(days: int) -> None:
    now = NOW + timedelta(days=days)
    end = rules.session_end(NOW, now)
    assert end <= NOW + timedelta(days=90)
    assert end <= now + timedelta(days=14)


@given(st.frozensets(st.sampled_from(Action)), st.none() | st.frozensets(st.sampled_from(Action)), st.booleans())
def test_a_token_never_reaches_beyond_who_makes_it(
    asked: frozenset[Action], own: frozenset[Action] | None, bound: bool
) -> None:
    reach = rules.scopes_of(asked, project_id="p" if bound else None, own=own)
    assert reach <= asked
    assert own is None or reach <= own
    assert not (bound and Action.ACCOUNT in reach)


@given(st.text(max_size=60))
def test_signing_in_leads_to_our_own_pages_only(text: str) -> None:
    path = rules.local_path(text)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not any(ord(c) < 33 for c in path)
