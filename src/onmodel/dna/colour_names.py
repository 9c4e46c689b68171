"""The word for a colour: the inverse of `colour_words`. A colour that came from a word gets that word back."""

import functools

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import hex_to_linear, linear_to_oklab
from onmodel.dna.colour_words import EYE_COLOURS, GARMENT_COLOURS, HAIR_COLOURS, SKIN_COLOURS

# What a measured colour may be called: the plain words, since nobody reads "salmon" off a photograph.
PLAIN_CLOTH = (
    "black", "charcoal", "grey", "light grey", "white", "cream", "beige", "tan", "brown", "dark brown", "rust", "red",
    "dark red", "burgundy", "pink", "orange", "mustard", "yellow", "olive", "khaki", "green", "dark green",
    "light green", "teal", "turquoise", "light blue", "blue", "navy", "purple", "lavender",
)  # fmt: skip
PLAIN_HAIR = (
    "black", "dark brown", "brown", "light brown", "auburn", "red", "ginger", "dark blonde", "blonde", "platinum",
    "grey", "white", "pink", "blue", "green", "purple",
)  # fmt: skip
PLAIN_EYES = ("dark brown", "brown", "hazel", "green", "light blue", "blue", "grey")
PLAIN_SKIN = ("pale", "fair", "light", "light brown", "brown", "dark brown", "dark")  # lightness, not where from
HUE_WEIGHT = 2.0  # light moves the lightness of a thing, so hue and chroma say more about its name


def colour_name(colour: str) -> str:
    """The name of a cloth's hex colour.

    >>> colour_name("#e1734d"), colour_name(GARMENT_COLOURS["salmon"])
    ('orange', 'salmon')
    """
    return _name(colour, GARMENT_COLOURS, PLAIN_CLOTH)


def hair_colour_name(colour: str) -> str:
    """The word a casting sheet has for hair of this hex colour.

    >>> hair_colour_name("#3a2a20"), hair_colour_name(HAIR_COLOURS["red"])
    ('dark brown', 'red')
    """
    return _name(colour, HAIR_COLOURS, PLAIN_HAIR)


def eye_colour_name(colour: str) -> str:
    """The word a casting sheet has for eyes of this hex colour.

    >>> eye_colour_name("#4a6a8a")
    'blue'
    """
    return _name(colour, EYE_COLOURS, PLAIN_EYES)


def skin_tone_name(colour: str) -> str:
    """A plain word for how light a skin of this hex colour is.

    >>> skin_tone_name("#8a5a3c")
    'brown'
    """
    return _name(colour, SKIN_COLOURS, PLAIN_SKIN)


def _name(colour: str, table: dict[str, str], plain: tuple[str, ...]) -> str:
    """The word that stands for exactly this colour, else the nearest plain one in Oklab."""
    for word, value in table.items():
        if value == colour.lower():
            return word
    lab = linear_to_oklab(hex_to_linear(colour))
    away = np.linalg.norm((_labs(tuple(table[word] for word in plain)) - lab) * [1.0, HUE_WEIGHT, HUE_WEIGHT], axis=-1)
    return plain[int(np.argmin(away))]


@functools.cache
def _labs(colours: tuple[str, ...]) -> NDArray[np.float64]:
    return linear_to_oklab(np.stack([hex_to_linear(colour) for colour in colours]))
