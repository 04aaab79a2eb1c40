"""The newcomer's first minute: `ifyouwill demo` as a process, and a pledge that comes alive in the browser."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.wire.process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SOON = 15_000
"""Milliseconds within which a card has been edited and a notice has arrived, on a busy machine."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of one running demo, its neighbourhood complete, whose story goes on from test to test.

    It must end cleanly.
    """
    async with BotProcess(tmp_path_factory.mktemp("demo"), "demo", "--no-browser") as bot:
        await bot.says(r"The demo is at http://\S+")
        address = re.search(r"The demo is at (http://\S+)", bot.log)
        assert address
        assert "the neighbourhood is not complete" not in bot.log
        yield address[1]
        assert await bot.stop(10) == 0


def viewer(page: Page, index: int = 0) -> Locator:
    return page.locator(f"[data-viewer='{index}']")


def card(page: Page, index: int = 0) -> Locator:
    return viewer(page, index).locator("article", has_text="join the litter pick").first


async def sign_as(page: Page, name: str) -> None:
    await viewer(page).get_by_label("Looking as").select_option(name)
    await expect(viewer(page)).to_have_accessible_name(f"{name}’s screen")
    await card(page).get_by_role("button", name="I will too").click()
    await expect(viewer(page).locator(".toast p")).to_be_visible()


async def test_a_pledge_comes_alive_in_the_browser(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    await expect(page.get_by_role("complementary", name="Things to try")).to_contain_text("press I will too")
    await expect(card(page)).to_contain_text("1 of 4", timeout=SOON)
    await sign_as(page, "Tom")
    await expect(card(page)).to_contain_text("2 of 4", timeout=SOON)
    await sign_as(page, "Sam")
    await expect(card(page)).to_contain_text("3 of 4", timeout=SOON)
    await sign_as(page, "Aisha")
    await expect(card(page)).to_contain_text("It is happening", timeout=SOON)
    await expect(viewer(page, 1)).to_have_accessible_name("Maria’s screen")
    await expect(viewer(page, 1).get_by_role("log")).to_contain_text("Your pledge is happening!", timeout=SOON)


async def test_a_pledge_is_written_in_private_and_stands_in_the_group(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    await (
        viewer(page, 1)
        .get_by_label("Message as Maria")
        .fill("/pledge I will paint the bench if 3 other neighbours will help by Friday")
    )
    await page.keyboard.press("Enter")
    await viewer(page, 1).get_by_role("button", name="Publish").click()
    await expect(viewer(page).get_by_role("log")).to_contain_text("paint the bench", timeout=SOON)


async def test_time_moves_on_and_the_deadline_passes(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    await page.get_by_role("button", name="+1 week").click()
    bread = viewer(page).locator("article", has_text="bake bread").first
    await expect(bread).to_contain_text("The deadline passed", timeout=SOON)
    await expect(bread.get_by_role("button", name="I will too")).to_have_count(0)
