"""The street page for people who use a keyboard, a screen reader, a phone, or another script."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Scheme
from tests.browser.street import Street, button

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"width": 390, "height": 844}

BROKEN_WORDS = """(root) => [...root.querySelectorAll("button span")].flatMap((label) => {
  const text = label.firstChild;
  return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(({ 0: word }) => word);
})"""
"""The words under `root` of which a button shows parts on two lines."""

FAINT_TEXT = Path(__file__).with_name("faint_text.js").read_text()


def viewer(page: Page, index: int = 0) -> Locator:
    return page.locator(f"[data-viewer='{index}']")


async def furnish(street: Street) -> None:
    """A bit of everything: names, a card with styled buttons, a reply, a service message, an Arabic message."""
    people = street.people
    card = await street.says(
        street.group,
        "<b>I will bring gloves</b>, if 10 other neighbours will.\n<blockquote>6 of 10</blockquote> <code>7K2MQ</code>",
        [button("I will too", style="success")],
        [button("Done", style="success"), button("Withdraw", style="danger"), button("Who’s in")],
        parse_mode="HTML",
    )
    await people.sandbox.send_text(people.tom, street.group, "I am in, see /pledges", reply_to=card)
    await people.sandbox.send_text(people.amal, street.group, "نعم، أستطيع المساعدة يوم السبت 5 December")


async def test_everything_goes_by_keyboard_alone(street: Street, open_page: OpenPage) -> None:
    await furnish(street)
    page = await open_page(street.look((street.people.tom, street.group), (street.people.maria, street.group)))
    field = viewer(page).get_by_label("Message as Tom Bevan")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(field).to_be_focused()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await expect(viewer(page).locator("article.mine .text").last).to_have_text("one\ntwo")
    await page.keyboard.press("ArrowUp")
    await expect(viewer(page).locator("article.mine").last).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(field).to_be_focused()
    for key in ("ArrowUp", "Enter", "Enter"):
        await page.keyboard.press(key)
    await expect(viewer(page).get_by_text("Reply to Tom Bevan")).to_be_visible()
    await expect(field).to_be_focused()


async def test_arrows_walk_through_the_buttons_of_a_message(street: Street, open_page: OpenPage) -> None:
    await furnish(street)
    page = await open_page(street.look((street.people.tom, street.group)))
    keys = viewer(page).get_by_role("group", name="Buttons of this message")
    await keys.get_by_role("button", name="I will too").focus()
    for key, then in (("ArrowDown", "Done"), ("ArrowRight", "Withdraw"), ("ArrowUp", "I will too")):
        await page.keyboard.press(key)
        await expect(keys.get_by_role("button", name=then)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(keys.get_by_role("button", name="I will too")).not_to_have_attribute("aria-busy", "true")
    assert [press.data for press in street.people.sandbox.unanswered()] == ["I will too"]


async def test_the_command_menu_is_a_listbox(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.look((street.people.tom, street.group)))
    field = viewer(page).get_by_label("Message as Tom Bevan")
    await field.focus()
    await page.keyboard.type("/pl")
    options = viewer(page).get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(options).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await expect(options.and_(page.get_by_role("option", selected=True))).to_contain_text("/pledges")
    await page.keyboard.press("Enter")
    await expect(viewer(page).locator("article.mine .text").last).to_have_text("/pledges@ifyouwill_bot")
    await viewer(page).get_by_role("button", name="Commands").click()
    await expect(options).to_have_count(3)
    await page.keyboard.press("Tab")
    await expect(field).to_have_value("/pledge ")
    await expect(field).to_be_focused()


async def test_a_long_command_menu_says_that_it_goes_on(street: Street, open_page: OpenPage) -> None:
    commands = [{"command": f"command{number}", "description": "Does something"} for number in range(20)]
    await street.api("setMyCommands", commands=commands)
    page = await open_page(street.look((street.people.tom, street.group)), **PHONE)
    await viewer(page).get_by_role("button", name="Commands").click()
    menu = viewer(page).get_by_role("listbox", name="Suggestions")
    await expect(menu).to_have_attribute("data-more", "")
    await page.keyboard.press("ArrowUp")
    await expect(menu.get_by_role("option").last).to_be_in_viewport(ratio=1)
    await expect(menu).not_to_have_attribute("data-more", "")


async def test_menus_give_the_focus_back(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.look((street.people.tom, street.group)))
    attach = viewer(page).get_by_role("button", name="Send a photo")
    await attach.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Photo")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("menuitem", name="My contact")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(attach).to_be_focused()


async def test_the_focus_survives_news_and_the_reader_keeps_the_place(street: Street, open_page: OpenPage) -> None:
    tom, sandbox = street.people.tom, street.people.sandbox
    for number in range(30):
        await sandbox.send_text(street.people.maria, street.group, f"Line {number}")
    card = await street.says(street.group, "6 of 10", [button("I will too")])
    page = await open_page(street.look((tom, street.group)))
    log = viewer(page).get_by_role("log")
    await expect(viewer(page).get_by_text("Line 29")).to_be_in_viewport()
    await viewer(page).get_by_role("button", name="I will too").focus()
    await street.edits(card, "7 of 10", [button("I will too"), button("Who’s in")])
    await expect(log).to_contain_text("7 of 10")
    await expect(viewer(page).get_by_role("button", name="I will too")).to_be_focused()
    await log.hover()
    await page.mouse.wheel(0, -2000)
    await expect(viewer(page).get_by_text("Line 3", exact=True)).to_be_in_viewport()
    await street.says(street.group, "Some news")
    newest = viewer(page).get_by_role("button", name="Go to the newest message")
    await expect(newest).to_be_visible()
    await expect(viewer(page).get_by_text("Line 3", exact=True)).to_be_in_viewport()
    await newest.click()
    await expect(viewer(page).get_by_text("Some news").last).to_be_in_viewport()


async def test_roles_and_landmarks(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.look((street.people.tom, street.group), (street.people.maria, street.group)))
    for role in ("banner", "main"):
        await expect(page.get_by_role(role)).to_have_count(1)
    await expect(page.get_by_role("complementary", name="Things to try")).to_be_visible()
    await expect(page.get_by_role("navigation", name="Tom Bevan’s chats")).to_be_visible()
    await expect(viewer(page, 0).get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(viewer(page, 1).get_by_role("log")).to_have_attribute("aria-live", "off")
    unnamed = await page.evaluate(
        "() => [...document.querySelectorAll('button, select, textarea')].filter((each) => each.checkVisibility()"
        " && !each.textContent.trim() && !each.ariaLabel && !each.labels?.length).map((each) => each.outerHTML)"
    )
    assert unnamed == []


async def test_right_to_left_text_reads_right_to_left(street: Street, open_page: OpenPage) -> None:
    await furnish(street)
    page = await open_page(street.look((street.people.tom, street.group)))
    arabic = viewer(page).locator(".text", has_text="نعم")
    assert await arabic.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    english = viewer(page).locator(".text", has_text="I am in")
    assert await english.evaluate("(node) => getComputedStyle(node).direction") == "ltr"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_text_stands_out_enough(street: Street, open_page: OpenPage, scheme: Scheme) -> None:
    await furnish(street)
    people = street.people
    looks = street.look((people.tom, street.group), (people.amal, street.group), (people.maria, None))
    page = await open_page(looks, width=1920, height=1400, scheme=scheme)
    assert await page.evaluate(FAINT_TEXT) == []


async def test_a_phone_shows_one_screen_and_tabs_to_the_other(street: Street, open_page: OpenPage) -> None:
    await furnish(street)
    people = street.people
    page = await open_page(street.look((people.tom, street.group), (people.maria, street.group)), **PHONE)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await expect(viewer(page, 0)).to_be_visible()
    await expect(viewer(page, 1)).to_be_hidden()
    for chat in ("IfYouWill", "Mill Road neighbours"):
        button_of_chat = viewer(page, 0).get_by_role("navigation").get_by_role("button", name=chat)
        await expect(button_of_chat).to_be_in_viewport(ratio=1)
    await page.get_by_role("navigation", name="Whose screen").get_by_role("button", name="Maria").click()
    await expect(viewer(page, 1)).to_be_visible()
    await expect(viewer(page, 0)).to_be_hidden()
    await page.get_by_role("banner").get_by_role("button", name="Fri 27 Nov, 10:00").click()
    await page.get_by_role("menuitem", name="+1 hour").click()
    await expect(page.get_by_role("banner").get_by_role("status")).to_have_text("It is now Fri 27 Nov, 11:00.")


async def test_no_word_on_a_button_is_broken_on_a_small_phone(street: Street, open_page: OpenPage) -> None:
    labels = ("Ymhen wythnos", "Ymhen pythefnos", "Ymhen 30 diwrnod")
    await street.says(street.group, "Tan pryd?", [button(label) for label in labels])
    page = await open_page(street.look((street.people.tom, street.group)), width=320, height=640)
    keys = viewer(page).get_by_role("group", name="Buttons of this message")
    await expect(keys.get_by_role("button")).to_have_text(labels)
    assert await keys.evaluate(BROKEN_WORDS) == []
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_the_hint_names_the_newest_card_of_the_group_and_no_draft(street: Street, open_page: OpenPage) -> None:
    tom = street.people.tom
    await furnish(street)
    await street.people.sandbox.start(tom)
    await street.says(tom, "Your pledge will read: …", [button("Publish", style="success")])
    page = await open_page(street.look((tom, None)))
    hints = page.get_by_role("complementary", name="Things to try")
    await expect(hints).to_contain_text("Try:")
    await expect(hints).not_to_contain_text("press Publish")
    await viewer(page).get_by_role("navigation").get_by_role("button", name="Mill Road neighbours").click()
    await expect(hints).to_contain_text("as Tom, press I will too under the newest pledge")


async def test_groups_are_changed_by_keyboard_on_a_small_phone(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.look((street.people.tom, street.group)), width=360, height=640)
    await page.get_by_role("button", name="People & groups").press("Enter")
    dialog = page.get_by_role("dialog", name="People & groups")
    group = dialog.get_by_role("region", name="Mill Road neighbours")
    steps = {
        "Upgrade to a supergroup": "group",
        "Turn topics on": "supergroup",
        "Open a topic…": "supergroup with topics",
    }
    for what, before in steps.items():
        await expect(group.locator("header")).to_contain_text(re.compile(rf"neighbours{before}$"))
        await group.get_by_role("button", name="Change Mill Road neighbours").press("Enter")
        item = page.get_by_role("menuitem", name=what)
        await expect(item).to_be_in_viewport(ratio=1)
        await item.press("Enter")
    await page.get_by_label("Name of the topic").press_sequentially("Seeds")
    await page.keyboard.press("Enter")
    await expect(group.get_by_role("listitem").filter(has_text="Seeds")).to_be_visible()
    assert await dialog.evaluate("(node) => node.scrollWidth - node.clientWidth") == 0
    unnamed = (
        "(node) => [...node.querySelectorAll('button, input, select')].filter("
        "(each) => !each.textContent.trim() && !each.ariaLabel && !each.labels?.length).length"
    )
    assert await dialog.evaluate(unnamed) == 0


async def test_hints_go_on_and_stay_closed(street: Street, open_page: OpenPage) -> None:
    await furnish(street)
    page = await open_page(street.look((street.people.tom, street.group)))
    hints = page.get_by_role("complementary", name="Things to try")
    await expect(hints).to_contain_text("as Tom, press I will too")
    await viewer(page).get_by_role("button", name="I will too").click()
    await expect(hints).to_contain_text("choose Dilys at Looking as and press it again")
    await viewer(page).get_by_label("Looking as").select_option("Dilys Morgan")
    await expect(hints).to_contain_text("as Maria, press Start")
    await viewer(page, 1).get_by_role("button", name="Start", exact=True).click()
    await expect(hints).to_contain_text("as Maria, write /pledge")
    await hints.get_by_role("button", name="Close the hints").click()
    await page.reload()
    await expect(viewer(page).get_by_role("log")).to_contain_text("I am in")
    await expect(hints).to_be_hidden()
