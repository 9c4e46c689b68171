"""Who is in the script: names from cues and action lines, their other spellings, and where a text mentions them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onmodel.fountain.model import CastMember
from onmodel.fountain.people import (
    AGES,
    BODY,
    NOT_PEOPLE,
    PERSON_ADJECTIVES,
    PERSON_NOUNS,
    PERSON_VERBS,
    TITLES,
)

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$", re.IGNORECASE)
_VOICE = re.compile(r"['’]S VOICE$|['’] VOICE$")
_AGE_AFTER = re.compile(
    r"\s*\(\s*(\d{1,2}|early|mid|late|teen|age)|,\s*(\d{1,2}s?\b|(a|an|the|his|her|their|our|in)\s)", re.I
)
_AND_ANOTHER = re.compile(r" and [A-Z]{2,}\b")
_TOGETHER = re.compile(r"\s+AND\s+|\s*[&/+]\s*")
_LONGEST = 4  # words in a name


@dataclass(frozen=True)
class Mention:
    """A name in a text. `owns` is true where only something of theirs is named ("the Bai's house")."""

    name: str
    start: int
    end: int
    owns: bool = False


class Roster:
    """The people of a script under all their spellings; finds them in text in linear time."""

    def __init__(self, members: Iterable[CastMember]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for member in members:
            for spelling in (member.name, *member.aliases):
                self._names.setdefault(_tokens(spelling), member.name)
        self._first = {tokens[0] for tokens in self._names}
        self._known: dict[str, str] = {}  # cues seen before: a script has few, thousands of times each

    def canonical(self, cue: str) -> str:
        """The name that a cue stands for; of two who speak together the first; the cue itself where unknown."""
        if cue not in self._known:
            self._known[cue] = self._canonical(clean_cue(cue))
        return self._known[cue]

    def _canonical(self, wanted: str) -> str:
        found = self._names.get(_tokens(wanted))
        if found is None:
            found = self._names.get(_tokens(_TOGETHER.split(wanted)[0]), wanted)
        return found

    def mentions(self, text: str) -> list[Mention]:
        """Everyone whom a text names, in order, each place once."""
        words = list(_WORD.finditer(text))
        bare = [_bare(w.group()) for w in words]
        found: list[Mention] = []
        i = 0
        while i < len(words):
            length = self._match(words, bare, i) if bare[i] in self._first else 0
            if length:
                last = words[i + length - 1]
                owns = last.group().upper() != bare[i + length - 1] and not _body_follows(words, i + length)
                name = self._names[tuple(bare[i : i + length])]
                found.append(Mention(name, words[i].start(), last.end(), owns))
            i += max(length, 1)
        return found

    def _match(self, words: list[re.Match[str]], bare: list[str], i: int) -> int:
        for length in range(min(_LONGEST, len(words) - i), 0, -1):
            key = tuple(bare[i : i + length])
            if key in self._names and (is_role(" ".join(key)) or words[i + length - 1].group()[0].isupper()):
                return length
        return 0


def _body_follows(words: list[re.Match[str]], i: int) -> bool:
    return i < len(words) and words[i].group().lower() in BODY


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(_bare(w) for w in _WORD.findall(name)) or (name.upper(),)


def _bare(word: str) -> str:
    """A word in capitals without its possessive ending."""
    return (_POSSESSIVE.sub("", word) if "'" in word or "’" in word else word).upper()


def is_role(name: str) -> bool:
    """True for names such as OLD WOMAN, which a text may write in small letters."""
    words = name.lower().split()
    return words[-1] in PERSON_NOUNS and all(w in PERSON_NOUNS or w in PERSON_ADJECTIVES for w in words)


def clean_cue(cue: str) -> str:
    """A cue without brackets, caret and `'S VOICE`, in capitals."""
    name = cue.split("(", maxsplit=1)[0].replace("^", "").strip().upper()
    return _VOICE.sub("", " ".join(name.split())).strip(" .,:;-")


def is_person_cue(cue: str) -> bool:
    """False for camera and edit talk that happens to stand where a cue stands: CLOSE ON THE LETTER, LATER."""
    words = [w.lower() for w in _WORD.findall(clean_cue(cue))]
    if not words or len(cue) > 60:
        return False
    return words[0] not in NOT_PEOPLE and cue.strip()[-1:] not in "!?:"


def introduced(text: str) -> Iterator[str]:
    """Names in capitals that an action line introduces as people: by an age, a role, an apposition or what they do."""
    words = list(_WORD.finditer(text))
    if not any(w.group().isupper() for w in words):
        return
    i = 0
    while i < len(words):
        run = _capital_run(words, i, text)
        kept = _without_camera_talk([w.group() for w in words[i : i + run]])
        if kept and run <= _LONGEST + 3 and _is_person(kept, text[words[i + run - 1].end() :][:40]):
            yield _POSSESSIVE.sub("", " ".join(kept)).upper()
        i += max(run, 1)


def _capital_run(words: list[re.Match[str]], i: int, text: str) -> int:
    """How many words from `i` on are in capitals with only a space between them."""
    end = i
    while end < len(words) and words[end].group().isupper() and len(words[end].group()) > 1:
        if end > i and text[words[end - 1].end() : words[end].start()].strip(" ."):
            break
        end += 1
    return end - i


def _without_camera_talk(run: list[str]) -> list[str]:
    while run and run[0].lower() in NOT_PEOPLE:
        run = run[1:]
    return [] if any(word.lower() in NOT_PEOPLE for word in run) else run[:_LONGEST]


def _is_person(name: list[str], after: str) -> bool:
    if name[-1].lower() in PERSON_NOUNS or _AGE_AFTER.match(after):
        return True
    follow = _WORD.match(after.lstrip())
    if not follow or after[:1] != " ":
        return False
    verb = follow.group().lower()
    return verb in PERSON_VERBS or f"{verb}s" in PERSON_VERBS or bool(_AND_ANOTHER.match(after))


def gather(cues: Counter[str], others: Iterable[str], where: dict[str, list[str]]) -> tuple[CastMember, ...]:
    """The cast from cue counts, names found otherwise, and the scenes in which each spelling has a cue.

    Spellings that mean one person are joined: EMMA with EMMA CLARKE with DETECTIVE CLARKE, unless two could be meant.
    OLD EDWARD and EDWARD stay two: they look different.
    """
    names = list(dict.fromkeys([*cues, *others]))
    groups = _joined(names)
    ranked = sorted(groups, key=lambda g: -sum(cues[n] for n in g))
    taken = {_tokens(n) for n in names}
    short: dict[str, list[str]] = {}  # first name of a group → its short forms
    for form, group in _short_forms(groups).items():
        if _tokens(form) not in taken:
            short.setdefault(group[0], []).append(form)
    return tuple(_member(g, cues, where, short.get(g[0], [])) for g in ranked)


def _member(group: list[str], cues: Counter[str], where: dict[str, list[str]], short: list[str]) -> CastMember:
    name = max(group, key=lambda n: (cues[n], len(n)))
    scenes = dict.fromkeys(number for n in group for number in where.get(n, ()))
    aliases = [n for n in group if n != name] + short
    return CastMember(name, sum(cues[n] for n in group), tuple(scenes), tuple(aliases))


def _core(name: str) -> tuple[str, ...]:
    """A name's words without its titles."""
    tokens = _tokens(name)
    core = tuple(t for t in tokens if t.lower().strip(".") not in TITLES)
    return core or tokens


def _joined(names: list[str]) -> list[list[str]]:
    owners: dict[str, list[str]] = {}
    for name in names:
        core = _core(name)
        if len(core) > 1 and not is_role(" ".join(core)) and core[0].lower() not in AGES:
            for token in {core[0], core[-1]}:
                owners.setdefault(token, []).append(name)
    groups: dict[str, list[str]] = {}
    same_core: dict[tuple[str, ...], str] = {}
    for name in sorted(names, key=lambda n: -len(_core(n))):
        core = _core(name)
        head = same_core.get(core)
        if head is None and len(core) == 1 and core[0].lower() not in PERSON_NOUNS:
            candidates = {_core(n) for n in owners.get(core[0], [])}
            head = same_core.get(next(iter(candidates))) if len(candidates) == 1 else None
        head = head or name
        same_core.setdefault(core, head)
        groups.setdefault(head, []).append(name)
    order = {name: i for i, name in enumerate(names)}
    return sorted(groups.values(), key=lambda g: min(order[n] for n in g))


def _short_forms(groups: list[list[str]]) -> dict[str, list[str]]:
    """First and last names, and the bare role of GREEDY BAI, where only one person can be meant."""
    owners: dict[str, list[list[str]]] = {}
    for group in groups:
        tokens = {t for name in group for t in _ends(_core(name))}
        for token in tokens:
            owners.setdefault(token, []).append(group)
    return {token: found[0] for token, found in sorted(owners.items()) if len(found) == 1}


def _ends(core: tuple[str, ...]) -> set[str]:
    if len(core) < 2 or core[0].lower() in AGES or len(core) > _LONGEST:
        return set()
    if is_role(" ".join(core)):
        return {core[-1]}
    return {t for t in (core[0], core[-1]) if len(t) > 2 and t.lower() not in PERSON_ADJECTIVES | NOT_PEOPLE}
