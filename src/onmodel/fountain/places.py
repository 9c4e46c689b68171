"""Places that prose names, and whether they are inside or outside."""

import re

from onmodel.fountain.wordlist import wordlist

_INSIDE = wordlist(
    """apartment attic bakery ballroom bank bar barn basement bathroom bedroom cabin cafe café castle cafeteria car cave
    cell cellar church classroom clinic corridor courtroom cottage diner elevator factory flat gallery garage gym hall
    hallway hospital hotel house hut inn kitchen lab laboratory library lobby mosque museum office palace police
    station prison pub restaurant room salon school shop spaceship store studio tavern temple theater theatre throne
    tower train tunnel warehouse workshop yurt"""
)
_OUTSIDE = wordlist(
    """alley avenue bazaar beach bridge camp cemetery city clearing cliff coast country courtyard crossroads
    desert docks farm field fields forest garden gate harbor harbour highway hill hills island jungle lake lane market
    meadow mountain mountains oasis park pass pasture path pier plain plaza port river riverbank road rooftop ruins
    sea shore square steppe street streets swamp town track trail valley village wasteland wharf wood woods
    yard"""
)
_SIDES = dict.fromkeys(_INSIDE, "INT") | dict.fromkeys(_OUTSIDE, "EXT")
_PLACE = re.compile(
    r"\b(?P<how>in|into|inside|at|to|through|onto|on|across|outside|entered|enters|reached|reaches|along|down|beside)\s+"
    r"(?P<what>(?:(?:the|a|an|his|her|their|its)\s+)?(?:[\w-]+(?:['’]s)?\s+){0,2}?(?P<noun>"
    + "|".join(sorted(_SIDES, key=lambda w: (-len(w), w)))
    + r"))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(the|a|an|his|her|their|its)\s+", re.IGNORECASE)
_LOOKING = re.compile(r"\b(look|point|gaze|star|glanc|shout|wav)\w*\s*$", re.IGNORECASE)


def place_in(text: str) -> tuple[str, str] | None:
    """Side and place that a sentence sets its action in, or None: "They met in the old tavern" → INT, OLD TAVERN."""
    for found in _PLACE.finditer(text):
        if _LOOKING.search(text[max(0, found.start() - 20) : found.start()]):
            continue  # "she looked at the house" stays where she is
        side = "EXT" if found["how"].lower() in {"outside", "beside"} else _SIDES[found["noun"].lower()]
        name = _ARTICLE.sub("", " ".join(found["what"].split())).upper()
        return side, name
    return None
