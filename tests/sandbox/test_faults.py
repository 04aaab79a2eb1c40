"""Faults on order: the right call fails in the right way, and had its effect or had it not."""

import json

import pytest

from bot.sandbox import inprocess
from bot.sandbox.faults import Fault, What, When
from bot.sandbox.people import Neighbourhood
from tests.sandbox.conftest import Hands

REFUSED = [
    (What.FLOOD, 429, "Too Many Requests: retry after 5"),
    (What.BLOCKED, 403, "Forbidden: bot was blocked by the user"),
    (What.DEACTIVATED, 403, "Forbidden: user is deactivated"),
    (What.UNAUTHORIZED, 401, "Unauthorized"),
    (What.NOT_FOUND, 404, "Not Found"),
]


async def call(street: Neighbourhood, text: str = "x") -> tuple[int, bytes]:
    sandbox = street.sandbox
    return await inprocess.call(sandbox, sandbox.setup.token, "sendMessage", {"chat_id": street.tom.id, "text": text})


@pytest.mark.parametrize(("what", "status", "words"), REFUSED)
@pytest.mark.parametrize("when", list(When))
async def test_a_scripted_refusal(street: Neighbourhood, what: What, status: int, words: str, when: When) -> None:
    await street.sandbox.start(street.tom)
    street.sandbox.faults.add(Fault(what, when))
    answered, body = await call(street)
    assert (answered, json.loads(body)["description"]) == (status, words)
    assert (street.sandbox.seen(street.tom)[-1].text == "x") is (when is When.AFTER)


async def test_a_scripted_refusal_in_any_words(street: Neighbourhood, bot: Hands) -> None:
    street.sandbox.faults.add(Fault(What.REFUSED, status=400, description="Bad Request: TOPIC_CLOSED"))
    assert await bot.no("getMe") == "Bad Request: TOPIC_CLOSED"


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize(
    ("what", "failure"),
    [(What.HANG, TimeoutError), (What.RESET, ConnectionResetError), (What.HALF, ConnectionResetError)],
)
async def test_a_connection_breaks(street: Neighbourhood, what: What, failure: type[Exception], when: When) -> None:
    await street.sandbox.start(street.tom)
    street.sandbox.faults.add(Fault(what, when))
    with pytest.raises(failure):
        await call(street)
    assert (street.sandbox.seen(street.tom)[-1].text == "x") is (when is When.AFTER)
    assert (await call(street))[0] == 200


async def test_a_proxy_answers_in_html(street: Neighbourhood) -> None:
    street.sandbox.faults.add(Fault(What.SERVER_ERROR, status=502))
    status, body = await call(street)
    assert status == 502
    assert body.startswith(b"<html>")


async def test_an_answer_is_no_json(street: Neighbourhood) -> None:
    street.sandbox.faults.add(Fault(What.BROKEN_JSON, When.AFTER))
    await street.sandbox.start(street.tom)
    status, body = await call(street)
    assert status == 200
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        json.loads(body)
    assert street.sandbox.seen(street.tom)[-1].text == "x"


async def test_a_fault_hits_its_method_and_chat_and_wears_off(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    await street.sandbox.start(street.joan)
    fault = street.sandbox.faults.add(Fault(What.BLOCKED, method="sendMessage", chat_id=street.tom.id, skip=1, times=2))
    await bot.ok("sendMessage", chat_id=street.joan.id, text="x")
    await bot.ok("getChat", chat_id=street.tom.id)
    outcomes = [(await call(street))[0] for _ in range(4)]
    assert outcomes == [200, 403, 403, 200]
    assert fault.hits == 2


async def test_a_scripted_429_holds_the_chat(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.start(street.tom)
    street.sandbox.faults.add(Fault(What.FLOOD, chat_id=street.tom.id, seconds=40))
    assert "retry after 40" in await bot.no("sendMessage", chat_id=street.tom.id, text="x")
    assert "retry after 40" in await bot.no("sendMessage", chat_id=street.tom.id, text="x")
    assert street.sandbox.flood.early == 1
