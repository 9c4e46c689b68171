"""What neither words nor pictures told of a character: said to people, so that no default is taken for knowledge."""

from onmodel.dna.model import CharacterDNA

TRAITS = ("gender", "age", "build", "skin", "eyes", "hair", "hair_length", "hair_style", "facial_hair")
_NO_PICTURE_TELLS = {
    "age": "pictures do not tell it: wrinkles drown in light and make-up",
    "hair_style": "from the front, braids, a ponytail, a bun and curls look like loose or short hair",
}


def untold(dna: CharacterDNA) -> tuple[str, ...]:
    """The traits nobody told, each as a short sentence; where pictures were given, why they do not tell it.

    A hair style that pictures seem to show is listed as well, unless the head is bald: its length is seen, its style
    is guessed from that.
    """
    said = []
    for name in TRAITS:
        trait, words = getattr(dna, name), name.replace("_", " ")
        guessed = name == "hair_style" and trait.source == "pixels" and trait.value != "bald"
        if trait.source != "default" and trait.value is not None and not guessed:
            continue
        why = _NO_PICTURE_TELLS.get(name, "the pictures do not show it") if dna.faces else "not described"
        said.append(f"{words}: {why}")
    return tuple(said)
