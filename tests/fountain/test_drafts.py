"""Drafts compared, and locked numbers over them: what must hold for any two scripts."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onmodel.fountain.drafts import line_changes, matched, moved, same_scene
from onmodel.fountain.model import Line, Scene
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.scene_numbers import Numbered, number_between, numbering, renumbered

WORDS = st.sampled_from(["rain", "door", "she", "waits", "gun", "the", "opens", "boat", "leaves", "he"])
LINES = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: Line("action", " ".join(words)))
PLACES = st.sampled_from(["INT. BAR - NIGHT", "EXT. PIER - DAWN", "INT. YURT - DAY", "EXT. STEPPE - DAY"])


@st.composite
def scripts(draw: st.DrawFn) -> tuple[Scene, ...]:
    drawn = draw(st.lists(st.tuples(PLACES, st.lists(LINES, max_size=4)), max_size=8))
    return tuple(
        Scene(str(at), heading, "", "", "", tuple(lines)) for at, (heading, lines) in enumerate(drawn, start=1)
    )


def numbers(old: tuple[Scene, ...], new: tuple[Scene, ...]) -> list[Numbered]:
    return numbering(old, new, matched(old, new))


@given(scripts())
def test_an_unchanged_script_keeps_everything(script: tuple[Scene, ...]) -> None:
    match = matched(script, script)
    assert match == {i: i for i in range(len(script))}
    assert not moved(match)
    assert [n.number for n in numbers(script, script)] == [scene.number for scene in script]


@given(scripts(), scripts())
def test_every_scene_is_matched_once_and_always_alike(old: tuple[Scene, ...], new: tuple[Scene, ...]) -> None:
    match = matched(old, new)
    assert len(set(match.values())) == len(match)
    assert match == matched(old, new)


@given(scripts(), scripts())
def test_no_number_is_used_twice_lost_or_given_to_another(old: tuple[Scene, ...], new: tuple[Scene, ...]) -> None:
    match = matched(old, new)
    found = numbering(old, new, match)
    told = [n.number for n in found]
    assert len(set(told)) == len(told)
    assert {scene.number for scene in old} <= set(told)
    assert [n.scene for n in found if n.scene is not None] == list(range(len(new)))
    by_scene = {n.scene: n.number for n in found if n.scene is not None}
    assert all(by_scene[j] == old[i].number for j, i in match.items())
    fresh = [by_scene[j] for j in range(len(new)) if j not in match]
    assert not set(fresh) & {scene.number for scene in old}


@given(scripts(), scripts(), scripts())
def test_a_third_draft_never_takes_the_number_of_a_scene_that_went(
    one: tuple[Scene, ...], two: tuple[Scene, ...], three: tuple[Scene, ...]
) -> None:
    second = _as_kept(two, numbers(one, two))
    third = numbers(second, three)
    assert {scene.number for scene in one} <= {n.number for n in third}
    assert len({n.number for n in third}) == len(third)


def _as_kept(scenes: tuple[Scene, ...], found: list[Numbered]) -> tuple[Scene, ...]:
    return tuple(
        Scene(n.number, "OMITTED", "", "", "", omitted=True, locked=True)
        if n.scene is None
        else replace(scenes[n.scene], number=n.number, locked=True)
        for n in found
    )


@given(scripts(), st.data())
def test_scenes_in_another_order_are_the_same_scenes_moved(script: tuple[Scene, ...], data: st.DataObject) -> None:
    distinct = tuple(
        replace(s, lines=(*s.lines, Line("action", f"only{s.number} here{s.number} now{s.number} " * 9)))
        for s in script
    )
    order = data.draw(st.permutations(range(len(distinct))))
    shuffled = tuple(replace(distinct[i], number=str(at + 1)) for at, i in enumerate(order))
    match = matched(distinct, shuffled)
    assert [match[j] for j in range(len(order))] == list(order)
    stayed = [match[j] for j in sorted(set(match) - moved(match))]
    assert all(a < b for a, b in pairwise(stayed))
    assert {n.number for n in numbers(distinct, shuffled)} == {s.number for s in distinct}


@given(st.lists(LINES, max_size=8), st.lists(LINES, max_size=8))
def test_line_changes_make_either_draft_again(old: list[Line], new: list[Line]) -> None:
    changes = line_changes(old, new)
    assert [c.line for c in changes if c.op != "added"] == old
    assert [c.line for c in changes if c.op != "removed"] == new


@given(st.lists(st.sampled_from(["1", "2", "3", "3A", "A3A", "12B", "I-7"]), max_size=4, unique=True), st.data())
def test_a_number_between_two_is_new_and_says_where_it_is(used: list[str], data: st.DataObject) -> None:
    before = data.draw(st.sampled_from([None, *used]))
    after = data.draw(st.sampled_from([None, *used]))
    made = number_between(before, after, set(used))
    assert made not in used
    assert before is None or after is None or before.strip("AB") in made or after.strip("AB") in made


OLD = """INT. BAR - NIGHT

Emma waits. Rain on the window.

EXT. PIER - DAWN

A boat leaves without a sound.

INT. YURT - DAY

Jonas counts the coins on the carpet.
"""


def test_a_writer_inserts_rewrites_and_cuts() -> None:
    new = (
        "EXT. SKY - DAY\n\nAn eagle circles.\n\n"
        + OLD.replace("Rain on the window.", "Snow on the window.").split("EXT. PIER")[0]
        + "INT. CAR - NIGHT\n\nEmma drives.\n\nINT. CAR - LATER\n\nShe stops, out of fuel.\n\nINT. YURT"
        + OLD.split("INT. YURT")[1]
    )
    old, later = read_screenplay(OLD), read_screenplay(new)
    match = matched(old.scenes, later.scenes)
    assert match == {1: 0, 4: 2}
    assert not same_scene(old.scenes[0], later.scenes[1])
    shown = renumbered(later, numbering(old.scenes, later.scenes, match))
    assert [(s.number, s.omitted) for s in shown.scenes] == [
        ("A1", False), ("1", False), ("2", True), ("2A", False), ("2B", False), ("3", False),
    ]  # fmt: skip
    emma = next(m for m in shown.characters if m.name == "EMMA") if shown.characters else None
    assert emma is None or set(emma.scenes) <= {s.number for s in shown.scenes}


def test_a_number_that_the_new_script_locks_is_kept_where_nobody_had_it() -> None:
    old = read_screenplay("INT. BAR - NIGHT #1#\n\nEmma waits.\n")
    new = read_screenplay("INT. BAR - NIGHT #1#\n\nEmma waits.\n\nEXT. MOON - DAY #1X#\n\nDust.\n")
    assert [n.number for n in numbers(old.scenes, new.scenes)] == ["1", "1X"]


def test_an_editor_that_counts_anew_does_not_mix_scenes_up() -> None:
    """Final Draft numbers every scene; one that is inserted shifts all numbers behind it."""
    old = read_screenplay(_numbered(["Emma waits for the bus.", "A boat leaves at dawn.", "Jonas counts his coins."]))
    shifted = ["Emma waits for the bus.", "The moon rises slowly.", "A boat leaves at dawn.", "Jonas counts his coins."]
    new = read_screenplay(_numbered(shifted))
    assert [n.number for n in numbers(old.scenes, new.scenes)] == ["1", "1A", "2", "3"]


def _numbered(texts: list[str]) -> str:
    return "".join(f"EXT. PLACE {text.split()[1]} - DAY #{n}#\n\n{text}\n\n" for n, text in enumerate(texts, start=1))


def test_numbers_that_do_not_fit_are_left_out_with_a_warning() -> None:
    script = read_screenplay(OLD)
    shown = renumbered(script, [Numbered("9", 0)])
    assert [s.number for s in shown.scenes] == ["1", "2", "3"]
    assert "do not fit" in shown.warnings[-1]


def test_a_hostile_number_of_scenes_is_compared_in_seconds() -> None:
    old = tuple(Scene(str(i), "INT. ROOM - DAY", "", "", "", (Line("action", f"word{i} x"),)) for i in range(8000))
    new = tuple(replace(s, lines=(Line("action", s.lines[0].text + " y"),)) for s in old)
    match = matched(old, new)
    assert sum(match[j] == j for j in match) > 7900
