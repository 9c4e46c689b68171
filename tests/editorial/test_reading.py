"""What comes back from an editor is not trusted: hostile, damaged, empty, of another rate."""

import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.editorial.edited import LARGEST, EmptyCut, NotACut, OtherRate, UnsafeCut
from onmodel.editorial.exports import Form, write
from onmodel.editorial.rates import RATES
from onmodel.editorial.reading import read
from onmodel.errors import OnmodelError
from tests.editorial.cutting import clip, cut_of

CUT = cut_of(clip(1), clip(2), clip(3))
BOMB = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _xml(form: Form, prologue: str) -> bytes:
    text = write(CUT, form).decode()
    return (prologue + text[text.index("<fcpxml" if form is Form.FCPXML else "<xmeml") :]).encode()


@pytest.mark.parametrize("form", [Form.FCPXML, Form.PREMIERE])
def test_entities_are_refused_before_anything_is_parsed(form: Form) -> None:
    with pytest.raises(UnsafeCut, match="entities"):
        read(_xml(form, f'<?xml version="1.0"?>{BOMB}'), CUT.rate)


def test_what_nests_without_end_is_refused() -> None:
    deep = b"<fcpxml>" + b"<spine>" * 5000 + b"</spine>" * 5000 + b"</fcpxml>"
    listed = json.loads(write(CUT, Form.OTIO))
    inside: Any = []
    for _ in range(200):
        inside = [inside]
    listed["metadata"]["deep"] = inside
    for data in (deep, json.dumps(listed).encode(), b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"):
        with pytest.raises(UnsafeCut):
            read(data, CUT.rate)


def test_what_is_too_large_is_refused_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(UnsafeCut, match="MiB"):
        read(b"<fcpxml>" + b" " * LARGEST, CUT.rate)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("form", [Form.OTIO, Form.FCPXML, Form.PREMIERE])
def test_another_rate_is_told_with_both(form: Form) -> None:
    with pytest.raises(OtherRate, match=r"at 24 .* at 25"):
        read(write(CUT, form), RATES["25"])


@pytest.mark.parametrize("data", [b"", b"hello", b"{}", b"<a/>", b"\x00\x01\xff", b"<fcpxml version='1.9'/>", b"{"])
def test_what_is_no_cut_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotACut):
        read(data, CUT.rate)


def test_a_cut_without_a_clip_is_empty() -> None:
    root = json.loads(write(CUT, Form.OTIO))
    root["tracks"]["children"][0]["children"] = []
    with pytest.raises(EmptyCut):
        read(json.dumps(root).encode(), CUT.rate)


def test_a_timecode_that_the_rate_does_not_have_is_named() -> None:
    text = write(CUT, Form.EDL).replace(b"00:00:00:12", b"00:00:00:77")
    with pytest.raises(NotACut, match="77"):
        read(text, CUT.rate)


@given(st.sampled_from([Form.OTIO, Form.FCPXML, Form.PREMIERE, Form.EDL]), st.data())
def test_damage_is_read_or_refused_with_a_name(form: Form, data: st.DataObject) -> None:
    whole = write(CUT, form)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 40)) :]
    with suppress(OnmodelError):
        assert read(damaged, CUT.rate).seen
