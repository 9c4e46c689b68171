"""Colour words of costume and casting → sRGB hex. The values are worn cloth and real hair under daylight, not paint."""

GARMENT_COLOURS: dict[str, str] = {
    "black": "#1c1c1e", "charcoal": "#36383b", "dark grey": "#4a4c4f", "grey": "#7d7f82", "light grey": "#b4b6b8",
    "silver": "#b9bdc2", "white": "#f0eee8", "off-white": "#e8e2d4", "ivory": "#ebe3cd", "cream": "#e9dec0",
    "beige": "#cdb994", "sand": "#c8ae82", "tan": "#b48a5e", "camel": "#b58b56", "khaki": "#a3976a",
    "brown": "#6b4a2f", "dark brown": "#452f20", "light brown": "#94704c", "chocolate": "#4a2e1f",
    "chestnut": "#6e3b24", "rust": "#9a4b26", "copper": "#a8623a", "bronze": "#8c6a3c", "ochre": "#b9832f",
    "mustard": "#c79a2b", "gold": "#c9a13b", "yellow": "#e2c33c", "amber": "#cf8a24", "orange": "#d9762b",
    "peach": "#e8b090", "coral": "#dd6f5c", "salmon": "#dd8a78", "pink": "#dd94a6", "hot pink": "#d4437f",
    "rose": "#c8647a", "red": "#b3262a", "dark red": "#7c1c20", "crimson": "#98182e", "scarlet": "#c4261d",
    "burgundy": "#5e1a29", "maroon": "#63211f", "wine": "#5c1f30", "magenta": "#a8297a", "purple": "#65387f",
    "violet": "#6e4a9e", "lavender": "#a893c6", "lilac": "#b79ac6", "plum": "#5b2f52", "indigo": "#34346f",
    "navy": "#1f2a4a", "dark blue": "#243a66", "royal blue": "#2b4ba0", "blue": "#35609f", "light blue": "#8fb2d3",
    "sky blue": "#86b7dc", "denim": "#47617f", "teal": "#1f6a6c", "turquoise": "#37a39b", "cyan": "#3fa9b8",
    "mint": "#a5d1b5", "green": "#3f7045", "dark green": "#26462f", "light green": "#8fb57c", "emerald": "#1f7a54",
    "olive": "#6b6b38", "forest green": "#2b4a31", "lime": "#94b43a", "sage": "#93a286", "moss": "#5f6b3b",
    "khaki green": "#6f7050", "steel": "#71797e", "pearl": "#dfdacf", "ash": "#9a9a94",
}  # fmt: skip
HAIR_COLOURS: dict[str, str] = {
    "black": "#15120f", "raven": "#121014", "dark": "#2a1d15", "dark brown": "#33221a", "brown": "#4e3423",
    "brunette": "#4a3122", "light brown": "#7a5636", "chestnut": "#5c3320", "auburn": "#6b2d1b", "red": "#8f3b1c",
    "ginger": "#a9521f", "copper": "#93481f", "strawberry blonde": "#c08552", "dark blonde": "#8c6d45",
    "blonde": "#c29f63", "blond": "#c29f63", "fair": "#c29f63", "golden": "#c59a4f", "platinum": "#ddd0b0",
    "sandy": "#a88a5c", "salt-and-pepper": "#6f6c69", "greying": "#77726d", "grey": "#8d8b89", "silver": "#b5b5b5",
    "white": "#dedcd8", "pink": "#d57a9b", "blue": "#3a62a8", "green": "#3f7d4d", "purple": "#68408a",
}  # fmt: skip
EYE_COLOURS: dict[str, str] = {
    "dark brown": "#2f1f16", "light brown": "#7a5636", "brown": "#4b3122", "dark": "#2b1d16", "black": "#1d1512",
    "hazel": "#7a6238", "amber": "#94662a", "green": "#56764d", "blue-grey": "#6c7f8c",
    "grey-blue": "#6c7f8c", "light blue": "#86a9c4",
    "blue": "#4f7da6", "grey": "#7f8b91", "violet": "#6b5c94",
}  # fmt: skip
# From the palest to the darkest, in steps of the Monk Skin Tone scale's spirit; nationality is no colour and not here.
SKIN_COLOURS: dict[str, str] = {
    "pale": "#ecd0bd", "porcelain": "#f0d9c9", "fair": "#e6c3a9", "light": "#e0b99b", "rosy": "#e2b39c",
    "freckled": "#e0b797", "olive": "#bd9468", "tanned": "#b9835a", "tan": "#b9835a", "light brown": "#b07a51",
    "bronze": "#a4693f", "sunburnt": "#bf7a5c", "weathered": "#a97850", "brown": "#8f5c3a", "dark brown": "#5d3923",
    "dark": "#563522", "black": "#47291c", "ebony": "#39211a",
}  # fmt: skip
SPELLINGS: tuple[tuple[str, str], ...] = (
    ("gray", "grey"), ("coloured", ""), ("colored", ""), ("greenish", "green"), ("bluish", "blue"),
    ("reddish", "red"), ("brownish", "brown"), ("greyish", "grey"), ("golden-haired", "golden hair"),
)  # fmt: skip
