"""The bot's face: menus by scope and language, names and descriptions by language."""

from typing import Any

import pytest

from bot.sandbox.people import Neighbourhood
from tests.sandbox.conftest import Hands


def menu(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("setMyCommands", {"commands": menu("Sign")}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": menu("x" * 33)}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "sign", "description": ""}]}, "DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "sign", "description": "x" * 257}]}, "DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "sign", "description": "x", "icon": 1}]}, 'unknown field "icon"'),
    ("setMyCommands", {"commands": [{**menu("sign")[0], "is_ephemeral": "yes"}]}, "must be of type Boolean"),
    ("setMyCommands", {"commands": menu(*(f"c{number}" for number in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": menu("sign"), "scope": {"type": "world"}}, "Unsupported type"),
    ("setMyCommands", {"commands": menu("sign"), "scope": {"type": "chat"}}, "wrong fields"),
    ("setMyCommands", {"commands": menu("sign"), "language_code": "welsh"}, "LANG_CODE_INVALID"),
    ("setMyName", {"name": "x" * 65}, "too long"),
    ("setMyDescription", {"description": "x" * 513}, "too long"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "too long"),
]


@pytest.mark.parametrize(("method", "params", "words"), BAD)
async def test_a_bad_face_is_refused(bot: Hands, method: str, params: dict[str, Any], words: str) -> None:
    assert words in await bot.no(method, **params)


async def test_the_narrowest_scope_wins_and_the_language_within_it(street: Neighbourhood, bot: Hands) -> None:
    sandbox, group = street.sandbox, street.group
    await bot.ok("setMyCommands", commands=menu("help"))
    await bot.ok("setMyCommands", commands=menu("pledges"), scope={"type": "all_group_chats"})
    await bot.ok("setMyCommands", commands=menu("cymorth"), scope={"type": "all_group_chats"}, language_code="cy")
    await bot.ok("setMyCommands", commands=menu("organise"), scope={"type": "all_chat_administrators"})
    await bot.ok(
        "setMyCommands",
        commands=menu("mine"),
        scope={"type": "chat_member", "chat_id": group.id, "user_id": street.joan.id},
    )

    def seen(person: Any, chat: Any) -> list[str]:
        return [entry["command"] for entry in sandbox.profile.seen_by(person, chat)]

    assert seen(street.tom, sandbox.private(street.tom)) == ["help"]
    assert seen(street.tom, group) == ["pledges"]
    assert seen(street.dilys, group) == ["cymorth"]
    assert seen(street.maria, group) == ["organise"]
    assert seen(street.joan, group) == ["mine"]
    assert await bot.ok("getMyCommands", scope={"type": "all_group_chats"}, language_code="cy") == menu("cymorth")
    await bot.ok("deleteMyCommands", scope={"type": "all_group_chats"}, language_code="cy")
    assert seen(street.dilys, group) == ["pledges"]


async def test_texts_fall_back_to_the_one_for_everybody(bot: Hands) -> None:
    await bot.ok("setMyDescription", description="Promises that count")
    await bot.ok("setMyDescription", description="Addewidion", language_code="cy")
    assert await bot.ok("getMyDescription", language_code="cy") == {"description": "Addewidion"}
    assert await bot.ok("getMyDescription", language_code="fr") == {"description": "Promises that count"}
    await bot.ok("setMyDescription", description="", language_code="cy")
    assert await bot.ok("getMyDescription", language_code="cy") == {"description": "Promises that count"}
    assert await bot.ok("getMyName") == {"name": "IfYouWill"}
    await bot.ok("setMyName", name="If You Will")
    assert (await bot.ok("getMe"))["first_name"] == "If You Will"
