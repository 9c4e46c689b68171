"""Characters: found, selected, made of photographs, put away; the model sheet, what was tried, where they appear."""

import base64
import io
import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow
DRAWN = 120_000  # ms: a picture is drawn for it


def portrait() -> bytes:
    """NASA's portrait of an astronaut, twice as large: public domain, in scikit-image."""
    spec = find_spec("skimage")
    assert spec is not None
    with Image.open(Path(next(iter(spec.submodule_search_locations or []))) / "data" / "astronaut.png") as picture:
        return _jpeg(picture.convert("RGB").resize((1024, 1024)))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def nobody() -> bytes:
    """A picture without a face."""
    return _jpeg(Image.linear_gradient("L").resize((640, 480)).convert("RGB"))


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Drop files on the page, as from the desktop."""
    given = [[name, base64.b64encode(data).decode()] for name, data in files.items()]
    transfer = page.evaluate_handle(
        """(files) => {
          const transfer = new DataTransfer()
          for (const [name, data] of files)
            transfer.items.add(
              new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type: 'image/jpeg' }),
            )
          return transfer
        }""",
        given,
    )
    place = page.locator('section[aria-label="Characters"]')
    for event in ("dragenter", "dragover", "drop"):
        place.dispatch_event(event, {"dataTransfer": transfer})


@pytest.fixture
def eileen(studio: Studio) -> str:
    """A character of a photograph."""
    for one in studio.http.get("/api/characters?search=EILEEN").json()["characters"]:
        return str(one["id"])
    made = studio.http.post(
        "/api/characters",
        data={"name": "EILEEN", "description": "astronaut, woman in her thirties, orange flight suit"},
        files={"images": ("eileen.jpg", portrait(), "image/jpeg")},
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_photographs_are_dropped_and_judged_at_once(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters"))
    expect(page.get_by_role("link", name="TIMUR")).to_be_visible()
    drop(page, {"valentina.jpg": portrait(), "wall.jpg": nobody()})
    dialog = page.get_by_role("dialog", name="New character")
    photographs = dialog.get_by_role("list", name="Photographs").locator("> li")
    expect(photographs.filter(has_text="wall.jpg")).to_contain_text("Cannot be used")
    expect(photographs.filter(has_text="valentina.jpg")).to_contain_text("Good")
    expect(dialog.get_by_role("button", name="Make the character")).to_be_disabled()
    look(page, "character-new")
    dialog.get_by_role("button", name="Remove wall.jpg").click()
    expect(dialog.get_by_label("Name")).to_have_value("VALENTINA")
    dialog.get_by_label("Importance").select_option("Lead")
    dialog.get_by_role("button", name="Make the character").click()
    page.wait_for_url(re.compile("/characters/.+"), timeout=DRAWN)
    expect(page.get_by_role("heading", name="VALENTINA", level=1)).to_be_visible()
    expect(page.get_by_role("img", name="Reference 1 of VALENTINA")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Skin #[0-9a-f]{6} photographs"))).to_be_visible()
    expect(page.get_by_role("region", name="Not told")).to_contain_text("age")
    expect(page.get_by_label("Importance")).to_have_value("lead")
    look(page, "character-sheet")


def test_a_name_that_is_taken_is_told_in_the_servers_words(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters"))
    page.get_by_role("button", name="New character").click()
    dialog = page.get_by_role("dialog", name="New character")
    dialog.get_by_label("Name").fill("TIMUR")
    dialog.get_by_label("Description").fill("boy of nine")
    dialog.get_by_role("button", name="Make the character").click()
    expect(dialog).to_contain_text("The character 'TIMUR' is there already")
    open_page.complaints.clear()  # type: ignore[attr-defined] # the 409 that this test wants


def test_the_keyboard_goes_through_the_gallery(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters"))
    cards = page.get_by_role("list", name="Characters, newest first").get_by_role("link")
    expect(cards.filter(has_text="ALDAR KOSE")).to_be_visible()
    look(page, "characters")
    names = [one["name"] for one in studio.http.get("/api/characters").json()["characters"]]
    page.keyboard.press("ArrowRight")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("x")
    expect(page.get_by_role("region", name="With the selected")).to_contain_text("2 selected")
    look(page, "characters-selected")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(names[2])


def test_several_are_tagged_found_put_away_and_brought_back(studio: Studio, open_page: Callable[..., Page]) -> None:
    page, other = open_page(studio.at("characters")), open_page(studio.at("characters"))
    for name in ("SAULE", "BAI"):
        page.get_by_role("button", name=f"Select {name}").click()
    bar = page.get_by_role("region", name="With the selected")
    bar.get_by_role("button", name="Add a tag").click()
    page.get_by_label("Tag to add").fill("village")
    page.keyboard.press("Enter")
    expect(other.get_by_role("link", name="SAULE")).to_contain_text("village")
    page.keyboard.press("Escape")
    other.get_by_label("Tag", exact=True).select_option(label="village (2)")
    expect(other).to_have_url(re.compile("tag=village"))
    expect(other.get_by_role("link", name="TIMUR")).to_be_hidden()
    bar.get_by_role("button", name="Put away").click()
    for seen in (page, other):
        expect(seen.get_by_role("link", name="SAULE")).to_be_hidden()
    page.get_by_role("dialog", name="2 characters are put away").get_by_role("button", name="Undo").click()
    for seen in (page, other):
        expect(seen.get_by_role("link", name="SAULE")).to_be_visible()
    other.get_by_role("searchbox").fill("weav")
    other.get_by_label("Tag", exact=True).select_option("")
    expect(other.get_by_role("link", name="BAI")).to_be_hidden()
    other.get_by_role("searchbox").fill("nobody is called so")
    expect(other.get_by_role("heading", name="Nobody is found")).to_be_visible()


def test_outfits_are_tried_voted_on_and_adopted(studio: Studio, eileen: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters", f"{eileen}?tab=variations"))
    expect(page.get_by_role("heading", name="Nothing was tried yet")).to_be_visible()
    page.get_by_role("button", name="Suggest from the script").click()
    expect(page.get_by_role("dialog")).to_contain_text("Nothing is drawn before you ask")
    page.keyboard.press("Escape")
    page.get_by_label("An outfit in words").fill("a red coat and black boots")
    page.get_by_role("button", name="Try it").click()
    tried = page.get_by_role("list", name="Variations").get_by_role("listitem")
    expect(tried).to_contain_text("Being drawn")
    expect(tried.get_by_role("img", name="EILEEN: a red coat and black boots")).to_be_visible(timeout=DRAWN)
    tried.get_by_role("button", name="For it: 0").click()
    expect(tried.get_by_role("button", name="For it: 1")).to_have_attribute("aria-pressed", "true")
    look(page, "character-variations")
    tried.get_by_role("button", name="Adopt").click()
    expect(tried).to_contain_text("Adopted", timeout=DRAWN)
    page.get_by_role("tab", name="Model sheet").click()
    expect(page.get_by_label("Description")).to_have_value(re.compile("red coat"))
    expect(page.get_by_role("region", name="Adopted variations").get_by_role("img")).to_be_visible()


@pytest.fixture
def smile_and_frown(studio: Studio) -> str:
    """A character with two drawn faces."""
    who = str(studio.http.get("/api/characters?search=BAI").json()["characters"][0]["id"])
    path = f"/api/characters/{who}/variations"
    if not studio.http.get(path).json()["variations"]:
        ideas = [{"kind": "expression", "expression": face} for face in ("smile", "angry")]
        assert studio.http.post(path, json={"ideas": ideas}).status_code == 202
    studio.until(lambda: all(v["image_url"] for v in studio.http.get(path).json()["variations"]), "both are drawn", 240)
    return who


def test_two_variations_are_compared(studio: Studio, smile_and_frown: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters", f"{smile_and_frown}?tab=variations"))
    page.get_by_role("button", name="Compare: Smiling").click()
    expect(page.get_by_role("status").filter(has_text="Choose what to compare with: Smiling")).to_be_visible()
    page.get_by_role("button", name="Compare: Angry").click()
    compared = page.get_by_role("region", name="Two variations of BAI")
    expect(compared.get_by_role("slider", name="Position of the wipe")).to_be_visible()
    expect(compared.get_by_label("A", exact=True).locator("option:checked")).to_have_text("Smiling")
    compared.get_by_role("button", name="Side by side").click()
    for name in ("Smiling", "Angry"):
        expect(compared.get_by_role("img", name=name)).to_be_visible()
    look(page, "character-compare")
    compared.get_by_role("button", name="Difference").click()
    expect(compared.get_by_text("Difference, times 4")).to_be_visible()
    other = open_page(page.url)  # the link shows the same to somebody else
    expect(other.get_by_role("region", name="Two variations of BAI")).to_contain_text("Difference, times 4")
    page.keyboard.press("Escape")
    expect(page.get_by_role("list", name="Variations")).to_be_visible()
    expect(page).to_have_url(re.compile(r"tab=variations$"))


def test_a_board_suggests_what_to_try(studio: Studio, open_page: Callable[..., Page]) -> None:
    found = studio.http.get("/api/characters?search=SAULE").json()["characters"][0]["id"]
    page = open_page(studio.at("characters", f"{found}?tab=variations"))
    page.get_by_role("button", name="Suggest from the script").click()
    dialog = page.get_by_role("dialog", name="Suggest from the script")
    dialog.get_by_label("Board").select_option(index=1)
    expect(dialog.get_by_role("checkbox").first).to_be_checked()
    expect(dialog).to_contain_text("Because: scene")
    look(page, "character-suggestions")


def test_where_a_character_appears(studio: Studio, open_page: Callable[..., Page]) -> None:
    found = studio.http.get("/api/characters?search=ALDAR").json()["characters"][0]["id"]
    page = open_page(studio.at("characters", f"{found}?tab=usage"))
    expect(page.get_by_role("img", name=re.compile("^Scene .+, shot")).first).to_be_visible()
    look(page, "character-usage")
    page.get_by_role("link", name=re.compile("Scene")).first.click()
    page.wait_for_url("**/shots/**")


def test_consent_that_ended_is_said_everywhere(studio: Studio, eileen: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters", f"{eileen}?tab=rights"))
    status = page.get_by_role("form", name="Consent and licence").get_by_role("status")
    expect(status).to_contain_text("No consent is entered")
    page.get_by_label("Consent", exact=True).fill("E. C. agreed in writing")
    page.get_by_label("Consent ends on").fill("2020-01-31")
    page.get_by_role("button", name="Keep").click()
    expect(status).to_contain_text("The consent ended")
    look(page, "character-rights")
    page.get_by_role("button", name="Undo").click()
    expect(status).to_contain_text("No consent is entered")
