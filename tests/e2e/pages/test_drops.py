"""One drop of any mix does the right thing on any page: a script is read, photographs become people."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import skimage.data
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.drops import drop
from tests.e2e.pages.servers import Studio
from tests.e2e.pages.test_script import SCRIPT

pytestmark = pytest.mark.slow

FDX = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
<Paragraph Type="Scene Heading"><Text>INT. LIGHTHOUSE - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>SAULE climbs the stairs with a lamp.</Text></Paragraph>
<Paragraph Type="Character"><Text>SAULE</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Who left the door open?</Text></Paragraph>
</Content><TitlePage><Content><Paragraph><Text>The Lamp</Text></Paragraph></Content></TitlePage></FinalDraft>
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a script to drop."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return written


@pytest.fixture
def face(tmp_path: Path) -> Callable[[str], Path]:
    """A public-domain portrait (NASA) that ships with scikit-image, under a name; "2" is nearer and dimmer."""

    def written(name: str) -> Path:
        path = tmp_path / name
        whole = Image.fromarray(skimage.data.astronaut())
        nearer = whole.crop((90, 0, 400, 310)).resize((620, 620)).point(lambda v: int(v * 0.85))
        (nearer if "2" in name else whole).save(path, quality=92)
        return path

    return written


def test_a_final_draft_file_is_read(
    studio: Studio, open_page: Callable[..., Page], scripts: Callable[[str, str], Path]
) -> None:
    page = open_page(studio.at("characters"))
    expect(page.get_by_role("heading", name="Characters")).to_be_visible()
    drop(page, scripts("lamp.fdx", FDX))
    page.wait_for_url(re.compile("/script/"))
    expect(page.get_by_label("Who SAULE is")).to_be_visible()
    expect(page.get_by_text("INT. LIGHTHOUSE - NIGHT").first).to_be_visible()


def test_a_script_under_a_known_title_is_its_new_draft_and_shows_what_changed(
    studio: Studio, open_page: Callable[..., Page], scripts: Callable[[str, str], Path]
) -> None:
    first = SCRIPT.replace("The Letter", "The Fourth Letter")
    page = open_page(studio.at())
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    drop(page, scripts("fourth.fountain", first))
    page.wait_for_url(re.compile("/script/"))
    expect(page.get_by_role("heading", name="The Fourth Letter")).to_be_visible()
    page.goto(studio.at("styles"))
    expect(page.get_by_role("heading", name="Styles")).to_be_visible()
    added = "INT. STAIRCASE - DAY\n\nEmma hurries down the stairs, the letter in her hand.\n\nEXT. STREET"
    drop(page, scripts("fourth-b.fountain", first.replace("EXT. STREET", added)))
    page.wait_for_url(re.compile(r"/script/[^/]+\?tab=drafts"))
    expect(page.get_by_text("Read as draft 2 of “The Fourth Letter”")).to_be_visible()
    expect(page.get_by_text("1 added")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile(r"^2 EXT\. STREET"))).to_be_visible()  # its number is locked
    look(page, "drop-draft")


def test_photographs_on_home_become_people_one_after_the_other(
    studio: Studio, open_page: Callable[..., Page], face: Callable[[str], Path]
) -> None:
    page = open_page(studio.at())
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    drop(page, face("zarina-1.jpg"), face("zarina-2.jpg"), face("olga.jpg"))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_have_value("ZARINA")
    expect(dialog.get_by_role("list", name="Photographs").get_by_role("img")).to_have_count(2)
    expect(dialog.get_by_text("px wide").first).to_be_visible()  # each was looked at
    dialog.get_by_role("button", name="Make the character").click()
    expect(dialog.get_by_label("Name")).to_have_value("OLGA", timeout=90_000)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    names = [c["name"] for c in studio.http.get("/api/characters?search=ZARINA").json()["characters"]]
    assert names == ["ZARINA"]


def test_a_row_of_the_cast_takes_photographs_and_leaves_scripts_to_the_page(
    studio: Studio, open_page: Callable[..., Page], scripts: Callable[[str, str], Path], face: Callable[[str], Path]
) -> None:
    page = open_page(studio.at())
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    drop(page, scripts("fifth.fountain", SCRIPT.replace("The Letter", "The Fifth Letter")))
    page.wait_for_url(re.compile("/script/"))
    row = "li:has([aria-label='Who CLERK is'])"
    expect(page.locator(row)).to_be_visible()
    drop(page, scripts("sixth.fountain", SCRIPT.replace("The Letter", "The Sixth Letter")), on=row)
    expect(page.get_by_role("heading", name="The Sixth Letter")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    drop(page, face("IMG_2031.jpg"), on=row)
    expect(page.get_by_role("dialog").get_by_label("Name")).to_have_value("CLERK")
