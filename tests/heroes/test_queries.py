"""Every select of hero frames, and one choice for a shot, on SQLite and PostgreSQL."""

from dataclasses import dataclass

import pytest

from onmodel.db import Database
from onmodel.engine import ChangedMeanwhile
from onmodel.generations.tables import Generation
from onmodel.heroes import queries
from onmodel.heroes.tables import HeroChoice
from onmodel.kit.ids import new_id
from onmodel.projects import service as projects
from onmodel.screenplays.tables import Scene, Screenplay
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes.tables import Take


@dataclass(frozen=True)
class Gallery:
    """A generation's board of two shots with two frames each, the first circled; ids only."""

    database: Database
    project_id: str
    board_id: str
    generation_id: str
    shots: tuple[str, str]
    frames: tuple[tuple[str, str], tuple[str, str]]

    def choose(self, shot: int, frame: int) -> None:
        """Keep what somebody chose, as a second choice would be kept too."""
        chosen = {"shot_id": self.shots[shot], "take_id": self.frames[shot][frame]}
        with self.database.transaction() as session:
            session.add(HeroChoice(project_id=self.project_id, generation_id=self.generation_id, **chosen))

    def confirmed(self, *shots: str) -> dict[str, str]:
        with self.database.reading() as session:
            return queries.confirmed(session, shots or self.shots)


@pytest.fixture
def gallery(either_database: Database) -> Gallery:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
        script = Screenplay(project_id=project_id, title="T", format="fountain", sha256=new_id(), source="EXT. A - DAY")
        session.add(script)
        session.flush()
        board = Storyboard(project_id=project_id, screenplay_id=script.id, title="T", key=new_id())
        scene = Scene(screenplay_id=script.id, position=0, number="1", heading="EXT. A", int_ext="EXT", place="A")
        scene.time, scene.mood = "day", "neutral"
        session.add_all([board, scene])
        session.flush()
        made = Generation(project_id=project_id, storyboard_id=board.id)
        shots = [
            Shot(
                project_id=project_id, storyboard_id=board.id, scene_id=scene.id, position=i, number=str(i + 1),
                description="", framing="MS", angle="eye", lens_mm=35, move="static", duration_frames=24,
            )
            for i in range(2)
        ]  # fmt: skip
        session.add_all([made, *shots])
        session.flush()
        of = {"project_id": project_id, "storyboard_id": board.id, "backend": "fake", "tier": "low"}
        takes = [
            [Take(**of, shot_id=s.id, number=n, request_hash=f"h{n}", circled=n == 1) for n in (1, 2)] for s in shots
        ]
        session.add_all([take for both in takes for take in both])
        session.flush()
        frames = ((takes[0][0].id, takes[0][1].id), (takes[1][0].id, takes[1][1].id))
        return Gallery(either_database, project_id, board.id, made.id, (shots[0].id, shots[1].id), frames)


def test_a_generation_is_found_in_its_own_project_only(gallery: Gallery) -> None:
    with gallery.database.reading() as session:
        found = queries.generation(session, gallery.project_id, gallery.generation_id)
        assert found is not None
        assert found.storyboard_id == gallery.board_id
        assert queries.generation(session, new_id(), gallery.generation_id) is None
        assert queries.generation(session, gallery.project_id, new_id()) is None


def test_a_choice_is_confirmed_while_its_take_is_the_circled_one(gallery: Gallery) -> None:
    gallery.choose(0, 0)
    gallery.choose(1, 1)  # not the circled one
    assert gallery.confirmed() == {gallery.shots[0]: gallery.frames[0][0]}
    assert gallery.confirmed(gallery.shots[1]) == {}
    with gallery.database.reading() as session:
        assert queries.confirmed(session, []) == {}
        kept = queries.choice(session, gallery.shots[1])
        assert kept is not None
        assert kept.take_id == gallery.frames[1][1]
    with gallery.database.transaction() as session:
        for number, take_id in enumerate(gallery.frames[1]):
            session.get_one(Take, take_id).circled = number == 1
    assert gallery.confirmed() == {gallery.shots[0]: gallery.frames[0][0], gallery.shots[1]: gallery.frames[1][1]}


def test_a_shot_has_one_choice(gallery: Gallery) -> None:
    gallery.choose(0, 0)
    with pytest.raises(ChangedMeanwhile):
        gallery.choose(0, 1)
    with gallery.database.reading() as session:
        assert queries.choice(session, gallery.shots[1]) is None


def test_a_choice_goes_with_its_generation(gallery: Gallery) -> None:
    gallery.choose(0, 0)
    with gallery.database.transaction() as session:
        session.delete(session.get_one(Generation, gallery.generation_id))
    with gallery.database.reading() as session:
        assert queries.choice(session, gallery.shots[0]) is None


def test_clips_of_another_frame_than_the_circled_one_are_stale(gallery: Gallery) -> None:
    of = {"project_id": gallery.project_id, "storyboard_id": gallery.board_id, "backend": "fake", "tier": "low"}
    with gallery.database.transaction() as session:
        clips = [
            Take(**of, shot_id=gallery.shots[0], kind="clip", number=n, request_hash=f"c{n}", parent_id=parent)
            for n, parent in enumerate(gallery.frames[0], start=1)
        ]
        session.add_all(clips)
        session.flush()
        assert queries.stale_clips(session, gallery.shots) == {gallery.shots[0]: [clips[1].id]}
