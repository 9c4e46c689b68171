import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.assets import rules
from onmodel.assets.rules import Answer, Conditions


def _answer(size: int = 100, media_type: str = "image/png", **conditions: str) -> Answer:
    return rules.answer("abc", size, media_type, Conditions(**conditions))


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=50-1000", (50, 100)),
    ],
)
def test_one_range_is_answered_with_it(header: str, span: tuple[int, int]) -> None:
    answer = _answer(range=header)
    assert (answer.status, answer.start, answer.end) == (206, *span)
    assert answer.headers["Content-Range"] == f"bytes {span[0]}-{span[1] - 1}/100"


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=200-300", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_had(header: str) -> None:
    answer = _answer(range=header)
    assert (answer.status, answer.end, answer.headers["Content-Range"]) == (416, 0, "bytes */100")


@pytest.mark.parametrize("header", ["bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "", "bytes=1"])
def test_what_is_no_single_range_is_answered_with_all(header: str) -> None:
    assert (_answer(range=header).status, _answer(range=header).end) == (200, 100)


@given(st.text(max_size=60), st.integers(0, 50))
def test_no_header_breaks_the_bounds(header: str, size: int) -> None:
    answer = _answer(size, range=f"bytes={header}")
    assert 0 <= answer.start <= answer.end <= size or answer.status == 416


@pytest.mark.parametrize(
    ("header", "status"),
    [('"abc"', 304), ('W/"abc"', 304), ('"x", "abc"', 304), ("*", 304), ('"x"', 200), ("abc", 200)],
)
def test_what_the_client_has_is_not_sent_again(header: str, status: int) -> None:
    assert _answer(if_none_match=header).status == status
    assert _answer(if_none_match=header, range="bytes=0-").status == (206 if status == 200 else 304)


def test_a_range_of_something_older_is_answered_with_all() -> None:
    assert _answer(range="bytes=0-1", if_range='"old"').status == 200
    assert _answer(range="bytes=0-1", if_range='"abc"').status == 206


def test_a_browser_neither_guesses_nor_runs() -> None:
    assert _answer().headers["X-Content-Type-Options"] == "nosniff"
    assert _answer(media_type="text/html").headers["Content-Disposition"] == "attachment"
    assert "sandbox" in _answer(media_type="image/svg+xml").headers["Content-Security-Policy"]
