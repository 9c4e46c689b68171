"""The library: found over projects, brought over, kept as a file, taken out of the bin."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio
from tests.e2e.pages.test_characters import portrait

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def other(studio: Studio) -> str:
    """Another project with a character, a style that has a parent, and a place."""
    project = str(studio.http.post("/api/projects", json={"name": "The other film"}).json()["id"])
    head = {"X-Onmodel-Project": project}
    made = studio.http.post(
        "/api/characters", headers=head, data={"name": "EILEEN", "description": "astronaut, woman in her thirties"},
        files={"images": ("eileen.jpg", portrait(), "image/jpeg")},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    at = f"/api/characters/{made.json()['id']}"
    words = {"tags": ["space"], "importance": "lead", "licence": "ours for ever"}
    assert studio.http.patch(at, json=words).status_code == 200
    cold = {"name": "Cold", "parameters": {"temperature": -30}, "palette": ["#203040", "#607080", "#d0d8e0"]}
    parent = studio.http.post("/api/styles", headers=head, json=cold).json()["id"]
    child = {"name": "Cold and hard", "parent_id": parent, "parameters": {"contrast": 1.5}}
    assert studio.http.post("/api/styles", headers=head, json=child).status_code == 201
    place = {"name": "THE QUAY", "set": "street", "colour_temperature": 4000, "mood": "tense"}
    assert studio.http.post("/api/environments", headers=head, json=place).status_code == 201
    return project


def test_what_is_in_another_project_is_found_and_brought_here(
    studio: Studio, other: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("library"))
    expect(page.get_by_role("region", name="Characters")).to_contain_text("ALDAR KOSE")
    look(page, "library")
    page.get_by_label("Project", exact=True).select_option("all")
    expect(page.get_by_role("region", name="Styles · The other film")).to_contain_text("Cold and hard")
    look(page, "library-all")
    page.get_by_label("Search the library").fill("eil")
    expect(page).to_have_url(re.compile("q=eil"))
    page.get_by_role("button", name="Bring here: EILEEN").click()
    expect(page.get_by_text("EILEEN is in this project now.")).to_be_visible()
    page.get_by_label("Search the library").fill("")
    page.get_by_role("button", name="Bring here: Cold and hard").click()
    expect(page.get_by_text("Cold and hard is in this project now.")).to_be_visible()
    page.get_by_role("button", name="Bring here: THE QUAY").click()
    expect(page.get_by_text("THE QUAY is in this project now.")).to_be_visible()

    [eileen] = studio.http.get("/api/characters", params={"search": "EILEEN"}).json()["characters"]
    assert (eileen["tags"], eileen["importance"], eileen["reference_count"]) == (["space"], "lead", 1)
    brought = studio.http.get(f"/api/characters/{eileen['id']}").json()
    assert (brought["licence"], brought["description"]) == ("ours for ever", "astronaut, woman in her thirties")
    [style] = studio.http.get("/api/styles", params={"search": "Cold"}).json()["styles"]
    grade = studio.http.get(f"/api/styles/{style['id']}").json()["effective"]
    assert (grade["grade"]["temperature"], grade["grade"]["contrast"]) == (-30, 1.5)
    assert grade["palette"] == ["#203040", "#607080", "#d0d8e0"]
    [place] = studio.http.get("/api/environments", params={"search": "QUAY"}).json()["environments"]
    found = studio.http.get(f"/api/environments/{place['id']}").json()
    assert (found["set"], found["colour_temperature"], found["mood"]) == ("street", 4000, "tense")

    page.get_by_label("Project", exact=True).select_option("")
    page.get_by_label("Kind", exact=True).select_option("character")
    page.get_by_label("Tag", exact=True).select_option("space")
    expect(page.get_by_role("article")).to_have_count(1)
    # once more: the server says that it is there
    page.get_by_label("Project", exact=True).select_option(other)
    page.get_by_role("button", name="Bring here: EILEEN").click()
    expect(page.get_by_text(re.compile("is there already"))).to_be_visible()
    open_page.complaints.clear()  # type: ignore[attr-defined] # the browser logs the 409


def test_a_thing_is_kept_as_a_file_put_away_restored_and_made_from_the_file(
    studio: Studio, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(studio.at("library"))
    page.get_by_role("button", name="What to do with TIMUR").click()
    with page.expect_download() as kept:
        page.get_by_role("menuitem", name="Export as a file").click()
    file = tmp_path / kept.value.suggested_filename
    kept.value.save_as(file)
    assert file.name == "TIMUR.character.json"
    [timur] = studio.http.get("/api/characters", params={"search": "TIMUR"}).json()["characters"]
    words = studio.http.get(f"/api/characters/{timur['id']}").json()["description"]
    assert json.loads(file.read_text())["fields"]["description"] == words

    # the picture is there first: cut-outs of somebody who is put away are not found
    expect(page.get_by_role("article").filter(has_text="TIMUR").locator("img")).to_have_class(re.compile("opacity-100"))
    assert studio.http.delete(f"/api/characters/{timur['id']}").status_code == 200
    expect(page.get_by_role("region", name="Characters")).not_to_contain_text("TIMUR")
    page.get_by_role("button", name="Bin").click()
    expect(page.get_by_role("article").filter(has_text="TIMUR")).to_be_visible()
    look(page, "library-bin")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("TIMUR is restored.")).to_be_visible()
    expect(page.get_by_role("heading", name="The bin is empty")).to_be_visible()
    page.get_by_role("button", name="Bin").click()
    expect(page.get_by_role("region", name="Characters")).to_contain_text("TIMUR")

    again = tmp_path / "double.json"
    again.write_text(json.dumps({**json.loads(file.read_text()), "name": "TIMUR'S TWIN"}))
    page.locator("input[type=file][accept*=json]").set_input_files(again)
    expect(page.get_by_text("TIMUR'S TWIN is in this project now.")).to_be_visible()
    twin = studio.http.get("/api/characters", params={"search": "TWIN"}).json()["characters"]
    assert studio.http.get(f"/api/characters/{twin[0]['id']}").json()["description"] == words
    again.write_text("no definition")
    page.locator("input[type=file][accept*=json]").set_input_files(again)
    expect(page.get_by_text("double.json is no definition")).to_be_visible()
