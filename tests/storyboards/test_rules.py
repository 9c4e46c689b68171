from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, TimeOfDay
from onmodel.storyboards.rules import BoardSettings, dna_hash, order_key, panel_prompt

SHOT = Shot("1", Framing.CU, Angle.LOW, 85, Move.STATIC, "Aldar grins.", ("ALDAR",))
SCENE = SceneBreakdown(
    "3A", "EXT. STEPPE - NIGHT", "EXT", "STEPPE", TimeOfDay.NIGHT, Mood.TENSE, ("ALDAR",), (), (SHOT,)
)


def test_the_same_order_is_the_same_board_and_any_change_is_another() -> None:
    cast = [("ALDAR", "h1"), ("BAI", "h2")]
    key = order_key("script", cast, BoardSettings())
    assert key == order_key("script", list(reversed(cast)), BoardSettings())
    others = [
        order_key("other script", cast, BoardSettings()),
        order_key("script", [("ALDAR", "changed"), ("BAI", "h2")], BoardSettings()),
        order_key("script", cast, BoardSettings(seed=1)),
        order_key("script", cast, BoardSettings(tier="low")),
        order_key("script", cast, BoardSettings(frames=6)),
    ]
    assert len({key, *others}) == 6


def test_the_prompt_names_who_what_where_when_and_the_lens() -> None:
    prompt = panel_prompt(SCENE, SHOT, {"ALDAR": "Aldar Kose, red felt hat", "BAI": "not in this shot"})
    for words in ("red felt hat", "Aldar grins", "steppe", "night", "tense", "CU", "85 mm", "low angle"):
        assert words in prompt
    assert "not in this shot" not in prompt


def test_a_characters_hash_follows_its_dna() -> None:
    assert dna_hash({"a": 1, "b": 2}) == dna_hash({"b": 2, "a": 1})
    assert dna_hash({"a": 1}) != dna_hash({"a": 2})
