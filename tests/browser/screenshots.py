"""Take pictures of a page as readers see it: `python -m tests.browser.screenshots PAGE.html FOLDER`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.chromium import SWITCHES, chromium

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True},
    "print": {"viewport": {"width": 1123, "height": 794}},
}


def main(argv: list[str] | None = None) -> int:
    """Write one PNG a view and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args(argv)
    path = chromium()
    if path is None:
        sys.stderr.write("screenshots: no Chromium on this machine: install Debian's chromium\n")
        return 1
    args.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        for name, options in VIEWS.items():
            page = browser.new_context(**options, offline=True).new_page()
            if name == "print":
                page.emulate_media(media="print")
            page.goto(args.page.resolve().as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            page.wait_for_timeout(500)  # the drawing of the first view
            page.screenshot(path=args.folder / f"{args.page.stem}-{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
