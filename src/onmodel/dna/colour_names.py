"""Names for colours as a costume list writes them, and the nearest name of any colour."""

import functools

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import hex_to_linear, linear_to_oklab

NAMES: dict[str, str] = {
    "black": "#1b1b1d", "charcoal": "#3a3b3f", "grey": "#808285", "light grey": "#b9bbbe", "white": "#f2f1ee",
    "cream": "#efe4c8", "beige": "#cdb891", "tan": "#b08a5b", "camel": "#a8793f", "brown": "#6b4426",
    "dark brown": "#3f291b", "rust": "#a5482a", "red": "#b3202a", "dark red": "#7a1520", "burgundy": "#571a2b",
    "pink": "#dd8fa5", "orange": "#e0702a", "mustard": "#c4932e", "yellow": "#e6c63f", "olive": "#686a35",
    "khaki": "#94885a", "green": "#3b7d43", "dark green": "#1f4630", "light green": "#93bf85", "teal": "#1f7377",
    "turquoise": "#4bb3b1", "light blue": "#8fb6d9", "blue": "#2c5ea8", "navy": "#1f2a4a", "purple": "#5e3a80",
    "lavender": "#a795cf",
}  # fmt: skip


@functools.cache
def _table() -> NDArray[np.float64]:
    return linear_to_oklab(np.stack([hex_to_linear(colour) for colour in NAMES.values()]))


def colour_name(colour: str) -> str:
    """The nearest name of a hex colour, by distance in Oklab with hue and chroma counting twice.

    >>> colour_name("#8a1c24")
    'dark red'
    """
    lab = linear_to_oklab(hex_to_linear(colour))
    away = np.linalg.norm((_table() - lab) * [1.0, 2.0, 2.0], axis=-1)
    return list(NAMES)[int(np.argmin(away))]


def _polar(colour: str) -> tuple[float, float, float]:
    """Oklab lightness, chroma and hue in degrees."""
    lightness, a, b = linear_to_oklab(hex_to_linear(colour))
    return float(lightness), float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)))


def hair_colour_name(colour: str) -> str:
    """The word a casting sheet has for hair of this colour.

    >>> [hair_colour_name(c) for c in ("#15120f", "#3a2a20", "#7a4a2a", "#9c3a1a", "#d8b46a", "#8c8c8c", "#efefec")]
    ['black', 'dark brown', 'brown', 'red', 'blond', 'grey', 'white']
    """
    lightness, chroma, hue = _polar(colour)
    if lightness < 0.25:
        return "black"
    if chroma < 0.02:
        return "black" if lightness < 0.36 else "white" if lightness > 0.85 else "grey"
    if lightness > 0.35 and chroma > 0.09 and -20 < hue < 55:
        return "red"
    if lightness > 0.66 and 60 < hue < 115:
        return "blond"
    if 25 < hue < 115:
        return "dark brown" if lightness < 0.38 else "brown" if lightness < 0.56 else "light brown"
    return colour_name(colour)


def eye_colour_name(colour: str) -> str:
    """The word a casting sheet has for eyes of this colour.

    >>> [eye_colour_name(c) for c in ("#2a1a12", "#5b4030", "#7a6a3a", "#4a6a8a", "#5a7a50", "#8a8f94")]
    ['dark brown', 'brown', 'hazel', 'blue', 'green', 'grey']
    """
    lightness, chroma, hue = _polar(colour)
    if chroma < 0.018:
        return "dark" if lightness < 0.35 else "grey"
    if 115 <= hue <= 190:
        return "green"
    if not -20 <= hue < 115:
        return "blue"
    if hue > 80 and lightness > 0.45:
        return "hazel"
    return "dark brown" if lightness < 0.3 else "brown"


def skin_tone_name(colour: str) -> str:
    """A plain word for a skin's lightness, without guessing where anyone is from.

    >>> [skin_tone_name(c) for c in ("#f3dccb", "#dfb79a", "#c69076", "#8a5a3c", "#4a2e20")]
    ['very fair', 'fair', 'light brown', 'brown', 'dark']
    """
    lightness = _polar(colour)[0]
    tones = ((0.87, "very fair"), (0.76, "fair"), (0.65, "light brown"), (0.48, "brown"))
    return next((name for bar, name in tones if lightness >= bar), "dark")
