"""A real Chromium, one for the run; a fresh street and a fresh page for each test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio

from bot.core.clock import MovableClock
from tests.browser.street import Street, open_street

pytest.importorskip("playwright")
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

OpenPage = Callable[..., Awaitable[Page]]
"""`await open_page(url, width=1440, height=900, scheme="light")` gives a Playwright page with the street drawn."""

Scheme = Literal["light", "dark"]

Picture = Callable[[Page, str], Awaitable[None]]
"""`await picture(page, "name.png")` takes a picture of the page as it stands, once toasts and hints are gone."""

PICTURES = "IFYOUWILL_TEST_PICTURES"
"""The variable that names the folder where pictures are kept (`make pictures`); without it they are thrown away."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


def _complains(said: ConsoleMessage, patient: bool) -> bool:
    """Chromium itself notes refused acts (a 400; the page tells the person) and, where `patient`, a broken line."""
    expected = said.location.get("url", "").endswith("/sandbox/act") or (patient and "net::ERR_" in said.text)
    return said.type in {"error", "warning"} and not expected


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The run's browser. Skips where no Chromium is installed (or named by the variable CHROMIUM)."""
    program = _chromium()
    if program is None:
        pytest.skip("no Chromium is installed here")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def street(clock: MovableClock) -> AsyncIterator[Street]:
    """Mill Road with its bot in the group, served over HTTP."""
    async with open_street(clock) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Opens pages; whatever a page complains about in its console fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    async def opened(
        url: str, *, width: int = 1440, height: int = 900, scheme: Scheme = "light", patient: bool = False
    ) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        page.set_default_timeout(5_000)
        page.on("console", lambda said: complaints.append(said.text) if _complains(said, patient) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(url)
        await page.locator(".viewer.ready:visible").first.wait_for()
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert not complaints


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    folder = Path(os.environ.get(PICTURES) or tmp_path)

    async def taken(page: Page, name: str) -> None:
        hints = page.get_by_role("complementary", name="Things to try")
        if await hints.is_visible():
            await hints.get_by_role("button", name="Close the hints").click()
        await expect(page.locator(".toast p")).to_have_count(0, timeout=15_000)
        await page.screenshot(path=folder / name)

    return taken
