"""Which words tell which trait. Patterns are tried in order; the first that is found tells."""

import re

from onmodel.dna.model import AgeBand, Build, FacialHair, HairLength, HairStyle
from onmodel.fountain.people import PERSON_NOUNS
from onmodel.fountain.wordlist import wordlist

Rows = tuple[tuple[re.Pattern[str], str], ...]

WOMEN = wordlist(
    """woman girl lady female mother daughter sister wife aunt grandmother grandma queen princess waitress widow bride
    hostess actress countess witch policewoman businesswoman she"""
)
MEN = wordlist(
    """man boy gentleman male father son brother husband uncle grandfather grandpa king prince bai khan groom duke
    policeman businessman fisherman salesman watchman monk he"""
)
GENDER = re.compile(rf"\b(?:{'|'.join(sorted((WOMEN | MEN) - {'he', 'she'}))})\b")
PRONOUN = re.compile(r"\b(?:she|her|he|his)\b")
_GENERIC = wordlist("man woman boy girl lady lord child kid baby youth teenager guest stranger elder friend hero")
ROLE = re.compile(rf"\b(?:{'|'.join(sorted(PERSON_NOUNS - _GENERIC))}|assassin|astronaut|scientist|engineer)\b")
_PEOPLE = "|".join(sorted(PERSON_NOUNS))


def _rows(*rows: tuple[str, str]) -> Rows:
    return tuple((re.compile(rf"\b(?:{words})"), value) for words, value in rows)


_AGE_ROWS: tuple[tuple[str, AgeBand], ...] = (
    (r"twenties\b", "twenties"),
    (r"thirties\b", "thirties"),
    (r"forties\b|middle[- ]aged", "forties"),
    (r"fifties\b", "fifties"),
    (r"(?:sixties|seventies|eighties|nineties)\b|elderly|ancient|senior\b|grand(?:mother|father|ma|pa)\b", "old"),
    (rf"(?:old|aged)\s+(?:[\w-]+\s+)?(?:{_PEOPLE})\b|^(?:very )?old$|(?:is|very) old\b", "old"),
    (r"teen|adolescent|youth\b|schoolboy|schoolgirl", "teen"),
    (r"(?:boy|girl|child|kid|toddler|baby|infant)\b", "child"),
    (rf"young(?:er)?\s+(?:[\w-]+\s+)?(?:{_PEOPLE})\b|^young$", "twenties"),
)  # fmt: skip
_BUILD_ROWS: tuple[tuple[str, Build], ...] = (
    (r"heavy[- ]?set|heavy\b|fat\b|stout|plump|portly|obese|overweight|chubby|stocky|burly|rotund", "heavy"),
    (r"athletic|muscular|strong\b|fit\b|well[- ]built|broad[- ]shouldered|sinewy|toned", "athletic"),
    (r"slim|slender|skinny|lean\b|lanky|wiry|petite|gaunt|slight\b", "slim"),
    (r"thin\b(?! (?:moustache|mustache|beard|lips|hair|scarf|eyebrows|nose))", "slim"),
    (r"average (?:build|height)|medium build", "average"),
)  # fmt: skip
_BEARD_ROWS: tuple[tuple[str, FacialHair], ...] = (
    (r"(?:long|flowing|bushy|full|great|waist-length)\b.*\bbeard", "long beard"),
    (r"goatee|van dyke|pointed beard|chin beard", "goatee"),
    (r"(?:short |trimmed )?beard(?:ed)?\b", "beard"),
    (r"mou?stach(?:e|es|ioed)", "moustache"),
    (r"stubble|stubbly|unshaven|five o'clock shadow", "stubble"),
    (r"clean[- ]shaven|beardless|smooth[- ]shaven", "none"),
)
_STYLE_ROWS: tuple[tuple[str, HairStyle], ...] = (
    (r"bald\b|balding|hairless|shaved head|shaven head|no hair", "bald"),
    (r"braid|plait|pigtail|dreadlock|cornrow", "braids"),
    (r"pony[- ]?tail", "ponytail"),
    (r"(?:hair )?bun\b|topknot|top knot|chignon|updo", "bun"),
    (r"bob\b|bobbed", "bob"),
    (r"curl|curly|frizzy|afro\b|wavy", "curly"),
    (r"crop\b|cropped|buzz ?cut|crew ?cut|close[- ]cut|shorn", "cropped"),
)
_LENGTH_ROWS: tuple[tuple[str, HairLength], ...] = (
    (r"shoulder[- ]length|medium[- ]length|chin[- ]length|medium\b", "medium"),
    (r"long\b|waist[- ]length|flowing", "long"),
    (r"short\b|cropped|cut\b", "short"),
)
AGES, BUILDS, BEARDS = _rows(*_AGE_ROWS), _rows(*_BUILD_ROWS), _rows(*_BEARD_ROWS)
STYLES, LENGTHS = _rows(*_STYLE_ROWS), _rows(*_LENGTH_ROWS)
STYLE_LENGTHS: dict[HairStyle, HairLength] = {
    "bald": "bald", "braids": "long", "ponytail": "long", "bun": "long", "bob": "medium", "cropped": "short",
}  # fmt: skip
HAIR = re.compile(
    r"hair|\bcurls?\b|\blocks\b|braid|plait|pony[- ]?tail|\bbun\b|\bbob\b|\bmane\b|crew ?cut|dreadlock|pigtail"
)
BEARD = re.compile(r"beard|goatee|mou?stach|stubble")
EYES = re.compile(r"\beyes?\b|-eyed\b")
SKIN = re.compile(r"\bskin\b|skinned\b|complexion|\bface\b")
HEADS = {
    "blonde": "blonde",
    "blond": "blond",
    "redhead": "red",
    "redheaded": "red",
    "brunette": "brunette",
    "ginger": "ginger",
}
NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
}
ACCESSORIES = _rows(
    (r"sunglasses|dark glasses|shades\b", "sunglasses"),
    (r"(?:round |wire |horn-rimmed )?(?:glasses|spectacles)\b", "glasses"),
    (r"earrings?\b", "earrings"),
    (r"necklace|beads\b|amulet|pendant", "necklace"),
    (r"rings?\b", "ring"),
    (r"bracelets?\b|bangles?\b", "bracelet"),
    (r"(?:wrist)?watch\b", "watch"),
    (r"belt\b|sash\b", "belt"),
    (r"gloves?\b", "gloves"),
    (r"backpack|rucksack", "backpack"),
    (r"(?:hand)?bag\b|satchel|purse\b", "bag"),
    (r"eye ?patch", "eyepatch"),
    (r"crown\b|tiara", "crown"),
    (r"pipe\b", "pipe"),
    (r"cane\b|walking stick|staff\b", "cane"),
    (r"sword\b|sabre|saber", "sword"),
    (r"scars?\b|scarred", "scar"),
    (r"tattoos?\b|tattooed", "tattoo"),
    (r"freckle[sd]?\b", "freckles"),
    (r"badge\b", "badge"),
    (r"mask\b", "mask"),
)
