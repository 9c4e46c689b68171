"""Which set a scene plays in: a lexicon from the words of its heading, INT or EXT, and what happens there."""

import re
from dataclasses import dataclass
from typing import Literal

from onmodel.fountain.model import SceneBreakdown
from onmodel.fountain.wordlist import wordlist
from onmodel.stage.spec import SetName, SetSpec

Period = Literal["modern", "rustic"]

# set and period → words; the order is the order of trust where two speak up equally
_WORDS: tuple[tuple[SetName, Period, str], ...] = (
    (
        "street", "rustic",
        """bazaar market marketplace souk caravanserai village aul old town town square square well stall""",
    ),
    (
        "steppe", "rustic",
        """steppe field plain yurt tent camp campsite encampment meadow pasture desert prairie hill hills
        grassland dune campfire savanna mountain mountains valley lake river riverbank shore beach sea
        coast island sky""",
    ),
    (
        "forest", "rustic",
        """forest woods wood grove jungle clearing thicket glade park garden orchard swamp""",
    ),
    (
        "road", "modern",
        """highway motorway freeway roadside crossroads bridge railway petrol gas station driveway car taxi""",
    ),
    (
        "road", "rustic",
        """road path track trail caravan pass""",
    ),
    (
        "bar", "rustic",
        """tavern inn teahouse chaikhana alehouse saloon hostelry mead""",
    ),
    (
        "bar", "modern",
        """bar pub nightclub club cafe café restaurant diner coffee shop casino lounge canteen""",
    ),
    (
        "office", "modern",
        """office police station precinct headquarters bureau bank classroom school laboratory lab hospital
        clinic courtroom court newsroom studio interrogation reception lobby library boardroom
        conference archive morgue control airport embassy ministry workshop factory warehouse server""",
    ),
    (
        "street", "modern",
        """street alley alleyway sidewalk pavement city downtown avenue boulevard plaza parking lot
        courtyard rooftop roof subway entrance outside building facade neighbourhood neighborhood suburb
        block station platform dock harbour harbor shop storefront""",
    ),
    (
        "room", "rustic",
        """palace bai bai's mansion hall castle throne hut cottage farmhouse cabin stable barn mosque
        temple church monastery cave cellar dungeon mill khan khan's sultan's manor shack""",
    ),
    (
        "room", "modern",
        """room house home apartment flat kitchen bedroom bathroom living parlour parlor hallway corridor
        hotel motel attic basement dining study nursery loft penthouse suite stairwell staircase
        elevator""",
    ),
)  # fmt: skip
_KNOWN = frozenset(word for _, _, listed in _WORDS for word in listed.split())
_VAGUE = frozenset(("room", "house", "home", "hall", "building", "shop", "block", "old", "outside", "entrance",
                    "town", "city", "station"))  # fmt: skip
# places that the stage has no set for, only one that is played like them: whoever reads the board is told
_STAND_INS = wordlist(
    "lake river riverbank shore beach sea coast island sky dune mountain swamp jungle "
    "bridge railway petrol gas car taxi casino "
    "classroom school laboratory lab hospital clinic courtroom court library morgue airport workshop factory warehouse "
    "server rooftop roof subway platform dock harbour harbor parking "
    "castle stable barn mosque temple church monastery cave cellar dungeon mill "
    "kitchen bathroom attic basement stairwell staircase elevator"
)
_OLD = re.compile(
    r"\b(bai|khan|sultan|vizier|yurt|dombra|camel|caravan|aul|steppe|sword|knight|king|queen|peasant|dervish|"
    r"bazaar|souk|caravanserai|village|hamlet|"
    r"horseman|rider|shepherd|mullah|bey|donkey|batyr|chapan|kumis|castle|medieval|village elder|merchant)s?\b"
)


@dataclass(frozen=True)
class Choice:
    """A set for a place; `guessed` where no word of the heading said so. `note` tells people what is not as written."""

    name: SetName
    period: Period
    guessed: bool = False
    note: str = ""


def set_of(place: str, int_ext: str, description: str = "") -> Choice:
    """The set for a place as a heading names it, by INT/EXT and, where those are silent, by what is told of it.

    >>> set_of("THE BAI'S YURT", "EXT").name, set_of("INTERROGATION ROOM", "INT").name, set_of("BAZAAR", "EXT").period
    ('steppe', 'office', 'rustic')
    """
    inside = int_ext.upper().startswith("INT") or (not int_ext and _indoors(place))
    for text, guessed in ((place, False), (description, True)):
        scored = _best(text, inside)
        if scored:
            name, period = scored
            if _OLD.search(f"{place} {description}".lower()):
                period = "rustic"
            return Choice(name, period, guessed, _told(place, name, guessed))
    old: Period = "rustic" if _OLD.search(f"{place} {description}".lower()) else "modern"
    name = "room" if inside else ("steppe" if old == "rustic" else "street")
    kind = "interior" if inside else "exterior"
    return Choice(name, old, True, f"“{place}” is no place that the sets know: played in “{name}”, as {kind}s are")


def _told(place: str, name: SetName, guessed: bool) -> str:
    """What people should know of a set for a place; nothing where it is the place itself."""
    if guessed:
        return f"“{place}” is played in the set “{name}”, which its description suggests"
    telling = [word for word in _named(place) if word not in _VAGUE]
    if not telling or not _STAND_INS.issuperset(telling):
        return ""
    return f"“{place}” is played in the set “{name}”: the stage has none of its own for such a place"


INDOOR: frozenset[SetName] = frozenset({"room", "office", "bar"})


def _indoors(place: str) -> bool:
    found = _scores(place)
    return bool(found) and max(found, key=lambda k: found[k])[0] in INDOOR


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower().replace("’", "'"))


def _named(text: str) -> list[str]:
    """The words of a text that name a place, in the singular where that is the word we know."""
    single = [word.removesuffix("s") if word.removesuffix("s") in _KNOWN else word for word in _words(text)]
    return [word for word in single if word in _KNOWN]


def _scores(text: str) -> dict[tuple[SetName, Period], float]:
    """How strongly a text asks for each set: later words count more, since the last one names the place."""
    words = _words(text)
    out: dict[tuple[SetName, Period], float] = {}
    for rank, (name, period, listed) in enumerate(_WORDS):
        known = set(listed.split())
        hits = [i for i, w in enumerate(words) if w in known or w.removesuffix("s") in known]
        if hits:
            told = sum(0.2 if words[i] in _VAGUE else 1.0 for i in hits)
            out[name, period] = told + 0.5 * (max(hits) + 1) / (len(words) + 1) - rank * 1e-3
    return out


def _best(text: str, inside: bool) -> tuple[SetName, Period] | None:
    """The set that fits best among those on the right side of the door; an open place indoors becomes its room."""
    found = _scores(text)
    fitting = {k: v for k, v in found.items() if (k[0] in INDOOR) == inside}
    if fitting:
        return max(fitting, key=lambda k: fitting[k])
    if not found:
        return None
    name, period = max(found, key=lambda k: found[k])
    if inside:  # inside a tent or a shop of the bazaar: a rustic room; in a car on the road: the road itself
        return (
            (name, period)
            if name == "road"
            else ("room", period if name != "street" or period == "rustic" else "modern")
        )
    return ("steppe", "rustic") if period == "rustic" else ("street", "modern")


def choose_set(scene: SceneBreakdown, seed: int = 0) -> SetSpec:
    """The set of a scene, with its hour, mood and dressing; its note says so where it was a guess."""
    told = " ".join([scene.synopsis, *scene.props, *(shot.description for shot in scene.shots)])
    choice = set_of(scene.place or scene.heading, scene.int_ext, told)
    interior = choice.name in INDOOR
    return SetSpec(choice.name, interior, scene.time, scene.mood, seed, choice.period, choice.note)
