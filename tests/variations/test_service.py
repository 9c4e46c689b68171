"""A batch is rendered by child jobs, voted on, and one of it adopted."""

from typing import Any

import pytest

from onmodel.characters import service as characters
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.dna.model import Bearing
from onmodel.engine import ChangedMeanwhile
from onmodel.fountain.vocabulary import Expression
from onmodel.inline import run_inline
from onmodel.jobs import service as jobs
from onmodel.reviews import service as reviews
from onmodel.reviews.schemas import TargetIn, VoteIn
from onmodel.stage.casting import cast
from onmodel.variations import rules, service, tasks
from onmodel.variations.schemas import IdeaIn, ScriptIn, VariationsIn
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.crowd import at_once
from tests.factories.production import SCRIPT, Production

OUTFIT = {"kind": "outfit", "outfit": "a navy coat and boots"}


@pytest.fixture(autouse=True)
def _blocked_by_a_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocking is the stage's own matter and takes seconds."""
    from onmodel.stage.spec import ActorSpec, CameraSpec, SceneSpec, SetSpec

    def block(scene: Any, looks: Any, **_options: Any) -> Any:
        [(name, look)] = looks.items()
        beat = scene.shots[0].beats[0]
        actor = ActorSpec(name, look, pose=beat.pose, expression=beat.expression)
        return (SceneSpec(SetSpec(), CameraSpec((0, 3, 1), (0, 0, 1)), (actor,)),)

    monkeypatch.setattr(tasks, "block_scene", block)


def _ask(production: Production, character_id: str, *ideas: dict[str, Any], **given: Any) -> list[Any]:
    with production.database.transaction() as session:
        body = VariationsIn(ideas=[IdeaIn(**idea) for idea in ideas], **given)
        rows = service.ask(session, production.project_id, character_id, body)
        return [row.id for row in rows] + [rows[0].job_id]


def _variations(production: Production, character_id: str) -> list[Any]:
    with production.database.reading() as session:
        rows = service.queries.of_character(session, production.project_id, character_id)
        return service.shown(session, production.project_id, rows)


def test_a_sheet_of_expressions_is_one_job_with_a_child_each(production: Production) -> None:
    emma = production.character("EMMA")
    *ids, batch = _ask(production, emma.id, kind="expression")
    assert len(ids) >= 10
    with production.database.reading() as session:
        children = jobs.children(session, batch)
        assert {child.queue for child in children} == {"render"}
        assert len(children) == len(ids)
    done = run_inline(production.database, batch, tasks.handlers(production.backends))
    assert (done.state, done.result) == ("succeeded", {"character_id": emma.id, "made": len(ids), "of": len(ids)})
    assert len(production.images.requests) == len(ids)
    assert {r.scene.actors[0].expression for r in production.images.requests if r.scene} >= {"sly", "angry"}
    views = _variations(production, emma.id)
    assert all(view.image_url for view in views)
    with production.database.reading() as session:
        made = [e for e in events.events_after(session, production.project_id, 0) if e.kind == "variation.made"]
        assert len(made) == len(ids)
        png = service.grid(session, production.blobs, production.project_id, emma.id)
    assert png.startswith(b"\x89PNG")


def test_a_picture_that_is_there_is_not_rendered_again(production: Production) -> None:
    emma = production.character("EMMA")
    *_, batch = _ask(production, emma.id, OUTFIT)
    run_inline(production.database, batch, tasks.handlers(production.backends))
    with production.database.reading() as session:
        [child] = jobs.children(session, batch)
        job_id = child.id
    with production.database.transaction() as session:
        jobs.get(session, job_id).state = "queued"  # as if its worker had died after the picture was kept
    run_inline(production.database, job_id, tasks.handlers(production.backends))
    assert len(production.images.requests) == 1


def test_an_adopted_outfit_is_worn_from_then_on_and_can_be_rolled_back(production: Production) -> None:
    emma = production.character("EMMA", "detective, grey coat, red hair")
    variation, batch = _ask(production, emma.id, OUTFIT)
    with pytest.raises(rules.VariationNotReady), production.database.transaction() as session:
        service.adopt(session, production.project_id, variation)
    run_inline(production.database, batch, tasks.handlers(production.backends))
    with production.database.transaction(actor="ben") as session:
        service.adopt(session, production.project_id, variation)
    with pytest.raises(rules.VariationAlreadyAdopted), production.database.transaction() as session:
        service.adopt(session, production.project_id, variation)
    with production.database.reading() as session:
        row = characters.get(session, production.project_id, emma.id)
        assert row.description == "detective, red hair, wearing a navy coat and boots"
        assert [(g.kind, g.colour_name) for g in characters.dna_of(row).outfit] == [("coat", "navy"), ("boots", "")]
        assert "navy coat" in row.base_prompt
        [newest, *_] = versions.history(session, production.project_id, Subject("character", emma.id)).versions
        assert (newest.author, newest.message) == ("ben", "adopted: EMMA, wearing a navy coat and boots")
    with production.database.transaction() as session:
        back = characters.roll_back(session, production.project_id, emma.id, 1)
        assert "grey coat" in back.base_prompt


def test_an_adopted_expression_is_worn_where_the_script_says_nothing_and_what_is_tried_is_tried_without_it(
    production: Production,
) -> None:
    emma = production.character("EMMA", "detective, grey coat")
    variation, batch = _ask(production, emma.id, {"kind": "expression", "expression": "sly"})
    run_inline(production.database, batch, tasks.handlers(production.backends))
    with production.database.transaction() as session:
        service.adopt(session, production.project_id, variation)
    with production.database.reading() as session:
        dna = characters.dna_of(characters.get(session, production.project_id, emma.id))
    assert cast(dna).bearing == Bearing(expression=Expression.SLY)
    assert [g.kind for g in dna.outfit] == ["coat"]
    assert rules.tried(dna, rules.Idea("pose")).bearing == Bearing()


def test_two_who_adopt_at_one_moment_make_one_version(production: Production) -> None:
    emma = production.character("EMMA")
    variation, batch = _ask(production, emma.id, OUTFIT)
    run_inline(production.database, batch, tasks.handlers(production.backends))

    def adopt() -> None:
        with production.database.transaction() as session:
            service.adopt(session, production.project_id, variation)

    adopted, late = sorted(at_once(adopt, adopt), key=lambda outcome: outcome is not None)
    assert adopted is None
    assert isinstance(late, rules.VariationAlreadyAdopted | ChangedMeanwhile)


def test_votes_order_the_grid(production: Production) -> None:
    emma = production.character("EMMA")
    first, second, _batch = _ask(production, emma.id, OUTFIT, {"kind": "pose", "pose": "walk"})
    with production.database.transaction() as session:
        given = VoteIn(target=TargetIn(kind="variation", id=second), value=-1)
        reviews.vote(session, production.project_id, given, name="You")
    assert {v.id: v.votes for v in _variations(production, emma.id)} == {first: 0, second: -1}


def test_suggestions_come_from_a_script(database: Database, production: Production) -> None:
    emma = production.character("EMMA")
    with database.reading() as session:
        given = ScriptIn(script=SCRIPT.decode())
        ideas = service.suggest(session, production.project_id, emma.id, given)
        assert {idea.kind for idea in ideas} >= {"expression"}
        with pytest.raises(rules.NothingSuggested):
            service.suggest(session, production.project_id, emma.id, ScriptIn(script=SCRIPT.decode(), scene="99"))


def test_a_consent_that_has_ended_is_kept_to(production: Production) -> None:
    from datetime import UTC, datetime

    from onmodel.characters.rules import ConsentExpired

    emma = production.character("EMMA")
    with production.database.transaction() as session:
        characters.get(session, production.project_id, emma.id).consent_until = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(ConsentExpired):
        _ask(production, emma.id, OUTFIT)


def test_an_empty_batch_and_a_huge_one_are_refused() -> None:
    for wrong in ({}, {"ideas": [IdeaIn(kind="pose")] * (rules.MOST + 1)}):
        with pytest.raises(ValueError, match=r"ideas"):
            VariationsIn(**wrong)
