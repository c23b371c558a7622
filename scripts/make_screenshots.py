#!/usr/bin/env python3
"""Take pictures of a map page, as a desk, a phone, a reader in the dark and paper show it.

    make_screenshots.py PAGE.html FOLDER [ARABIC_PAGE.html]

Writes desktop.png, card.png, dark.png, phone.png, list.png, embed.png and print.png into FOLDER, and arabic.png and
arabic-phone.png of the second page. Needs playwright (extra `dev`) and a Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

WIDE = {"viewport": {"width": 1440, "height": 900}}
NARROW = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
SIGHTS: dict[str, dict[str, Any]] = {
    "desktop": WIDE,
    "card": WIDE,
    "dark": WIDE | {"color_scheme": "dark"},
    "phone": NARROW,
    "list": NARROW,
    "embed": {"viewport": {"width": 720, "height": 480}},
    "print": {"viewport": {"width": 1120, "height": 790}},
}
ARABIC: dict[str, dict[str, Any]] = {"arabic": WIDE, "arabic-phone": NARROW}
# What a reader has done before the picture is taken.
DONE = {
    "card": "frontline.app.map.fire('click', { latlng: frontline.app.map.getCenter() }) && null",
    "list": "document.querySelector('.fl-handle').click()",
}
FRAGMENTS = {"embed": "#embed=1"}
SETTLED = 400  # milliseconds in which the map moves to make room for what it opened
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def take(browser: Browser, page_file: Path, folder: Path, sights: dict[str, dict[str, Any]]) -> None:
    """Write one picture a sight; the page is opened from disk, with the network off."""
    for name, options in sights.items():
        context = browser.new_context(**options)
        context.set_offline(True)
        page = context.new_page()
        page.goto(page_file.absolute().as_uri() + FRAGMENTS.get(name, ""))
        page.wait_for_selector("html[data-ready]", state="attached")
        if name == "print":
            page.emulate_media(media="print")
        if name in DONE:
            page.evaluate(DONE[name])
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        context.close()
        print(folder / f"{name}.png")


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = sys.argv[1:] if argv is None else argv
    if len(words) not in {2, 3}:
        print(__doc__, file=sys.stderr)
        return 2
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        print("make_screenshots: no Chromium on the PATH: install one (Debian: chromium)", file=sys.stderr)
        return 1
    folder = Path(words[1])
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            take(browser, Path(words[0]), folder, SIGHTS)
            if len(words) == 3:
                take(browser, Path(words[2]), folder, ARABIC)
            browser.close()
    except (Error, OSError) as error:
        print(f"make_screenshots: {words[0]}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
