"""Where the browser is and how it is started."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Return the path of the machine's browser, None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
