"""`ifyouwill demo` as a process: the README's first minute, and whole stories of pledges, in the browser.

The README is read here: where it asks for a press that is not to be found on the page, a test fails.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Picture
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


def naming_the_bench(screen: Locator) -> Locator:
    """The messages in the open chat that name the pledge of the three."""
    return screen.locator("article", has_text="paint the bench")


async def write(screen: Locator, text: str) -> None:
    await screen.get_by_placeholder("Message").fill(text)
    await screen.get_by_role("button", name="Send", exact=True).click()


async def open_private(screen: Locator) -> None:
    await screen.get_by_role("navigation").get_by_role("button", name="IfYouWill").click()
    await expect(screen.get_by_role("heading", name="IfYouWill")).to_be_visible()


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


async def test_three_people_make_sign_and_hear_of_a_pledge(demo: str, open_page: OpenPage, picture: Picture) -> None:
    page = await open_page(demo, width=1600, height=800)
    tom, maria, aisha = (viewer(page, index) for index in range(3))
    await write(maria, "/pledge I will paint the bench if 2 other neighbours will help by Friday")
    await expect(naming_the_bench(maria).last).to_contain_text("Your pledge will read:")
    await maria.get_by_role("button", name="Publish").click()
    for each in (tom, aisha):
        await expect(naming_the_bench(each)).to_contain_text("0 of 2", timeout=SOON)
    await naming_the_bench(tom).get_by_role("button", name="I will too").click()
    await expect(naming_the_bench(aisha)).to_contain_text("1 of 2", timeout=SOON)
    await naming_the_bench(aisha).get_by_role("button", name="I will too").click()
    await expect(naming_the_bench(tom)).to_contain_text("It is happening", timeout=SOON)
    await open_private(aisha)
    await expect(naming_the_bench(maria).last).to_contain_text("Your pledge is happening!", timeout=SOON)
    await expect(naming_the_bench(aisha).last).to_contain_text("تحقق الشرط!", timeout=SOON)
    await picture(page, "three-people.png")
    await open_private(tom)
    await expect(naming_the_bench(tom).last).to_contain_text("It is happening!", timeout=SOON)
    await page.get_by_role("button", name="+1 hour").click()
    for each in (tom, maria, aisha):
        await write(each, "/help")
        await expect(each.locator("article.mine:has-text('/help') ~ article.theirs").first).to_be_visible(timeout=SOON)
    await expect(naming_the_bench(tom)).to_have_count(1)
    await expect(naming_the_bench(aisha)).to_have_count(1)
    hers = ["/pledge", "Your pledge is out!", "Your pledge is happening!"]
    await expect(naming_the_bench(maria)).to_contain_text(hers)


async def test_time_moves_on_and_the_deadline_passes(demo: str, open_page: OpenPage) -> None:
    page = await open_page(demo)
    await page.get_by_role("button", name="+1 week").click()
    bread = viewer(page).locator("article", has_text="bake bread").first
    await expect(bread).to_contain_text("The deadline passed", timeout=SOON)
    await expect(bread.get_by_role("button", name="I will too")).to_have_count(0)
