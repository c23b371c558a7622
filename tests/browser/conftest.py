"""A real browser, with the network off; any request but for the page itself fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from tests.browser.chromium import SWITCHES, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser of the machine; without one, skip at home and fail in CI."""
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on this machine: install Debian's chromium")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open HTML from disk with the network off; complaints and requests of the page fail the test at its end."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(html: str, fragment: str = "", *, ready: bool = True, **options: Any) -> Page:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: _refuse(dialog, wrong))
        page.on("request", lambda asked: _note(asked.url, file, wrong))
        page.goto(f"{file.as_uri()}{fragment}")
        if ready:
            page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _refuse(dialog: Dialog, wrong: list[str]) -> None:
    wrong.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _note(url: str, file: Path, wrong: list[str]) -> None:
    if not url.startswith((file.as_uri(), "data:", "blob:")):
        wrong.append(f"request: {url}")
