"""A plain story to pieces: paragraphs become scenes by place and time, quotations become cues, names become people."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from onmodel.fountain.clauses import clauses_of
from onmodel.fountain.headings import time_of_day
from onmodel.fountain.memory import Memory
from onmodel.fountain.model import CastMember
from onmodel.fountain.names import Roster
from onmodel.fountain.people import NOT_PEOPLE, PERSON_NOUNS, PERSON_VERBS
from onmodel.fountain.pieces import Piece, Pieces
from onmodel.fountain.places import place_in
from onmodel.fountain.sentences import sentences
from onmodel.fountain.speech import Said, split_speech
from onmodel.fountain.wordlist import wordlist

_MARK = re.compile(r"#*\s*(?:scene|chapter|part|act)\s+([\w.]{1,12}?)\s*(?:[:.–—-]\s*|$|\n)", re.IGNORECASE)
_TITLE = re.compile(r"#*\s*(?:title:)?\s*(.{1,80})$", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*[a-zà-öø-ÿа-я][\w'’-]*")

_STARTERS = wordlist(
    """a after all an and another as at before behind both but by dawn day during each early even every everyone
    everything evening finally first for from he her here his how i if in inside instead it its just last late later
    let many maybe meanwhile morning most my never night no nobody nothing now of off on once one only or our outside
    over perhaps she since so some someone soon still suddenly that the their them then there these they this those
    though through to today together tomorrow tonight two under until up we well what when where while who why with
    yes you your monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december god english mr mrs ms dr"""
)
_PLACE_WORDS = wordlist("in at from to into of near toward towards through")
_PRESENTED = re.compile(rf",\s(?:an?|the)\s(?:[\w-]+\s){{0,2}}?(?:{'|'.join(sorted(PERSON_NOUNS))})\b")
_COMPANY_WORDS = wordlist("after with behind beside and meets met sees saw tells told asks asked helps")
_PAST = wordlist(
    """ate became began bent bit blew bore bought broke brought built came caught chose crept cut did drank
    drew drove dug fed fell felt fled flew forgot fought found froze gave got grew had heard held hid hit hung hurt
    is kept knelt knew laid lay leapt led left lent let lit lost made meant met paid put ran rang read rode rose said
    sang sat saw sent set shone shook shot shut slept slid sold spat spent spoke spun stole stood struck swam swore
    swung taught thought threw told took tore understood was wept went woke won wore wrote"""
)


@dataclass
class _Setting:
    """Where and when the story stands."""

    side: str = ""
    place: str = ""
    time: str = ""
    marked: bool = False  # scenes are marked by the writer: then only marks open one

    def heading(self) -> str:
        parts = [p for p in (self.place, self.time) if p]
        return f"{self.side}. {' - '.join(parts)}" if self.place and self.side else " - ".join(parts)


@dataclass
class _Telling:
    """A story being told: who is known, whom the reader has in mind, and who spoke."""

    roster: Roster
    memory: Memory = field(default_factory=Memory)
    speakers: list[str] = field(default_factory=list)

    def narrate(self, text: str) -> str | None:
        """Follow a stretch of narration; the one whom it was last about, if it was about anyone."""
        subject = None
        for sentence in sentences(text):
            for subjects, _, others in clauses_of(sentence, self.roster, self.memory):
                subject = subjects[0] if subjects else subject
                self.memory.enter([*subjects, *others])
        return subject

    def speaker(self, said: Said, subject: str | None) -> str:
        """Who says a quotation: as the text tells, else the paragraph's subject, else who spoke before the last one."""
        name = said.who
        if name in {"he", "she"}:
            meant = self.memory.attention.meant(name, [subject] if subject else [], around=self.memory.present)
            name = meant.name if meant else None
        if name is None:
            previous = self.speakers[-1:]
            others = [s for s in self.speakers if s not in previous]
            name = subject or (others[-1] if others else (previous[0] if previous else "VOICE"))
        self.speakers = [*self.speakers[-5:], name]
        self.memory.attention.say(name)
        return name

    def opens(self, narration: str) -> str | None:
        """Who acts first in narration that follows a quotation: '"No." Walter frowned.' lets Walter speak."""
        named = self.roster.mentions(narration[:80])
        return named[0].name if named and named[0].start <= len("The ") and not named[0].owns else None


def prose_pieces(text: str) -> tuple[Pieces, tuple[str, ...]]:
    """The pieces of a story in plain words, and the people named in it. Linear in the length of the text."""
    blocks = [b.strip() for b in (text.split("\n\n") if "\n\n" in text.strip() else text.split("\n")) if b.strip()]
    title = ""
    first = _TITLE.fullmatch(blocks[0])
    if first and len(blocks) > 1 and blocks[0][-1] not in '.!?:"”' and not _MARK.match(blocks[0]):
        title, blocks = first[1].strip(), blocks[1:]
    people = _people(text if not title else "\n\n".join(blocks))
    pieces = tuple(_pieces(blocks, people))
    return Pieces(title, pieces), people


def _pieces(blocks: list[str], people: tuple[str, ...]) -> Iterator[Piece]:
    setting = _Setting(marked=any(_MARK.match(b) for b in blocks))
    telling = _Telling(Roster(CastMember(name, 0, ()) for name in people))
    for i, block in enumerate(blocks):
        mark = _MARK.match(block)
        body = " ".join((block[mark.end() :] if mark else block).split())
        if _moves(setting, body, opens=bool(mark)) or i == 0 or mark:
            yield Piece("heading", setting.heading(), number=mark[1] if mark and mark[1].isdigit() else None)
        yield from _paragraph(body, telling)


def _moves(setting: _Setting, body: str, *, opens: bool) -> bool:
    """Bring the setting up to date with a paragraph; true where that opens a new scene."""
    place, time = place_in(body), time_of_day(body)
    if setting.marked and not opens:
        return False
    moved = place is not None and place[1].split()[-1] != (setting.place.split() or [""])[-1]
    if moved and place:
        setting.side, setting.place = place
    new_time = time.name if time else setting.time
    changed = new_time != setting.time
    setting.time = new_time
    return moved or changed


def _paragraph(body: str, telling: _Telling) -> Iterator[Piece]:
    """A paragraph, in which one person speaks, as stories have it; its narration goes on about them."""
    subject: str | None = None
    speaking: str | None = None
    parts = split_speech(body)
    telling.memory.attention.turn()
    for i, said in enumerate(parts):
        if said.quote:
            after = parts[i + 1] if i + 1 < len(parts) else said
            name = telling.speaker(said, subject or (telling.opens(after.text) if not after.quote else None))
            if name != speaking:
                yield Piece("cue", name)
            speaking = name
            if said.manner:
                yield Piece("parenthetical", said.manner)
            yield Piece("dialogue", said.text)
            continue
        speaking = None
        subject = telling.narrate(said.text) or subject
        yield Piece("break")
        yield Piece("action", said.text, turns=i == 0)


def _people(text: str) -> tuple[str, ...]:
    """Proper names that act, and roles ("the bai") that act at least twice."""
    total: Counter[str] = Counter()
    acting: Counter[str] = Counter()
    as_place: Counter[str] = Counter()
    for found in _CAPITAL.finditer(text):
        name = found.group().removesuffix("'s").removesuffix("’s")
        if name.lower() in _STARTERS or name.lower() in NOT_PEOPLE:
            continue
        before = text[max(0, found.start() - 14) : found.start()].split()
        follow = text[found.end() : found.end() + 24].split()[:1]
        total[name.upper()] += 1
        acting[name.upper()] += bool(follow) and _is_verb(follow[0])
        acting[name.upper()] += bool(_PRESENTED.match(text, found.end()))
        acting[name.upper()] += bool(before) and before[-1].lower() in _COMPANY_WORDS
        as_place[name.upper()] += bool(before) and before[-1].lower() in _PLACE_WORDS
    names = [n for n, times in total.items() if acting[n] and as_place[n] * 2 <= times]
    roles = Counter(
        f"{m[1] or ''} {m[2]}".strip().upper()
        for m in re.finditer(r"\b(?:[Tt]he|[Aa]n?|[Hh]er|[Hh]is)\s(?:(old|young|little)\s)?([a-z]+)\b", text)
        if m[2] in PERSON_NOUNS
    )
    return (*names, *(role for role, times in roles.items() if times > 1 and role not in names))


def _is_verb(word: str) -> bool:
    bare = word.strip(".,;:!?\"'”").lower()
    return bare in PERSON_VERBS or bare in _PAST or (bare.endswith("ed") and len(bare) > 3)
