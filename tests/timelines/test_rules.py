"""A cut follows its board without losing what was done to it."""

from dataclasses import replace

import pytest

from onmodel.editorial.model import HANDLE, Item, Transition
from onmodel.editorial.rates import RATES
from onmodel.timelines.rules import (
    Edit,
    NotInCut,
    NotInTake,
    Remark,
    edited,
    filmed,
    held,
    left_out,
    marked,
    refreshed,
    rippled,
    trimmed,
)
from tests.editorial.cutting import clip


def _still(number: int, length: int = 48) -> Item:
    item = clip(number, kind="still", planned=length)
    return held(item, length)


def test_refreshing_an_unchanged_board_changes_nothing() -> None:
    known = (clip(1, planned=40, length=30, next=Transition("wipe", 8)), _still(2), held(clip(9, kind="title"), 72))
    offered = [clip(1, planned=40), _still(2)]
    assert refreshed(known, offered) == known


def test_a_new_take_keeps_the_trim_where_it_can() -> None:
    known = (clip(1, planned=40, start=20, length=30), clip(2, planned=40, start=60, length=4))
    offered = [
        clip(1, planned=40, sha256="e" * 64, start=0),
        clip(2, planned=40, sha256="f" * 64, start=0, available=50),
    ]
    made = refreshed(known, offered)
    assert [(i.sha256[0], i.start, i.length) for i in made] == [("e", 20, 30), ("f", 49, 1)]


def test_a_clip_shows_what_lies_between_its_handles() -> None:
    for rate, there, found in (
        ("24", 94, (8, 78, 8)), ("25", 97, (8, 81, 8)), ("59.94", 234, (20, 195, 19)), ("23.976", 93, (8, 78, 7)),
    ):  # fmt: skip
        made = filmed(_still(1, 400), there, (94, 8), RATES[rate])
        assert (made.start, made.length, made.tail) == found, rate
    assert filmed(_still(1, 60), 60, (60, 0), RATES["24"]).spare == 0
    short = filmed(_still(1, 60), 2, (20, 8), RATES["24"])
    assert (short.start, short.length) == (1, 1), "a file with fewer frames than were asked for"


def test_a_take_with_handles_follows_one_without_and_keeps_the_trim() -> None:
    old = clip(1, planned=66, start=0, length=66, available=66)
    new = clip(1, sha256="e" * 64, planned=66, start=8, length=66, available=82, spare=8)
    assert [(i.start, i.length) for i in refreshed((old,), [new])] == [(8, 66)]
    led = replace(old, start=10, length=40)
    assert [(i.start, i.length) for i in refreshed((led,), [new])] == [(18, 40)]
    out = replace(new, start=0, length=82)  # trimmed outwards to all there is
    other = replace(new, sha256="f" * 64)
    assert [(i.start, i.length) for i in refreshed((out,), [other])] == [(0, 82)]
    assert refreshed((out,), [new]) == (out,)
    fewer = replace(new, sha256="f" * 64, start=2, available=70, spare=2)
    assert [(i.start, i.length) for i in refreshed((out,), [fewer])] == [(0, 70)]
    assert [(i.start, i.length) for i in refreshed((_still(1, 66),), [new])] == [(8, 66)]


def test_a_dissolve_takes_its_frames_from_the_handles() -> None:
    pair = [clip(n, start=8, length=48, available=64, spare=8, next=Transition("dissolve", 16)) for n in (1, 2)]
    assert rippled(pair) == tuple(pair)
    longer = [replace(item, next=Transition("dissolve", 20)) for item in pair]
    assert [(item.start, item.length) for item in rippled(longer)] == [(8, 46), (10, 46)]


def test_a_length_follows_the_board_where_the_board_changed_it() -> None:
    trimmed_still = held(_still(1), 30)
    assert [i.length for i in refreshed((trimmed_still,), [_still(1)])] == [30]
    assert [i.length for i in refreshed((trimmed_still,), [_still(1, 60)])] == [60]


def test_shots_come_behind_their_neighbour_and_go_without_the_others_moving() -> None:
    known = (clip(3), held(clip(9, kind="title", shot_id=""), 20), clip(1), clip(2))
    made = refreshed(known, [clip(1), clip(4), clip(3), clip(5)])
    assert [item.key for item in made] == ["k3", "k5", "k9", "k1", "k4"]


def test_who_was_left_out_stays_out_and_comes_back_where_the_board_has_it() -> None:
    known, offered = (clip(1), clip(2), clip(3)), [clip(1), clip(2), clip(3), clip(4)]
    out = left_out(known, (), (clip(1), clip(3)))
    assert [item.key for item in out] == ["k2"]
    assert [item.key for item in refreshed((clip(1), clip(3)), offered, {"k2"})] == ["k1", "k3", "k4"]
    assert [item.key for item in refreshed((clip(1), clip(3)), offered)] == ["k1", "k2", "k3", "k4"]
    card = held(clip(9, kind="title"), 20)
    assert left_out((clip(1), card), out, (clip(1),)) == out, "a card that goes is gone"
    assert left_out((clip(1),), out, (clip(2), clip(1))) == (), "who is back is not out"
    led = replace(clip(2), next=Transition("wipe", 8))
    assert left_out((clip(1), led), (), (clip(1),))[0].next.frames == 0


def test_who_is_out_is_brought_back_by_naming_it() -> None:
    made = edited((clip(1),), [Edit("k2", length=12), Edit("k1")], ["n", "n"], ripple=False, out=(clip(2),))
    assert [(item.key, item.length) for item in made] == [("k2", 12), ("k1", 40)]


def test_a_trim_within_the_take_is_made_and_one_beyond_it_refused() -> None:
    assert (trimmed(clip(1), 0, 64).start, trimmed(clip(1), 0, 64).length) == (0, 64)
    for start, length in ((25, 40), (0, 65), (-1, 5), (0, 0)):
        with pytest.raises(NotInTake, match="Its take has 64"):
            trimmed(clip(1), start, length)
    assert (trimmed(_still(1), 5, 500).length, trimmed(_still(1), 5, 500).tail) == (500, HANDLE)


def test_edits_are_the_whole_row() -> None:
    items = (clip(1), clip(2), clip(3))
    made = edited(
        items, [Edit("k3"), Edit(text="The end\nsoon"), Edit("k1", length=20)], ["n1", "n2", "n3"], ripple=False
    )
    assert [(i.key, i.kind, i.length) for i in made] == [("k3", "clip", 40), ("n1", "title", 72), ("k1", "clip", 20)]
    assert made[1].name == "Title The end"
    for wrong in ([Edit("k1"), Edit("k1")], [Edit("k7")]):
        with pytest.raises(NotInCut):
            edited(items, wrong, ["n1", "n2"], ripple=False)


def test_ripple_takes_missing_frames_from_within_the_shots() -> None:
    whole = [clip(n, start=0, length=64, next=Transition("dissolve", 12)) for n in (1, 2)]
    one, other = rippled(whole)
    assert (one.length, one.tail, other.start, other.length) == (58, 6, 6, 58)
    assert rippled([one, other]) == (one, other)


def test_notes_stand_at_their_frame_of_the_take_at_the_cuts_rate() -> None:
    item = clip(1, take_id="t1", available=200)
    remarks = {
        "t1": [Remark("here", frame=24), Remark("past the end", frame=2400)],
        "s1": [Remark("all of it", done=True)],
    }
    made = marked(item, remarks, ["A: one", "B: two"], RATES["50"])
    assert [(m.frame, m.text, m.done) for m in made.markers] == [
        (50, "here", False), (12, "all of it", True), (12, "A: one", False), (32, "B: two", False),
    ]  # fmt: skip


def test_a_new_transition_replaces_the_old() -> None:
    item = replace(clip(1), next=Transition("wipe", 8))
    assert edited((item,), [Edit("k1", next=Transition())], ["n"], ripple=True)[0].next.frames == 0
