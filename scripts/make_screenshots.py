#!/usr/bin/env python3
"""Take pictures of a map page, as a desk, a phone and a reader in the dark see it.

    make_screenshots.py PAGE.html FOLDER

Writes desktop.png, dark.png, phone.png and print.png into FOLDER. Needs playwright (extra `dev`) and a Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

SIGHTS = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True},
    "print": {"viewport": {"width": 1120, "height": 790}},
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def take(browser: Browser, page_file: Path, folder: Path) -> None:
    """Write one picture a sight; the page is opened from disk, with the network off."""
    for name, options in SIGHTS.items():
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_offline(True)
        page = context.new_page()
        page.goto(page_file.absolute().as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        if name == "print":
            page.emulate_media(media="print")
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        context.close()
        print(folder / f"{name}.png")


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = sys.argv[1:] if argv is None else argv
    if len(words) != 2:
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
            take(browser, Path(words[0]), folder)
            browser.close()
    except (Error, OSError) as error:
        print(f"make_screenshots: {words[0]}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
