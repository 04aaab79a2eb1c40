"""`ifyouwill demo` as a process: the README's first minute, and whole stories of pledges, in the browser.

The README is read here: where it asks for a press that is not to be found on the page, a test fails.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.wire.process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SOON = 15_000
"""Milliseconds within which a card has been edited and a notice has arrived, on a busy machine."""

README = Path(__file__).parents[2] / "README.md"
FIRST_MINUTE = re.compile(
    r"On the left you are (?P<first>\w+): press \*\*(?P<button>[^*]+)\*\* under (?P<creator>\w+)'s (?P<pledge>\w+)\. "
    r"Choose (?P<second>\w+) at \*(?P<chooser>[^*]+)\*, press it again, "
    r"and watch (?P<watched>\w+)'s screen on the right: \*\*(?P<news>[^*]+)\*\*"
)


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


async def test_the_first_minute_is_as_the_readme_says(demo: str, open_page: OpenPage) -> None:
    says = FIRST_MINUTE.search(" ".join(README.read_text("utf-8").split()))
    assert says, "the README tells the first minute in other words: let this test do what they say"
    page = await open_page(demo)
    left, right = viewer(page), viewer(page, 1)
    card = left.locator("article", has_text=re.compile(rf"{says['creator']}\W* promises")).filter(
        has_text=says["pledge"]
    )
    await expect(left).to_have_accessible_name(f"{says['first']}’s screen")
    await expect(right).to_have_accessible_name(f"{says['watched']}’s screen")
    await card.get_by_role("button", name=says["button"]).click()
    await expect(card).to_contain_text("3 of 4", timeout=SOON)
    await left.get_by_label(says["chooser"]).select_option(says["second"])
    await expect(left).to_have_accessible_name(f"{says['second']}’s screen")
    await card.get_by_role("button", name=says["button"]).click()
    await expect(card).to_contain_text("It is happening", timeout=SOON)
    await expect(right.get_by_role("log")).to_contain_text(says["news"], timeout=SOON)


async def test_the_first_hint_asks_for_the_same(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    await expect(page.get_by_role("complementary", name="Things to try")).to_contain_text("as Tom, press I will too")


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
