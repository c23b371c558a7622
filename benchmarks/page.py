"""How large a map page is, how long it takes to make and to open, beside its rivals, in one run.

    python -m benchmarks.page [--sizes 1000,10000,100000] [--slow]

Made-up reports with sentences that differ (words by Zipf's law) go onto a page by each way; each runs in a process of
its own. CPU seconds leave imports out; memory is the peak above a bare interpreter, with the reports in it; the
browser's CPU seconds run until it is idle after the page can be used (rivals' pages need the network to open). "floor"
is the same facts as bare columns without a map. Markers one by one take minutes at 100,000 reports: only with --slow.
Rivals of the extra `bench` take part where they are installed.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.page_reports import SLIDER_PLACES, events, slider_story
from benchmarks.page_ways import WAYS
from maps.page import write_map

SLOW_FROM = 50_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
READY = "html[data-ready]"
STEP_THROUGH = """async () => {
    const app = frontline.app;
    const took = [];
    for (const day of app.changes) {
        const start = performance.now();
        app.setDay(day);
        document.body.offsetHeight;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        took.push(performance.now() - start);
    }
    return took;
}"""


def build_alone(way: str, count: int, page: Path) -> int:
    """Build a page and print what it took, as JSON."""
    try:
        build = WAYS[way](events(count))
        start = time.process_time()
        text = build()
    except ImportError as error:
        print(json.dumps({"missing": str(error).split(" are required")[0]}))
        return 0
    took = time.process_time() - start
    page.write_text(text, encoding="utf-8")
    print(json.dumps({"cpu": took, "peak": peak_mb(), "bytes": len(text.encode())}))
    return 0


def peak_mb() -> float:
    """Return the most memory this process has had (Linux; `ru_maxrss` would count that of its parent)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


class Browser:
    """A browser that tells its own CPU seconds; without playwright and a Chromium it tells nothing."""

    def __init__(self) -> None:
        self._path = next((found for name in BROWSERS if (found := shutil.which(name))), None)

    def open(self, page: Path, ready: str | None, script: str = "") -> tuple[float | None, Any]:
        """Return the main thread's CPU seconds until a page is idle, and what a script returns."""
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            return None, None
        if self._path is None:
            return None, None
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=self._path, args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.set_offline(True)
            tab = context.new_page()
            session = context.new_cdp_session(tab)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            tab.goto(page.as_uri())
            if ready:
                tab.wait_for_selector(ready, state="attached", timeout=60_000)
            tab.evaluate("new Promise((done) => requestIdleCallback(done))")
            metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
            found = tab.evaluate(script) if script else None
            browser.close()
        return metrics["TaskDuration"], found


def compare(sizes: Iterable[int], folder: Path, *, slow: bool) -> None:
    """Print a row for each way and size."""
    bare = "import re; print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024)"
    nothing = float(subprocess.run([sys.executable, "-c", bare], check=True, capture_output=True, text=True).stdout)
    print(f"{'reports':>8} {'way':18} {'build s':>8} {'MB':>7} {'peak MB':>8} {'browser s':>9}")
    for count in sizes:
        for way in WAYS:
            if way == "folium Marker" and count >= SLOW_FROM and not slow:
                continue
            page = folder / "page.html"
            command = [
                sys.executable,
                "-m",
                "benchmarks.page",
                "--alone",
                way,
                "--sizes",
                str(count),
                "--page",
                str(page),
            ]
            row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            if "missing" in row:
                print(f"{count:8} {way:18} takes no part: {row['missing']}")
                continue
            seconds = Browser().open(page, READY)[0] if way == "frontline" else None
            opened = "" if seconds is None else f"{seconds:9.2f}"
            print(
                f"{count:8} {way:18} {row['cpu']:8.3f} {row['bytes'] / 1e6:7.2f} {row['peak'] - nothing:8.0f} {opened}"
            )


def slide(folder: Path) -> None:
    """Print how long the slider takes to show another day."""
    page = folder / "slider.html"
    write_map(page, slider_story())
    took = sorted(Browser().open(page, READY, STEP_THROUGH)[1] or [])
    if took:
        middle, late = took[len(took) // 2], took[len(took) * 95 // 100]
        size = page.stat().st_size / 1e6
        print(f"slider, {len(took)} days, {SLIDER_PLACES} places, {size:.2f} MB: ", end="")
        print(f"median {middle:.0f} ms, 95 % within {late:.0f} ms, longest {took[-1]:.0f} ms")


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--alone", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--page", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    if args.alone:
        return build_alone(args.alone, sizes[0], args.page)
    with tempfile.TemporaryDirectory() as folder:
        compare(sizes, Path(folder), slow=args.slow)
        slide(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
