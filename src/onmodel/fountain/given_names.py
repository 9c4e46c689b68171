"""What a given name usually says of its bearer, for casting and pronouns: what the text says always wins over it."""

import functools
import re
from typing import Literal

Gender = Literal["woman", "man"]

_WOMEN = """
    ada aigerim ainur aisha alice alina alma amina amy ana anastasia angela anna anne annie aruzhan asel audrey ayala
    barbara bella beth brigitte camila carla carmen caroline catherine chiara clara claire daria diana dinara dorothy
    elena eleanor eliza elizabeth ella ellen emilia emily emma erica esther eva eve fatima fiona gloria grace greta
    gulnara hana hannah helen helena ines ingrid irene irina isabel jane jasmine jenny jessica joan joanna judith
    julia juliet karen kate katherine kira kamila laila larissa laura lena leyla lily linda lisa lola lucy maria marie
    marina marta martha mary maya mei mia michelle mira monica nadia nancy natalia natasha nina nora olga olivia paula
    priya rachel rebecca rita rosa rose ruth sabina saltanat samira sandra sara sarah saule scarlett selma sofia sonia
    sophie stella susan svetlana tamara tanya tatiana teresa tina togzhan vera victoria viola yasmin yuki zarina zoe
    mother mom mum grandmother granny aunt sister daughter queen princess lady madam mrs miss ms waitress actress
    hostess bride widow girl woman
"""
_MEN = """
    aaron adam ahmed alan albert aldar alexander alexei ali andrei andrew anton arman arthur askar ben benjamin bob
    bolat boris brian carl carlos charles charlie chris daniel dauren david dennis diego dmitri edward eric ernest
    erlan felix francis frank fred gabriel george gregory hamlet hans harry henry hugo ian igor ivan jack jacob james
    jan jason jean jim joe john jonas jorge jose joseph juan karl kenji kevin leo leon leonard louis luca luis luke
    marat marcus mario mark martin matthew max michael miguel mike mohammed murat nathan nick nikolai nurlan oleg oliver
    omar oscar pablo patrick paul pavel pedro peter philip pierre ralph raul ray richard robert roger romeo ruslan sam
    samuel serik sergei simon stefan stephen steve talgat theo thomas timur tom tony victor viktor vincent vladimir
    walter william yerlan yuri father dad grandfather grandpa uncle brother son king prince lord sir mr waiter actor
    host groom widower boy man bai khan sultan mullah
"""
WOMEN, MEN = frozenset(_WOMEN.split()), frozenset(_MEN.split())


@functools.lru_cache(maxsize=4096)
def usual_gender(name: str) -> Gender | None:
    """The usual bearer of the first known word in a name, or None.

    >>> usual_gender("EMMA"), usual_gender("Old Edward"), usual_gender("MRS KOSE"), usual_gender("Xyzzy")
    ('woman', 'man', 'woman', None)
    """
    for word in re.findall(r"[^\W\d_]+", name.casefold()):
        if word in WOMEN:
            return "woman"
        if word in MEN:
            return "man"
    return None
