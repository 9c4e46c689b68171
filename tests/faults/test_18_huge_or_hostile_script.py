"""Fault 18: a huge or adversarial script. Promise: time grows with its length, 10 MB are read within 5 s, 60 KB that
were written to be slow within 0.1 s; what is larger than any script is refused at once."""

import time
from collections.abc import Callable

import pytest
from screenplay_tools.fountain.parser import Parser

from onmodel.fountain.breakdown import break_down
from onmodel.fountain.decoding import MAX_BYTES, MAX_LINES
from onmodel.fountain.errors import ScriptTooLarge, ScriptUnreadable
from onmodel.fountain.reader import read_screenplay

SCENE = """INT. KITCHEN - NIGHT #{n}#

Mara, 34, kneels, picks up the letter and reads it twice. Ivo watches her from the door. She looks at him.

MARA
(quietly)
Nobody told me about the letter, but I have known it since the winter when the trains stopped.

IVO (CONT'D)
You were still the one who kept the key.

CLOSE ON the photograph: two children beside a boat. They smile.

"""
ROOM = "INT. ROOM - DAY\n\n"
SIXTY = 60_000  # bytes
SLICE = SCENE * 1000
QUIET = 0.08  # processor seconds of the library alone on SLICE where nobody else works: a busy core is slower


def _script(size: int) -> str:
    scene = SCENE.format(n=10_000)
    return "".join(SCENE.format(n=n) for n in range(size // len(scene)))


def _filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _cpu(work: Callable[[], object], times: int = 3) -> float:
    """The least processor seconds of some runs: what others do on this machine is no fault of the script."""
    least = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return least


def _slowness() -> float:
    """How many times as slow as when it is quiet this machine is now, by another's work."""
    return max(1.0, _cpu(lambda: Parser().add_text(SLICE)) / QUIET)


@pytest.fixture(scope="module")
def slower() -> float:
    return _slowness()


def test_ten_megabytes_are_read_within_five_seconds(slower: float) -> None:
    text = _script(MAX_BYTES)
    assert len(text) > 0.99 * MAX_BYTES
    taken = _cpu(lambda: read_screenplay(text), times=2)
    assert taken <= 5.0 * max(slower, _slowness())  # the neighbour may have come while we read


PEOPLE = "".join(f"N{n:05d}X\nhi\n\n" for n in range(10_000))
HOSTILE = {  # few long lines: what a regular expression or a search from every place would be slow on
    "notes never closed": "[[ ",
    "boneyards never opened": "*/ ",
    "boneyards never closed": "/* ",
    "emphasis": "*",
    "emphasis of two kinds": "_*",
    "brackets": "(",
    "spaces": " x" + " " * 500,
    "one word": "a",
    "accents on one letter": "\u0301",
    "one sentence of clauses": "and Bob, ",
    "names in capitals": "BOB EVE ",
    "everybody's": "Bob's ",
    "camera words": "we camera ",
    "over whose shoulder": "over A",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_sixty_kilobytes_written_to_be_slow_are_read_within_a_tenth_of_a_second(unit: str, slower: float) -> None:
    text = "A" + _filled(unit, SIXTY)
    assert _cpu(lambda: read_screenplay(text), times=5) <= 0.1 * slower


GROWING: dict[str, Callable[[int], str]] = {
    "a usual script": lambda n: _script(400 * n),
    "people": lambda n: ROOM + PEOPLE[: 11 * n],
    "everybody each time": lambda n: ROOM + PEOPLE[: 11 * n].replace("hi\n", "hi\n\nThey sit.\n"),
    "whoever she is": lambda n: ROOM + "".join(f"NORA{i:05d}\nhi\n\nShe sits with him.\n\n" for i in range(n)),
    "people of one surname": lambda n: ROOM + "".join(f"EMMA{i} CLARKE{i % 7}\nhi\n\n" for i in range(n)),
    "one long paragraph": lambda n: ROOM + "BOB, 30, sits. " + "She looks at him and he smiles. " * n,
    "one long talk": lambda n: ROOM + "BOB\nhi\n\nEVE\nho\n\n" * n,
    "empty scenes": lambda n: "INT. ROOM - DAY #1#\n\n" * n,
    "title page": lambda n: "A: b\n" * n,
    "songs": lambda n: "~la\n" * n,
    "speech of many lines": lambda n: ROOM + "BOB\n" + "(so)\nwell\n" * n,
    "prose": lambda n: " ".join(f"Nora{i} met Omar{i}. She said hi to him." for i in range(n)),
}


@pytest.mark.parametrize("script", GROWING.values(), ids=GROWING)
def test_four_times_the_script_takes_four_times_as_long(script: Callable[[int], str]) -> None:
    def seconds(units: int) -> float:
        text = script(units)
        return _cpu(lambda: break_down(read_screenplay(text)))

    small = seconds(250)
    assert seconds(1000) <= 2.5**2 * max(small, 0.002), "2.5 for each doubling; the square would be 16"


def test_what_no_script_is_is_refused_at_once() -> None:
    bomb = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 20))
    text = "<Content><Paragraph><Text>&a19;</Text></Paragraph></Content>"
    fdx = f"<?xml version='1.0'?><!DOCTYPE F [{bomb}]><FinalDraft>{text}</FinalDraft>"
    for refused, error in (
        ("a" * (MAX_BYTES + 1), ScriptTooLarge),
        ("\n" * MAX_LINES + "a\nb", ScriptTooLarge),
        (fdx, ScriptUnreadable),
    ):
        began = time.process_time()
        with pytest.raises(error):
            read_screenplay(refused)
        assert time.process_time() - began < 0.5
