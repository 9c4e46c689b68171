"""The sample story, written for this product: a tale of Aldar Kose, who outwits the greedy bai of the Kazakh steppe."""

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class SampleCharacter:
    """A character of the tale with the description that their DNA is read from."""

    name: str
    description: str


CAST: tuple[SampleCharacter, ...] = (
    SampleCharacter(
        "ALDAR KOSE",
        "trickster, man in his thirties, slim, brown skin, brown eyes, short black hair, thin moustache, "
        "patched ochre robe, grey trousers, brown boots, red felt hat",
    ),
    SampleCharacter(
        "BAI",
        "rich merchant, man in his fifties, heavy-set, tanned skin, grey hair, long grey beard, "
        "royal blue silk robe, white trousers, black boots, black fur hat",
    ),
    SampleCharacter(
        "SAULE",
        "weaver, young woman in her twenties, slim, light brown skin, dark eyes, long black hair in two braids, "
        "green dress, crimson vest, brown boots",
    ),
    SampleCharacter(
        "TIMUR",
        "boy of nine, slim, light brown skin, brown eyes, short black hair, cream shirt, brown vest, "
        "dark grey trousers, brown boots",
    ),
)


def sample_script() -> Path:
    """The tale as Fountain: four people, three places, day and night, inside and outside."""
    return _HERE / "aldar_kose.fountain"


def second_script() -> Path:
    """A modern story in other places with other people, to try that the tale is not the only one that works."""
    return _HERE / "night_shift.fountain"
