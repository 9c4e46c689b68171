"""One real thing of the team's project for each path parameter that a route may have.

A new path parameter needs a line here: `tests/test_permissions.py` walks every route with everybody's credentials.
"""

from collections.abc import Callable
from dataclasses import asdict

from sqlalchemy import select

from onmodel.accounts import service as accounts
from onmodel.accounts.rules import Action, Person
from onmodel.assets import service as assets
from onmodel.canvases import service as canvases
from onmodel.characters.tables import Character
from onmodel.clips.tables import PromptSuggestion
from onmodel.editorial.model import Item
from onmodel.environments import service as environments
from onmodel.fountain.model import Breakdown, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, TimeOfDay
from onmodel.generations.tables import Generation
from onmodel.guests import service as guests
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit.ids import new_id
from onmodel.notifications import service as notifications
from onmodel.organizations import service as organizations
from onmodel.organizations.rules import OrganizationRole
from onmodel.projects import service as projects
from onmodel.projects.rules import Role
from onmodel.reviews import service as reviews
from onmodel.reviews.schemas import NoteIn, TargetIn
from onmodel.screenplays import service as screenplays
from onmodel.screenplays.tables import Screenplay
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings
from onmodel.storyboards.tables import Shot as ShotRow
from onmodel.storyboards.tables import Storyboard
from onmodel.styles import service as styles
from onmodel.takes.tables import Take
from onmodel.timelines import service as timelines
from onmodel.timelines.rules import held
from onmodel.timelines.tables import Cut
from onmodel.variations import service as variations
from onmodel.variations.schemas import IdeaIn, VariationsIn
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.production import portrait
from tests.factories.studio import BASE, Studio


def person(studio: Studio) -> str:
    """Somebody new in the organization and the project."""
    with studio.database.transaction(actor=studio.ids["boss"]) as session:
        user = accounts.create_user(session, f"{new_id()}@studio.kz", "New", None)
        organizations.join(session, studio.organization_id, user, OrganizationRole.MEMBER)
        projects.invite(session, studio.project_id, user.email, Role.VIEWER, base=BASE, inviter="test")
        return user.id


def storyboard(studio: Studio) -> str:
    """An empty board with a kept version."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        script = Screenplay(
            project_id=studio.project_id, title="T", format="fountain", sha256=new_id(), source="EXT. STEPPE - DAY"
        )  # fmt: skip
        session.add(script)
        session.flush()
        board = Storyboard(project_id=studio.project_id, screenplay_id=script.id, title="T", key=new_id())
        session.add(board)
        session.flush()
        versions.keep(session, studio.project_id, Subject("storyboard", board.id), snapshot={"a": 1}, message="made")
        return board.id


def screenplay(studio: Studio) -> str:
    """A script of one scene."""
    source = f"EXT. STEPPE - DAY\n\nEMMA, 30, walks. {new_id()}".encode()
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        return screenplays.keep(session, source, "t.fountain", project_id=studio.project_id).id


def shot(studio: Studio) -> str:
    """A shot of one person on a steppe, not yet blocked."""
    board_id, character_id = storyboard(studio), character(studio)
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        board = session.get_one(Storyboard, board_id)
        board.settings = asdict(BoardSettings(tier="low"))
        storyboards.add_to_cast(session, board, "EMMA", session.get_one(Character, character_id))
        line = Shot("1", Framing.MS, Angle.EYE_LEVEL, 35, Move.STATIC, "She waits.", ("EMMA",), focus="EMMA")
        scene = SceneBreakdown(
            "1", "EXT. STEPPE - DAY", "EXT", "STEPPE", TimeOfDay.DAY, Mood.NEUTRAL, ("EMMA",), (), (line,)
        )
        storyboards.write_breakdown(session, board, Breakdown("T", (), (scene,)))
        return board.shots[0].id


def take(studio: Studio) -> str:
    """A take that failed before it had a picture."""
    return _failed(studio, shot(studio))


def frame(studio: Studio) -> str:
    """The same of the board whose generation was made last: a path names both."""
    with studio.database.reading() as session:
        last = session.scalars(select(Generation).order_by(Generation.id.desc()).limit(1)).one()
        shot_id = session.scalars(select(ShotRow.id).where(ShotRow.storyboard_id == last.storyboard_id)).first()
    assert shot_id is not None
    return _failed(studio, shot_id)


def iteration(studio: Studio) -> str:
    """A child of the generation that was made last."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        last = session.scalars(select(Generation).order_by(Generation.id.desc()).limit(1)).one()
        made = Generation(project_id=last.project_id, storyboard_id=last.storyboard_id, parent_id=last.id)
        made.number = last.number + 1
        session.add(made)
        session.flush()
        return made.id


def attempt(studio: Studio) -> str:
    """A clip take of the generation that was made last."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        last = session.scalars(select(Generation).order_by(Generation.id.desc()).limit(1)).one()
        shot_id = session.scalars(select(ShotRow.id).where(ShotRow.storyboard_id == last.storyboard_id)).first()
        clip = assets.store(
            session, studio.production.blobs, portrait("EMMA").data, "image/png", project_id=studio.project_id
        )
        made = Take(
            project_id=last.project_id, storyboard_id=last.storyboard_id, shot_id=shot_id, number=1, kind="clip",
            backend="stage", tier="low", request_hash=new_id().replace("-", "")[:32], state="scored",
            generation_id=last.id, asset_id=clip.id,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def suggestion(studio: Studio) -> str:
    """Other words for a clip take of the generation that was made last."""
    take_id = attempt(studio)
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        take = session.get_one(Take, take_id)
        made = PromptSuggestion(
            project_id=take.project_id, generation_id=take.generation_id, shot_id=take.shot_id, take_id=take.id, rank=0,
            dimension="aesthetic_quality", why="It is dull", prompt="She waits in a shaft of light.",
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def _failed(studio: Studio, shot_id: str) -> str:
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        row = session.get_one(ShotRow, shot_id)
        made = Take(
            project_id=row.project_id, storyboard_id=row.storyboard_id, shot_id=row.id, number=1, backend="stage",
            request_hash=new_id().replace("-", "")[:32], tier="low", state="failed",
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def generation(studio: Studio) -> str:
    """A pass of a board of one shot."""
    shot_id = shot(studio)
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        board_id = session.get_one(ShotRow, shot_id).storyboard_id
        made = Generation(project_id=studio.project_id, storyboard_id=board_id, number=1)
        session.add(made)
        session.flush()
        return made.id


def canvas(studio: Studio) -> str:
    """An empty canvas with a kept version."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        return canvases.create(session, {"name": f"C {new_id()}"}, project_id=studio.project_id).id


def character(studio: Studio) -> str:
    """A character described in words; defining one keeps a version."""
    return studio.production.character(f"C {new_id()}").id


def asset(studio: Studio) -> str:
    """A picture."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        data = portrait("EMMA").data
        return assets.store(session, studio.production.blobs, data, "image/png", project_id=studio.project_id).id


def job(studio: Studio) -> str:
    """A cancelled job: whoever follows one that waits does so until it ends."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        job_id = jobs.submit(session, JobRequest("generation", studio.project_id, {})).id
        jobs.cancel(session, job_id)
        return job_id


def note(studio: Studio) -> str:
    """A note of the owner's on a board."""
    board = storyboard(studio)
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        given = NoteIn(target=TargetIn(kind="storyboard", id=board), body="Look")
        return reviews.write_note(session, studio.project_id, given, name="Owner").id


def variation(studio: Studio) -> str:
    """A variation of a character, not yet rendered."""
    character_id = character(studio)
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        given = VariationsIn(ideas=[IdeaIn(kind="pose")])
        return variations.ask(session, studio.project_id, character_id, given)[0].id


def link(studio: Studio) -> str:
    """A review link."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        return guests.create(session, studio.project_id, base=BASE)[0].id


def invitation(studio: Studio) -> str:
    """An open invitation."""
    with studio.database.transaction(actor=studio.ids["boss"]) as session:
        made = organizations.invite(session, studio.organization_id, "new@studio.kz", base=BASE, inviter="Boss")
        return made.invitation.id


def webhook(studio: Studio) -> str:
    """A program that is told of the project's events."""
    with studio.database.transaction() as session:
        return notifications.add_webhook(session, studio.project_id, "https://hooks.studio.example/x", []).id


def style(studio: Studio) -> str:
    """A style with a kept version."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        nothing = styles.Pictures((), (), [])
        made = {"name": f"S {new_id()}", "parameters": {"exposure": 0.5}}
        return styles.create(session, studio.production.blobs, made, nothing, project_id=studio.project_id).id


def environment(studio: Studio) -> str:
    """An environment with a kept version."""
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        made, nothing = {"name": f"P {new_id()}", "set": "bar"}, environments.Angles((), ())
        return environments.create(session, studio.production.blobs, made, nothing, project_id=studio.project_id).id


def cut(studio: Studio) -> str:
    """A cut of one title card, with a kept version."""
    storyboard_id = storyboard(studio)
    with studio.database.transaction(actor=studio.ids["owner"]) as session:
        row = Cut(project_id=studio.project_id, storyboard_id=storyboard_id, name=f"Cut {new_id()}", settings={})
        session.add(row)
        session.flush()
        card = held(Item("t", "Title", "title", 1, text="The fox"), 24)
        return timelines.write(session, row, items=[card], message="made").id


RESOURCES: dict[str, Callable[[Studio], str]] = {
    "project_id": lambda studio: studio.project_id,
    "organization_id": lambda studio: studio.organization_id,
    "user_id": person,
    "asset_id": asset,
    "character_id": character,
    "environment_id": environment,
    "canvas_id": canvas,
    "cut_id": cut,
    "form": lambda _studio: "otio",
    "screenplay_id": screenplay,
    "style_id": style,
    "deliverable": lambda _studio: "report.json",
    "generation_id": generation,
    "frame_id": frame,  # after the generation that it is of
    "attempt_id": attempt,
    "suggestion_id": suggestion,
    "other_generation_id": iteration,
    "scene_number": lambda _studio: "1",
    "invitation_id": invitation,
    "job_id": job,
    "key": lambda _studio: "sha256/ab/unsigned",
    "link_id": link,
    "note_id": note,
    "number": lambda _studio: "1",
    "other_id": storyboard,
    "shot_id": shot,
    "storyboard_id": storyboard,
    "take_id": take,
    "variation_id": variation,
    "webhook_id": webhook,
}


def own(studio: Studio, name: str, parameter: str) -> str:
    """What belongs to a person and not to a project: a session or a token of their own."""
    with studio.database.transaction(actor=studio.ids[name]) as session:
        if parameter == "session_id":
            proof = accounts.sign_in(session, studio.ids[name])
            session.flush()
            found = accounts.identify(session, accounts.Credentials(session=proof))
            assert found is not None
            return found.credential
        person = Person(studio.ids[name], name)
        return accounts.create_token(session, person, "t", [Action.READ])[0].id
