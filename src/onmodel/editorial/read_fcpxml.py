"""FCPXML, read by hand: OTIO's reader rounds times down at 23.976, 29.97 and 59.94 (ADR 0018)."""

from collections.abc import Iterator
from fractions import Fraction
from xml.etree.ElementTree import Element, fromstring

from onmodel.editorial.edited import Crossing, Edited, NotACut, Seen, centred
from onmodel.editorial.rates import Rate, rate_near

CLIPS = {"asset-clip", "clip", "ref-clip", "sync-clip", "mc-clip", "video", "title"}


def read_fcpxml(text: str) -> Edited:
    """The first sequence of the document. Raises NotACut, UnknownRate; the text was looked at for entities before."""
    root = fromstring(text)  # noqa: S314  # declarations were refused before
    sequence = next(root.iter("sequence"), None)
    spine = sequence.find("spine") if sequence is not None else None
    if sequence is None or spine is None:
        raise NotACut("There is no sequence in the FCPXML", todo="Export the project, not the library")
    rate = _rate(root, sequence)
    project = next(root.iter("project"), None)
    name = project.get("name", "") if project is not None else ""
    starts = {asset.get("id", ""): _frames(asset.get("start", "0s"), rate) for asset in root.iter("asset")}
    return Edited(name, rate, centred(list(_row(spine, rate, starts))))


def _rate(root: Element, sequence: Element) -> Rate:
    wanted = sequence.get("format")
    for known in root.iter("format"):
        if known.get("id") == wanted and known.get("frameDuration"):
            return rate_near(float(1 / _seconds(known.get("frameDuration", ""))))
    raise NotACut("The sequence's format does not say its frame rate", todo="Export it with a video format")


def _seconds(text: str) -> Fraction:
    try:
        made = Fraction(text.strip().removesuffix("s"))
    except (ValueError, ZeroDivisionError) as error:
        raise NotACut(f"{text[:40]!r} is no time") from error
    if not 0 <= made < 10**7:
        raise NotACut(f"{text[:40]!r} is no time that a cut has")
    return made


def _frames(text: str, rate: Rate) -> int:
    return round(_seconds(text) * rate.exact)


def _row(spine: Element, rate: Rate, starts: dict[str, int]) -> Iterator[Seen | Crossing]:
    """The spine's clips; a transition lies over the cut between two of them, where its offset says."""
    at = None  # where the last clip ends
    for each in spine:
        length = _frames(each.get("duration", "0s"), rate)
        offset = _frames(each.get("offset", "0s"), rate)
        if each.tag == "transition":
            before = (at - offset) if at is not None else 0
            yield Crossing(before, length - before)
        elif each.tag in CLIPS or each.tag == "audition":
            clip = next(iter(each), each) if each.tag == "audition" else each
            length, offset = _frames(clip.get("duration", "0s"), rate), _frames(clip.get("offset", "0s"), rate)
            yield _seen(clip, rate, starts.get(clip.get("ref", ""), 0))
            at = offset + length


def _seen(clip: Element, rate: Rate, first: int) -> Seen:
    ours = {
        md.get("key", "").removeprefix("onmodel."): md.get("value", "")
        for md in clip.iterfind("metadata/md")
        if md.get("key", "").startswith("onmodel.")
    }
    start = _frames(clip.get("start", "0s"), rate) - first
    number = f"{ours.get('scene', '')}/{ours.get('shot', '')}"
    length = _frames(clip.get("duration", "0s"), rate)
    return Seen(clip.get("name", ""), start, length, ours.get("key", ""), ours.get("shot_id", ""), number)
