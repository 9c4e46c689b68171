"""Jobs in a list are named by what they make: a panel by scene and shot, a board by its title."""

from onmodel.jobs.rules import JobState
from onmodel.jobs.tables import Job
from onmodel.kit.ids import new_id
from tests.factories.shoot import Shoot


def _told(shoot: Shoot, *ids: str) -> dict[str, dict[str, dict[str, str]]]:
    found = shoot.get("/api/home/jobs", id=ids)["things"]
    return {one["job_id"]: one for one in found}


def test_a_board_and_its_frames_are_told_apart(shoot: Shoot) -> None:
    jobs = shoot.get("/api/jobs", limit=50)["items"]
    told = _told(shoot, *(job["id"] for job in jobs))
    [whole] = [job["id"] for job in jobs if job["kind"] == "generation"]
    board = shoot.get(f"/api/storyboards/{shoot.board_id}")
    assert told[whole]["target"] == {"kind": "storyboard", "id": shoot.board_id}
    assert told[whole]["thing"]["board"] == board["title"]
    frames = [told[job["id"]] for job in jobs if job["kind"] == "frame"]
    assert {one["target"]["id"] for one in frames} == {row.id for row in shoot.rows()}
    assert all(one["thing"]["scene"] and one["thing"]["shot"] and one["thing"]["thumbnail_url"] for one in frames)


def test_what_is_of_nothing_or_somewhere_else_is_left_out(shoot: Shoot) -> None:
    with shoot.production.database.transaction() as session:
        letter = Job(project_id=shoot.project_id, kind="send_mail", queue="light", params={"notification_id": new_id()})
        session.add(letter)
        session.flush()
        ids = letter.id, new_id()
    assert _told(shoot, *ids) == {}
    shoot.send("GET", "/api/home/jobs", None, 422)


def test_home_says_what_it_was_that_failed(shoot: Shoot) -> None:
    shot = shoot.rows()[0].id
    with shoot.production.database.transaction() as session:
        frame = next(job for job in session.query(Job).filter_by(kind="frame") if job.params["shot_id"] == shot)
        frame.state, frame.error = JobState.FAILED, {"detail": "too dark"}
    [failed] = shoot.get("/api/home")["failed"]
    assert failed["of"]["target"] == {"kind": "shot", "id": shot}
    assert failed["of"]["thing"]["board"] == shoot.get(f"/api/storyboards/{shoot.board_id}")["title"]
