"""How large a map page is, how long it takes to make and to open, beside its rivals, in one run.

    python benchmarks/page.py [--sizes 1000,10000,100000] [--slow]

Made-up reports with sentences that differ (words by Zipf's law) go onto a page by each way; each runs in a process of
its own. CPU seconds leave imports out; memory is the peak above a bare interpreter, with the reports in it; the
browser's CPU seconds run until it is idle after the page can be used (rivals' pages need the network to open). "floor"
is the same facts as bare columns without a map. Markers one by one take minutes at 100,000 reports: only with --slow.
Rivals of the extra `bench` take part where they are installed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd

from geo.actors import read_actors
from geo.gazetteer import read_gazetteer
from geo.model import Action, Event, FeatureClass, LonLat, Place, Precision, Provenance, Status
from maps.baseline import BaselineRow
from maps.basemap import read_basemap
from maps.page import Story, map_page, write_map
from maps.regions import read_region
from maps.schema import AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS, WGS84, PlaceState
from maps.snapshot import Snapshot, World, snapshots

WORDS, PLACES, LONGEST = 3000, 1000, 120
ZIPF = tuple(accumulate(1 / rank for rank in range(1, WORDS + 1)))
FIRST_DAY = date(2024, 1, 1)
ACTORS = ("SYR-GOV", "HTS", "SDF", "SNA")
SLOW_FROM = 50_000
SLIDER_DAYS, SLIDER_PLACES = 100, 1000
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


def events(count: int) -> list[Event]:
    """Return made-up reports, the same every time."""
    rng = random.Random(count)  # noqa: S311  nobody's secret
    words = ["".join(rng.choices("aeioubcdfghklmnprst", k=rng.randint(3, 9))) for _ in range(WORDS)]
    places = [
        Place(
            id=f"own:{n}",
            name=rng.choice(words).title(),
            at=LonLat(rng.uniform(36.0, 40.0), rng.uniform(33.0, 36.5)),
        )
        for n in range(PLACES)
    ]
    return [_event(n, rng, words, places) for n in range(count)]


def _event(n: int, rng: random.Random, words: Sequence[str], places: Sequence[Place]) -> Event:
    day = FIRST_DAY + timedelta(days=rng.randrange(365))
    place = rng.choice(places)
    article = rng.randrange(1 + n // 5)
    return Event(
        id=f"{rng.getrandbits(64):016x}",
        action=rng.choice(list(Action)),
        actor=rng.choice(ACTORS),
        opponent=rng.choice(ACTORS),
        place_words=place.name,
        place=place,
        place_precision=Precision.TOWN,
        status=rng.choice(list(Status)),
        day_from=day,
        day_to=day,
        provenance=Provenance(
            article_id=f"{article}.txt",
            start=0,
            end=0,
            sentence=_sentence(rng, words),
            published=day,
            source=f"Agency {article % 40}",
            url=f"https://example.org/{article}",
            title=f"Report {article}",
        ),
    )


def _sentence(rng: random.Random, words: Sequence[str]) -> str:
    text = " ".join(rng.choices(words, cum_weights=ZIPF, k=24))
    return text[: rng.randint(LONGEST // 2, LONGEST - 1)] + "."


def frontline_page(found: list[Event]) -> Callable[[], str]:
    """Build our page, without a base map."""
    frames = [
        gpd.GeoDataFrame({name: [] for name in columns}, geometry="geometry", crs=WGS84)
        for columns in (AREA_COLUMNS, LINE_COLUMNS, PLACE_COLUMNS)
    ]
    day = max(event.day_to for event in found if event.day_to)
    empty = Snapshot(
        as_of=day,
        known_by=None,
        inferred_from=0,
        method="field",
        areas=frames[0],
        front_line=frames[1],
        places=frames[2],
    )
    story = Story(title="Made up", actors=read_actors(), snapshots=(empty,), events=tuple(found))
    return lambda: map_page(story)


def folium_markers(found: list[Event]) -> Callable[[], str]:
    """Build a marker with a popup for each report."""

    def build() -> str:
        chart = folium.Map(tiles=None)
        for event in found:
            text = f"{event.day_to} {event.actor} {event.action} {event.provenance.sentence}"
            folium.Marker(_latlon(event), popup=folium.Popup(text)).add_to(chart)
        return str(chart.get_root().render())

    return build


def folium_geojson(found: list[Event]) -> Callable[[], str]:
    """Build one GeoJson layer with integer ids, folium's best."""

    def build() -> str:
        chart = folium.Map(tiles=None, prefer_canvas=True)
        data = {"type": "FeatureCollection", "features": [_feature(n, event) for n, event in enumerate(found)]}
        popup = folium.GeoJsonPopup(["day", "actor", "action", "sentence", "url"])
        folium.GeoJson(data, marker=folium.CircleMarker(radius=4), popup=popup).add_to(chart)
        return str(chart.get_root().render())

    return build


def geopandas_explore(found: list[Event]) -> Callable[[], str]:
    """Build geopandas' own page, without a column to colour by."""

    def build() -> str:
        features = [_feature(n, event) for n, event in enumerate(found)]
        frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
        return str(frame.explore(tiles=None).get_root().render())

    return build


def lonboard_html(found: list[Event]) -> Callable[[], str]:
    """Build lonboard's page."""
    import lonboard

    def build() -> str:
        features = [_feature(n, event) for n, event in enumerate(found)]
        frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
        return str(lonboard.Map(lonboard.ScatterplotLayer.from_geopandas(frame, auto_downcast=False)).to_html())

    return build


def pydeck_html(found: list[Event]) -> Callable[[], str]:
    """Build pydeck's page with its script in it."""
    import pydeck

    def build() -> str:
        rows = [{"at": [*event.place.at], **_facts(event)} for event in found if event.place]
        deck = pydeck.Deck(
            [pydeck.Layer("ScatterplotLayer", rows, get_position="at", pickable=True)], map_provider=None
        )
        return str(deck.to_html(as_string=True, offline=True))

    return build


def floor(found: list[Event]) -> Callable[[], str]:
    """Build bare columns: no page of these facts can be made in less."""

    def build() -> str:
        rows = [
            {"lon": event.place.at.lon, "lat": event.place.at.lat, **_facts(event)} for event in found if event.place
        ]
        return json.dumps({name: [row[name] for row in rows] for name in rows[0]})

    return build


def _latlon(event: Event) -> tuple[float, float]:
    return (event.place.at.lat, event.place.at.lon) if event.place else (0.0, 0.0)


def _facts(event: Event) -> dict[str, str | None]:
    told = event.provenance
    day = str(event.day_to)
    return {"day": day, "actor": event.actor, "action": event.action.value, "sentence": told.sentence, "url": told.url}


def _feature(n: int, event: Event) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": list(_latlon(event)[::-1])}
    return {"type": "Feature", "id": n, "geometry": point, "properties": _facts(event)}


WAYS: dict[str, Callable[[list[Event]], Callable[[], str]]] = {
    "frontline": frontline_page,
    "folium GeoJson": folium_geojson,
    "geopandas explore": geopandas_explore,
    "lonboard": lonboard_html,
    "pydeck": pydeck_html,
    "folium Marker": folium_markers,
    "floor": floor,
}


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


def slider_story() -> Story:
    """Return a story in which a front crosses Syria in 100 days, changing hands at every step."""
    gazetteer, region, actors = read_gazetteer(), read_region("SY"), read_actors()
    towns = sorted(gazetteer.in_country("SY", [FeatureClass.POPULATED]), key=lambda each: (-each.population, each.id))
    towns = towns[:SLIDER_PLACES]
    rows = [
        BaselineRow(place=place, state=PlaceState.HELD, actor="SYR-GOV", rival=None, day=FIRST_DAY) for place in towns
    ]
    taken = sorted(towns, key=lambda each: (each.at.lat, each.id), reverse=True)
    told = []
    for n, place in enumerate(taken[: SLIDER_DAYS * 8]):
        day = FIRST_DAY + timedelta(days=1 + n // 8)
        said = Provenance(
            article_id=f"{n // 8}.txt", start=0, end=0, sentence=f"They took {place.name}.", published=day
        )
        told.append(
            Event(
                id=f"{n:05}",
                action=Action.CAPTURE,
                actor="HTS",
                opponent="SYR-GOV",
                place_words=place.name,
                place=place,
                place_precision=Precision.TOWN,
                day_from=day,
                day_to=day,
                provenance=said,
            )
        )
    world = World(baseline=rows, events=told, actors=actors, region=region, gazetteer=gazetteer)
    drawn = tuple(snapshots(world, [FIRST_DAY + timedelta(days=n) for n in range(SLIDER_DAYS)]))
    base = read_basemap(region, gazetteer)
    return Story(title="Slider", actors=actors, snapshots=drawn, events=tuple(told), basemap=base)


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
            command = [sys.executable, __file__, "--alone", way, "--sizes", str(count), "--page", str(page)]
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
