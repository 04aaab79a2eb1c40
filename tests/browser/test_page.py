"""The street page as a person with a mouse meets it."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.server import serving
from tests.browser.conftest import OpenPage
from tests.browser.street import Street, button

pytestmark = pytest.mark.asyncio(loop_scope="session")

INJECTION = "<img src=x onerror=\"document.title='broken'\"> <b>bold</b> &amp; \u202etxet"


def viewer(page: Page, index: int = 0) -> Locator:
    return page.locator(f"[data-viewer='{index}']")


async def change(page: Page, group: Locator, what: str, how: str) -> None:
    """In the panel of people and groups: opens the menu of a person, topic or group, and chooses from it."""
    await group.get_by_role("button", name=f"Change {what}", exact=True).click()
    await page.get_by_role("menuitem", name=how, exact=True).click()


async def test_first_look_shows_two_neighbours_the_group_and_the_clock(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.url)
    await expect(viewer(page, 0)).to_have_accessible_name("Tom Bevan’s screen")
    await expect(viewer(page, 0).get_by_role("heading", name="Mill Road neighbours")).to_be_visible()
    await expect(viewer(page, 1)).to_have_accessible_name("Maria Santos’s screen")
    await expect(viewer(page, 1).get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(page.get_by_role("banner").get_by_text("Fri 27 Nov, 10:00").first).to_be_visible()


async def test_switching_the_person_shows_their_chats_and_is_kept_in_the_address(
    street: Street, open_page: OpenPage
) -> None:
    page = await open_page(street.url)
    await viewer(page).get_by_label("Looking as").select_option("Dilys Morgan")
    await expect(viewer(page)).to_have_accessible_name("Dilys Morgan’s screen")
    await expect(viewer(page).get_by_text("Welsh")).to_be_visible()
    again = await open_page(page.url)
    await expect(viewer(again)).to_have_accessible_name("Dilys Morgan’s screen")


async def test_what_one_neighbour_writes_the_other_sees_at_once(street: Street, open_page: OpenPage) -> None:
    people = street.people
    page = await open_page(street.look((people.tom, street.group), (people.maria, street.group)))
    await viewer(page).get_by_label("Message as Tom Bevan").fill("Shall we clear the alley?")
    await viewer(page).get_by_role("button", name="Send", exact=True).click()
    await expect(viewer(page, 1).get_by_role("log")).to_contain_text("Shall we clear the alley?")
    await expect(viewer(page).get_by_label("Message as Tom Bevan")).to_have_value("")


async def test_a_press_reaches_the_bot_and_its_toast_and_edit_reach_the_screens(
    street: Street, open_page: OpenPage
) -> None:
    people = street.people
    card = await street.says(street.group, "6 of 10", [button("I will too", style="success")], [button("Who’s in")])
    page = await open_page(street.look((people.tom, street.group), (people.maria, street.group)))
    await viewer(page).get_by_role("button", name="I will too").click()
    await expect(viewer(page).get_by_role("button", name="I will too")).not_to_have_attribute("aria-busy", "true")
    await street.answers("You are in, Tom.")
    await street.edits(card, "7 of 10", [button("I will too", style="success")])
    await expect(viewer(page).locator(".toast[role=status]")).to_have_text("You are in, Tom.")
    await expect(viewer(page, 1).locator(".toast")).to_have_text("")
    for index in (0, 1):
        await expect(viewer(page, index).get_by_role("log")).to_contain_text("7 of 10")
        await expect(viewer(page, index).get_by_text("edited")).to_be_visible()
        await expect(viewer(page, index).get_by_role("button", name="Who’s in")).to_have_count(0)
    await expect(viewer(page).get_by_role("button", name="I will too")).to_be_focused()


async def test_an_alert_is_a_dialog_that_waits_for_its_ok(street: Street, open_page: OpenPage) -> None:
    await street.says(street.group, "A card", [button("Old button")])
    page = await open_page(street.look((street.people.tom, street.group)))
    await viewer(page).get_by_role("button", name="Old button").click()
    await expect(viewer(page).get_by_role("button", name="Old button")).not_to_have_attribute("aria-busy", "true")
    await street.answers("This button is out of date.", alert=True)
    dialog = page.get_by_role("alertdialog", name="IfYouWill to Tom Bevan")
    await expect(dialog).to_contain_text("This button is out of date.")
    await dialog.get_by_role("button", name="OK").click()
    await expect(dialog).to_have_count(0)


async def test_a_toast_is_for_its_person_alone(street: Street, open_page: OpenPage) -> None:
    await street.says(street.group, "6 of 10", [button("I will too")])
    page = await open_page(street.look((street.people.tom, street.group)))
    await viewer(page).get_by_role("button", name="I will too").click()
    await expect(viewer(page).get_by_role("button", name="I will too")).not_to_have_attribute("aria-busy", "true")
    await street.answers("You are in, Tom.")
    await expect(viewer(page).locator(".toast")).to_have_text("You are in, Tom.")
    await viewer(page).get_by_label("Looking as").select_option("Dilys Morgan")
    await expect(viewer(page)).to_have_accessible_name("Dilys Morgan’s screen")
    await expect(viewer(page).locator(".toast p")).to_have_count(0, timeout=100)


async def test_start_opens_the_private_chat(street: Street, open_page: OpenPage) -> None:
    tom = street.people.tom
    page = await open_page(street.look((tom, None)))
    await viewer(page).get_by_role("button", name="Start", exact=True).click()
    await expect(viewer(page).get_by_role("log")).to_contain_text("/start")
    await street.says(tom, "Hello Tom!")
    await expect(viewer(page).get_by_role("log")).to_contain_text("Hello Tom!")


async def test_text_from_people_is_never_markup(street: Street, open_page: OpenPage) -> None:
    sandbox, tom = street.people.sandbox, street.people.tom
    await sandbox.rename(street.people.maria, street.group, INJECTION)
    await sandbox.send_text(tom, street.group, INJECTION)
    page = await open_page(street.look((tom, street.group)))
    await expect(viewer(page).get_by_role("log").get_by_text(INJECTION).last).to_be_visible()
    assert await page.title() == "IfYouWill · a street to try it in"
    assert await page.locator("img[src=x]").count() == 0


async def test_entities_become_elements(street: Street, open_page: OpenPage) -> None:
    html = (
        "🎉 <b>bold <i>both</i></b> <code>7K2MQ</code> <tg-spoiler>secret</tg-spoiler> "
        '<a href="https://example.org/">site</a><blockquote>quoted</blockquote>'
    )
    await street.says(street.group, html, parse_mode="HTML")
    page = await open_page(street.look((street.people.tom, street.group)))
    text = viewer(page).locator(".text").last
    await expect(text.locator("strong")).to_have_text("bold both")
    await expect(text.locator("strong em")).to_have_text("both")
    await expect(text.locator("code")).to_have_text("7K2MQ")
    await expect(text.locator("blockquote")).to_have_text("quoted")
    await expect(text.get_by_role("link", name="site")).to_have_attribute("rel", "noopener noreferrer")
    await text.get_by_role("button", name="Hidden text").click()
    await expect(text.locator(".spoiler.shown")).to_have_text("secret")


async def test_a_deep_link_stays_in_the_street(street: Street, open_page: OpenPage) -> None:
    link = "https://t.me/ifyouwill_bot?start=p_7K2MQ"
    await street.says(street.group, "A pledge", [button("Open", url=link)])
    page = await open_page(street.look((street.people.tom, street.group)))
    await viewer(page).get_by_role("button", name="Open").click()
    await expect(viewer(page).get_by_role("heading", name="IfYouWill")).to_be_visible()
    await expect(viewer(page).get_by_role("log")).to_contain_text("/start p_7K2MQ")


async def test_replying_forwarding_editing_and_deleting(street: Street, open_page: OpenPage) -> None:
    tom, sandbox = street.people.tom, street.people.sandbox
    await sandbox.start(tom)
    await sandbox.send_text(tom, street.group, "I bring glovs")
    page = await open_page(street.look((tom, street.group)))
    mine, log = viewer(page).locator("article.mine"), viewer(page).get_by_role("log")

    async def choose(what: str) -> None:
        await mine.last.hover()
        await mine.last.get_by_role("button", name="What to do").click()
        await page.get_by_role("menuitem", name=what).click()

    await choose("Edit")
    await page.keyboard.type("!")
    await page.keyboard.press("Enter")
    await expect(log).to_contain_text("I bring glovs!")
    await choose("Reply")
    await page.keyboard.type("Two pairs.")
    await page.keyboard.press("Enter")
    await expect(mine.last.locator(".quoted")).to_contain_text("I bring glovs!")
    await choose("Delete")
    await expect(log).not_to_contain_text("Two pairs.")
    await choose("Forward")
    await page.get_by_role("dialog").get_by_role("button", name="IfYouWill").click()
    await expect(log.get_by_text("Forwarded")).to_be_visible()


async def test_pictures_and_places_can_be_sent(street: Street, open_page: OpenPage) -> None:
    tom = street.people.tom
    page = await open_page(street.look((tom, street.group)))
    attach = viewer(page).get_by_role("button", name="Send a photo")
    await attach.click()
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("menuitem", name="File").click()
    await (await chosen.value).set_files({"name": "note.txt", "mimeType": "text/plain", "buffer": b"Bring gloves"})
    await expect(viewer(page).get_by_role("link", name="note.txt")).to_contain_text("12 bytes")
    await attach.click()
    await page.get_by_role("menuitem", name="Place").click()
    await page.get_by_role("button", name="Send this place").click()
    await expect(viewer(page).get_by_role("log")).to_contain_text("52.1996, 0.1389")


async def test_the_clock_moves_on_and_says_so(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.url)
    await page.get_by_role("button", name="Tomorrow 09:00").click()
    await expect(page.get_by_role("banner").get_by_role("status")).to_have_text("It is now Sat 28 Nov, 09:00.")


async def test_neighbours_join_lead_and_leave(street: Street, open_page: OpenPage) -> None:
    people = street.people
    page = await open_page(street.look((people.tom, street.group)))
    await page.get_by_role("button", name="People & groups").click()
    group = page.get_by_role("region", name="Mill Road neighbours")

    row = group.get_by_role("listitem").filter(has_text="Tom Bevan")
    await change(page, group, "Tom Bevan", "Make admin")
    await expect(row).to_contain_text("admin")
    await change(page, group, "Tom Bevan", "Write anonymously")
    await expect(row).to_contain_text("anonymous")
    await change(page, group, "Tom Bevan", "Leave the group")
    await expect(row).to_contain_text("not a member")
    await change(page, group, "Tom Bevan", "Join")
    await expect(row).to_contain_text("member")
    assert street.group.has(people.tom)


async def test_a_refused_act_is_said_and_nothing_breaks(street: Street, open_page: OpenPage) -> None:
    people = street.people
    page = await open_page(street.look((people.tom, street.group)))
    await people.sandbox.deactivate(people.joan)
    await viewer(page).get_by_label("Message as Tom Bevan").fill("x" * 5000)
    await page.keyboard.press("Enter")
    await expect(viewer(page).locator(".toast .problem")).to_contain_text("1-4096 characters")


async def test_a_question_asks_for_a_reply(street: Street, open_page: OpenPage) -> None:
    tom = street.people.tom
    await street.people.sandbox.start(tom)
    markup = {"force_reply": True, "input_field_placeholder": "I will …"}
    question = await street.says(tom, "What will you do?", reply_markup=markup)
    page = await open_page(street.look((tom, None)))
    await viewer(page).get_by_placeholder("I will …").fill("bring gloves")
    await page.keyboard.press("Enter")
    await expect(viewer(page).locator("article.mine").last).to_contain_text("bring gloves")
    await expect(viewer(page).get_by_placeholder("Message")).to_be_visible()
    assert street.people.sandbox.screen(tom)[-1].reply_to is question


async def test_only_the_receiver_sees_an_ephemeral_answer(street: Street, open_page: OpenPage) -> None:
    people = street.people
    await street.says(street.group, "A card", [button("Who’s in")])
    page = await open_page(street.look((people.tom, street.group), (people.maria, street.group)))
    await viewer(page).get_by_role("button", name="Who’s in").click()
    await expect(viewer(page).get_by_role("button", name="Who’s in")).not_to_have_attribute("aria-busy", "true")
    await street.whispers("Just for Tom")
    whispered = viewer(page).locator("article", has_text="Just for Tom")
    await expect(whispered).to_contain_text("Only you can see this")
    await expect(viewer(page, 1).get_by_role("log")).not_to_contain_text("Just for Tom")


async def test_an_answer_that_only_its_asker_sees_comes_into_view(street: Street, open_page: OpenPage) -> None:
    people = street.people
    await street.says(street.group, "A card", [button("Who’s in")])
    for number in range(30):
        await people.sandbox.send_text(people.maria, street.group, f"Line {number}")
    page = await open_page(street.look((people.tom, street.group)))
    await viewer(page).get_by_role("button", name="Who’s in").click()
    await expect(viewer(page).get_by_role("button", name="Who’s in")).not_to_have_attribute("aria-busy", "true")
    await street.whispers("Just for Tom")
    await expect(viewer(page).locator("article", has_text="Just for Tom")).to_be_in_viewport()
    await people.sandbox.send_text(people.maria, street.group, "Line 30")
    await expect(viewer(page).locator("article").last).to_contain_text("Line 30")


async def test_sharing_offers_the_bots_own_cards(street: Street, open_page: OpenPage) -> None:
    tom = street.people.tom
    share = {"text": "Share", "switch_inline_query": "7K2MQ"}
    await street.says(street.group, "A pledge", [share])
    page = await open_page(street.look((tom, street.group)))
    await viewer(page).get_by_role("button", name="Share").click()
    await page.get_by_role("dialog").get_by_role("button", name="Mill Road neighbours").click()
    await expect(viewer(page).get_by_label("Message as Tom Bevan")).to_have_value("@ifyouwill_bot 7K2MQ")
    await street.offers("Mill Road alley, 6 of 10")
    await viewer(page).get_by_role("option", name="Mill Road alley").click()
    await expect(viewer(page).locator("article.mine").last).to_contain_text("via IfYouWill")


async def test_copying_a_code(street: Street, open_page: OpenPage) -> None:
    await street.says(street.group, "A pledge", [button("Copy the code", copy_text={"text": "7K2MQ"})])
    page = await open_page(street.look((street.people.tom, street.group)))
    await viewer(page).get_by_role("button", name="Copy the code").click()
    await expect(viewer(page).locator(".toast")).to_have_text("Copied.")
    assert await page.evaluate("navigator.clipboard.readText()") == "7K2MQ"


async def test_a_blocked_bot_can_be_let_in_again(street: Street, open_page: OpenPage) -> None:
    tom, sandbox = street.people.tom, street.people.sandbox
    await sandbox.start(tom)
    page = await open_page(street.look((tom, None)))
    await sandbox.block_bot(tom)
    await viewer(page).get_by_role("button", name="Unblock").click()
    await expect(viewer(page).get_by_label("Message as Tom Bevan")).to_be_visible()
    assert not tom.blocked


async def test_topics_of_a_forum_are_kept_apart(street: Street, open_page: OpenPage) -> None:
    people, sandbox = street.people, street.people.sandbox
    forum = await sandbox.create_group(people.maria, "Allotments", (people.tom,), forum=True)
    seeds = await sandbox.add_topic(people.maria, forum, "Seeds")
    await sandbox.add_topic(people.maria, forum, "Tools")
    await sandbox.send_text(people.maria, forum, "Beans to give away", thread=seeds)
    page = await open_page(street.look((people.tom, forum)))
    topics = viewer(page).get_by_role("group", name="Topics")
    await topics.get_by_role("button", name="Tools").click()
    await expect(viewer(page).get_by_role("log")).not_to_contain_text("Beans")
    await topics.get_by_role("button", name="Seeds").click()
    await expect(viewer(page).get_by_role("log")).to_contain_text("Beans")
    await viewer(page).get_by_label("Message as Tom Bevan").fill("I take some")
    await page.keyboard.press("Enter")
    await expect(viewer(page).get_by_role("log")).to_contain_text("I take some")
    assert sandbox.screen(people.tom, forum)[-1].thread_id == seeds


async def test_a_forum_is_founded_and_a_topic_opened_and_closed(street: Street, open_page: OpenPage) -> None:
    people = street.people
    page = await open_page(street.look((people.tom, street.group)))
    await page.get_by_role("button", name="People & groups").click()
    await page.get_by_role("button", name="New group…").click()
    await page.get_by_label("Name of the group").fill("Allotments")
    await page.get_by_label("Kind").select_option("Supergroup with topics")
    await page.get_by_role("button", name="Found the group").click()
    allotments = page.get_by_role("dialog").get_by_role("region", name="Allotments")
    await change(page, allotments, "Allotments", "Open a topic…")
    await page.get_by_label("Name of the topic").fill("Seeds")
    await page.get_by_role("button", name="Open the topic").click()
    seeds = allotments.get_by_role("listitem").filter(has_text="Seeds")
    await expect(seeds).to_contain_text("topic, open")
    await change(page, allotments, "Seeds", "Close")
    await expect(seeds).to_contain_text("topic, closed")
    await page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).click()
    await viewer(page).get_by_role("navigation").get_by_role("button", name="Allotments").click()
    await expect(viewer(page).locator("article", has_text="opened the topic Seeds")).to_be_visible()
    await viewer(page).get_by_role("group", name="Topics").get_by_role("button", name="Seeds (closed)").click()
    await expect(viewer(page).get_by_text("This topic is closed: only admins write here.")).to_be_visible()
    await page.get_by_role("button", name="People & groups").click()
    await change(page, allotments, "Seeds", "Open again")
    await change(page, allotments, "Seeds", "Delete with its messages")
    await expect(seeds).to_have_count(0)
    await change(page, allotments, "Allotments", "Turn topics off")
    await expect(allotments).not_to_contain_text("with topics")


async def test_where_all_topics_stand_together_each_message_names_its_own(street: Street, open_page: OpenPage) -> None:
    people, sandbox = street.people, street.people.sandbox
    forum = await sandbox.create_group(people.maria, "Allotments", (people.tom,), forum=True)
    seeds = await sandbox.add_topic(people.maria, forum, "Seeds")
    await sandbox.send_text(people.maria, forum, "Beans to give away", thread=seeds)
    await sandbox.send_text(people.maria, forum, "Good morning")
    page = await open_page(street.look((people.tom, forum)))
    topic = viewer(page).locator("article", has_text="Beans").get_by_text("In the topic Seeds")
    await expect(topic).to_be_visible()
    await expect(viewer(page).locator("article", has_text="Good morning")).not_to_contain_text("In the topic")
    await viewer(page).get_by_role("group", name="Topics").get_by_role("button", name="Seeds").click()
    await expect(topic).to_have_count(0)


async def test_a_group_is_upgraded_and_the_bot_forbidden_to_write(street: Street, open_page: OpenPage) -> None:
    page = await open_page(street.look((street.people.tom, street.group)))
    await page.get_by_role("button", name="People & groups").click()
    group = page.get_by_role("dialog").get_by_role("region", name="Mill Road neighbours")
    await change(page, group, "Mill Road neighbours", "Upgrade to a supergroup")
    await expect(group.get_by_text("supergroup", exact=True)).to_be_visible()
    rows = group.get_by_role("listitem")
    await change(page, group, "IfYouWill", "Forbid to write")
    await expect(rows.filter(has_text="IfYouWill")).to_contain_text("bot, may not write")
    await change(page, group, "IfYouWill", "Let write again")
    await expect(rows.filter(has_text="IfYouWill")).to_contain_text("bot, member")
    await change(page, group, "Tom Bevan", "Forbid to write")
    await expect(rows.filter(has_text="Tom Bevan")).to_contain_text("may not write")
    await page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).click()
    await expect(viewer(page).get_by_text("The group does not let you write.")).to_be_visible()


async def test_an_upgraded_group_is_followed(street: Street, open_page: OpenPage) -> None:
    people = street.people
    page = await open_page(street.look((people.tom, street.group)))
    await people.sandbox.upgrade_group(people.maria, street.group)
    await expect(viewer(page).get_by_role("log")).to_contain_text("The group became a supergroup")
    await expect(viewer(page).get_by_role("heading", name="Mill Road neighbours")).to_be_visible()


async def test_the_page_finds_a_restarted_sandbox(street: Street, open_page: OpenPage) -> None:
    people = street.people
    async with serving(people.sandbox) as first:
        port = int(first.url.rpartition(":")[2])
        page = await open_page(f"{first.url}/#a={people.tom.id}.{street.group.id}", patient=True)
    await expect(page.get_by_role("alert").get_by_text("The sandbox does not answer")).to_be_visible()
    await street.says(street.group, "While you were away")
    async with serving(people.sandbox, port=port):
        await expect(viewer(page).get_by_role("log")).to_contain_text("While you were away")
        await expect(page.get_by_text("The sandbox does not answer")).to_be_hidden()
        await street.says(street.group, "Welcome back")
        await expect(viewer(page).get_by_role("log")).to_contain_text("Welcome back")
        await page.close()
