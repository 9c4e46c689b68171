"""What words mean for a picture: poses, faces, things, moods. Word lists and the functions that read them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from onmodel.fountain.vocabulary import POSTURES, Expression, Mood, Pose
from onmodel.fountain.wordlist import wordlist

WORD = re.compile(r"[^\W\d_][\w'’-]*")

_POSE_PHRASES: tuple[tuple[re.Pattern[str], Pose], ...] = (
    (re.compile(r"hands? on (his|her|their|the) hips?", re.I), Pose.HANDS_ON_HIPS),
    (
        re.compile(r"(cross|fold)(es|s|ed|ing)? (his|her|their) arms|arms (are )?(crossed|folded)", re.I),
        Pose.ARMS_CROSSED,
    ),
    (re.compile(r"(scratch\w*|strok\w*|rub\w*) (his|her|their) (head|chin|beard)|deep in thought", re.I), Pose.THINK),
    (re.compile(r"on (his|her|their) knees", re.I), Pose.KNEEL),
    (re.compile(r"get(s|ting)? up|on (his|her|their) feet", re.I), Pose.STAND),
)
_GESTURES = frozenset({Pose.HANDS_ON_HIPS, Pose.ARMS_CROSSED, Pose.THINK})  # made in any posture
# In order: where a sentence has several verbs, the one that shapes the whole body wins.
_POSE_WORDS: tuple[tuple[Pose, frozenset[str]], ...] = (
    (Pose.KNEEL, wordlist("kneel knelt")),
    (Pose.CROUCH, wordlist("crouch squat duck cower hide hid")),
    (Pose.LIE, wordlist("lie lies lay lying asleep sleep slept unconscious collapse sprawl")),
    (Pose.BOW, wordlist("bow curtsy")),
    (Pose.FIGHT, wordlist("fight fought punch hit strike struck kick attack struggle lunge wrestle swing swung slap")),
    (Pose.POINT, wordlist("point aim")),
    (Pose.WAVE, wordlist("wave beckon")),
    (Pose.SIT, wordlist("sit sat seat perch slump")),
    (Pose.RUN, wordlist("run ran sprint dash race flee fled chase hurry rush bolt gallop")),
    (Pose.HOLD, wordlist("hold held carry shake shook lift raise grip clutch read drink drank count show cradle play")),
    (
        Pose.REACH,
        wordlist(
            "reach grab snatch take took give gave offer pick pull open knock touch pour throw threw push catch caught"
        ),
    ),
    (
        Pose.WALK,
        wordlist(
            "walk stroll stride strode enter approach wander pace march follow step come came leave left exit cross "
            "arrive go went lead led climb ride rode limp stumble stagger sneak tiptoe burst"
        ),
    ),
    (Pose.THINK, wordlist("think thought ponder wonder consider study")),
    (Pose.LISTEN, wordlist("listen hear heard")),
    (Pose.STAND, wordlist("stand stood rise rose stop wait stay tower loom lean")),
)
_POSES = {word: (rank, pose) for rank, (pose, words) in reversed(list(enumerate(_POSE_WORDS))) for word in words}
_EXPRESSION_WORDS: tuple[tuple[Expression, frozenset[str]], ...] = (
    (Expression.SLY, wordlist("sly slyly smirk wink cunning cunningly mischievous mischievously crafty innocently")),
    (Expression.LAUGH, wordlist("laugh chuckle giggle guffaw laughter")),
    (
        Expression.SURPRISED,
        wordlist("surprise astonish speechless gasp gape stun shock startle amaze dumbfounded wide-eyed disbelief"),
    ),
    (Expression.AFRAID, wordlist("afraid fear scared scare terrified terror frighten tremble cower panic horror")),
    (
        Expression.ANGRY,
        wordlist("angry angrily anger furious furiously snarl growl shout yell scowl roar glare rage snap bark fierce"),
    ),
    (Expression.SAD, wordlist("sad sadly weep wept sob tear mourn grief grieve sigh lonely heartbroken crying")),
    (
        Expression.WORRIED,
        wordlist("worry worried nervous nervously anxious uneasy frown hesitate doubt confused puzzled begging"),
    ),
    (
        Expression.SMILE,
        wordlist("smile grin beam kindly cheerful cheerfully happy happily delight proud proudly warmly gently joy"),
    ),
    (Expression.DETERMINED, wordlist("determined firm firmly resolute resolve clench bold boldly calm calmly steady")),
)
_EXPRESSIONS = {w: (rank, e) for rank, (e, words) in reversed(list(enumerate(_EXPRESSION_WORDS))) for w in words}
_ENDING = wordlist("stop stops stopped not no never without isn't doesn't isn’t doesn’t")
HAND_PROPS = wordlist(
    """apple axe bag basket book bottle bouquet bowl box bread bucket candle card cards cigar cigarette coin coins
    cup dagger dombra dossier envelope file flashlight flower flowers folder gift glass glasses gun hammer
    handkerchief key keys knife lantern lamp letter map microphone money mug necklace needle newspaper note
    notebook paper papers pebble pebbles pen phone photo photograph picture pipe pistol plate postcard pouch
    purse radio revolver rifle rod rope rose sack scroll shovel spear spoon staff stone suitcase sword
    telephone ticket torch toy umbrella wallet whip"""
)
FIXED_PROPS = wordlist(
    """anvil armchair barrel bed bench bicycle boat bookshelf bus camel campfire car carpet carriage cart cauldron chair
     clock computer counter crate cupboard curtain desk door fence fire fireplace fountain gate goat grave horse
    hydrant ladder lamppost mirror monitor motorcycle painting piano pillow pot rug saddle screen sheep shelf sign
    sofa stall statue stool stove streetlight table tent throne train tree truck typewriter van wagon
    window yurt"""
)
PROPS = HAND_PROPS | FIXED_PROPS
_MOODS: tuple[tuple[Mood, frozenset[str]], ...] = (
    (
        Mood.TENSE,
        wordlist(
            "gun knife blood chase threat threaten scream danger kill dead fight attack corpse afraid witness hide"
        ),
    ),
    (
        Mood.COMIC,
        wordlist("sly slyly trick trickster fool greedy wink joke silly speechless pebble clumsy ridiculous fat"),
    ),
    (
        Mood.MYSTERIOUS,
        wordlist("fog shadow mist whisper secret strange moon moonlight mysterious silence hooded ghost"),
    ),
    (Mood.SAD, wordlist("weep sob tear grave funeral mourn sad alone lonely grief lost goodbye cry")),
    (Mood.JOYFUL, wordlist("laugh dance feast sing celebrate cheer music wedding joy happy holiday")),
    (Mood.WARM, wordlist("home hug embrace hearth fireplace tea bread mother gentle kiss sunset smile")),
)


@lru_cache(maxsize=1 << 14)  # a script says the same few thousand words again and again
def lemmas(word: str) -> tuple[str, ...]:
    """The forms that a word may be listed under: "stopped" → stopped, stopp, stoppe, stop; cheap and good enough."""
    return tuple(_lemmas(word.lower()))


def _lemmas(low: str) -> Iterator[str]:
    yield low
    for ending in ("es", "s", "ed", "ing", "d"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) > 2:
            yield stem
            yield f"{stem}e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem[-1] == "i":
                yield f"{stem[:-1]}y"


def pose_in(text: str) -> Pose | None:
    """The pose that a clause tells, None where it tells none.

    >>> pose_in("walks in and kneels")
    <Pose.KNEEL: 'kneel'>
    >>> pose_in("sits at a table, arms crossed")
    <Pose.SIT: 'sit'>
    """
    found = [_POSES[form] for word in WORD.findall(text) for form in lemmas(word) if form in _POSES]
    told = min(found)[1] if found else None
    for pattern, pose in _POSE_PHRASES:
        if pattern.search(text):
            return told if told in POSTURES and pose in _GESTURES else pose
    return told


def expression_in(text: str) -> Expression | None:
    """The face that a clause or a parenthetical tells; "stops smiling" and "not angry" tell none."""
    words = WORD.findall(text)
    found = [
        _EXPRESSIONS[form]
        for i, word in enumerate(words)
        for form in lemmas(word)
        if form in _EXPRESSIONS and not _ENDING & {w.lower() for w in words[max(0, i - 2) : i]}
    ]
    return min(found)[1] if found else None


def props_in(text: str) -> list[str]:
    """Things that a text names, in order, each once and as the list has them."""
    return list(dict.fromkeys(prop for word in WORD.findall(text) if (prop := _prop(word))))


@lru_cache(maxsize=1 << 14)
def _prop(word: str) -> str | None:
    return next((form for form in lemmas(word) if form in PROPS), None)


def mood_of(text: str) -> Mood:
    """The mood with the most different words in a scene's text; neutral where fewer than two speak for any."""
    forms = {form for word in set(WORD.findall(text)) for form in lemmas(word)}
    best, mood = max(((len(words & forms), mood) for mood, words in _MOODS), key=lambda scored: scored[0])
    return mood if best >= 2 else Mood.NEUTRAL
