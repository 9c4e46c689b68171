"""The frame of every page: where one is, who is here, the palette, the keys, the theme."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import NARROW, look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow


def test_the_first_address_leads_into_the_project(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.url)
    page.wait_for_url(re.compile(rf"/p/{studio.project_id}"))
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Live")
    look(page, "home")


def test_everything_is_found_by_typing_and_by_keys(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at())
    expect(page.get_by_role("status")).to_contain_text("Live")
    page.keyboard.press("Control+k")
    page.keyboard.type("charac")
    page.keyboard.press("Enter")
    page.wait_for_url("**/characters")
    page.keyboard.press("g")
    page.keyboard.press("j")
    page.wait_for_url("**/jobs")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    expect(sheet).to_contain_text("Storyboards")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_dark_unless_somebody_chose_light(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at())
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    look(page, "home-light")


def test_an_address_that_leads_nowhere_says_so(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("nothing"))
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


def test_two_people_see_each_other(studio: Studio, open_page: Callable[..., Page]) -> None:
    first, second = open_page(studio.at()), open_page(studio.at("characters"))
    for page in (first, second):
        expect(page.get_by_role("banner").get_by_role("img", name="You")).to_be_visible()


def test_the_menu_on_a_telephone(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at(), NARROW)
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Storyboards").click()
    page.wait_for_url("**/storyboards")
    expect(menu).to_be_hidden()
    page.goto(studio.at("settings?tab=webhooks"))  # its tab is far to the right
    expect(page.get_by_role("tab", selected=True)).to_be_in_viewport()
