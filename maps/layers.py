"""Folium layers for any `folium.Map`: snapshots and events, their data as inert blocks that no template ever reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

import folium
import geopandas as gpd
from branca.element import Element, Figure
from folium.map import Layer
from folium.template import Template

from geo.actors import Actors, read_actors
from geo.errors import GeoError
from geo.model import Article, Event, Place
from maps import bundle
from maps.baseline import BaselineRow
from maps.event_columns import event_columns, sort_events
from maps.payload import block
from maps.snapshot import Snapshot
from maps.snapshot_columns import ground_columns, snapshot_columns

# Folium compiles what it is given as a template and pastes it into HTML and scripts; these are all that any of the
# three takes for its own.
_TELLING = re.compile("[&<>\"'`\\\\${}\u2028\u2029]")


class Raw(Element):
    """A finished text: rendered as it is, never compiled."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **kwargs: object) -> str:  # noqa: ARG002  the signature is branca's
        """Return the text."""
        return self.text


class Document(Figure):
    """A root that carries scripts, styles and data blocks itself; layers leave it their data and bring nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: dict[str, dict[str, Any]] = {}


def new_map(root: Document) -> folium.Map:
    """Return a Folium map without tiles of its own, rooted in a document that carries everything itself."""
    found = folium.Map(tiles=None, zoom_control=False, attribution_control=False)
    root.add_child(found)
    return found


def add_tiles(page: folium.Map, tiles: str | None) -> list[str]:
    """Add online tiles when asked for, and return the hosts they come from.

    Raises
    ------
    GeoError
        No tiles go by that name.
    """
    if tiles is None:
        return []
    try:
        layer = folium.TileLayer(tiles, control=False)
    except ValueError as error:
        msg = f"--tiles {tiles!r}: no tiles go by that name; write one that Folium knows, like OpenStreetMap"
        raise GeoError(msg) from error
    layer.add_to(page)
    where = urlsplit(str(layer.tiles).replace("{s}", "*"))
    return [f"{where.scheme}://{where.netloc}"]


def inert(text: str) -> str:
    """Write a text such that templates, HTML and scripts read it as text and a browser shows it as given.

    >>> inert("{{ 7*7 }}")
    '&#123;&#123; 7*7 &#125;&#125;'
    """
    return _TELLING.sub(lambda found: f"&#{ord(found[0])};", text)


class _DataLayer(Layer):
    """A layer whose data stand in a block of their own and are drawn by our script on one canvas."""

    _template = Template("")
    maker: ClassVar[str]
    more_scripts: ClassVar[tuple[str, ...]] = ()  # beside those of all layers, on a map that is not one of our pages

    def __init__(self, name: str, data: dict[str, Any], bounds: list[list[float | None]], *, show: bool) -> None:
        super().__init__(name=inert(name), overlay=True, control=True, show=show)
        self._name = type(self).__name__
        self.data = data
        self._bounds = bounds

    @property
    def block_name(self) -> str:
        """The id of the data block."""
        return f"data_{self.get_name()}"

    def render(self, **kwargs: object) -> None:  # type: ignore[override]  # Folium's layers render to nothing
        """Leave scripts, data and the layer itself with the root of the map."""
        root = self.get_root()
        if not isinstance(root, Figure):
            msg = f"{self._name}: add the layer to a folium.Map before the map is rendered"
            raise TypeError(msg)
        if isinstance(root, Document):
            root.blocks[self.block_name] = self.data
        else:
            root.header.add_child(Raw(f"<style>{bundle.own(bundle.LAYER_STYLES)}</style>"), name="frontline_style")
            root.header.add_child(Raw(f"<script>{bundle.own(bundle.LAYER_SCRIPTS)}</script>"), name="frontline_script")
            for more in self.more_scripts:
                root.header.add_child(Raw(f"<script>{bundle.own((more,))}</script>"), name=f"frontline_{more}")
            root.html.add_child(Raw(block(self.block_name, self.data, plain=False)), name=self.block_name)
        script = f'var {self.get_name()} = frontline.{self.maker}("{self.block_name}");\n'
        root.script.add_child(Raw(script), name=self.get_name())
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # Folium's own signature has no types

    def _get_self_bounds(self) -> list[list[float | None]]:
        return self._bounds


class SnapshotLayer(_DataLayer):
    """Areas, front line and places of a day, or of several, of which the latest is shown first.

    Parameters
    ----------
    snapshots
        One snapshot or several.
    actors
        Names and colours; the packaged actors by default.
    event_numbers
        For a page that also holds the events: the number of each event by its id.
    known
        Places by their ids: the larger are drawn larger, and all their names are searched.
    baseline
        Who held which place at the start: what is said of places that no report tells of.
    house
        How places are written, by their ids.
    """

    maker = "snapshots"

    def __init__(
        self,
        snapshots: Snapshot | Sequence[Snapshot],
        actors: Actors | None = None,
        *,
        name: str = "Control",
        show: bool = True,
        event_numbers: Mapping[str, int] | None = None,
        known: Mapping[str, Place] | None = None,
        baseline: Iterable[BaselineRow] = (),
        house: Mapping[str, str] | None = None,
    ) -> None:
        given = [snapshots] if isinstance(snapshots, Snapshot) else list(snapshots)
        data = snapshot_columns(given, actors or read_actors(), event_numbers or {}, known or {}, baseline, house or {})
        boxes = [each.areas.total_bounds for each in given if len(each.areas)]
        corners = _around(corner for west, south, east, north in boxes for corner in ((west, south), (east, north)))
        super().__init__(name, data, corners, show=show)


class EventLayer(_DataLayer):
    """Events as one mark a place, which opens to the sentences behind it.

    Parameters
    ----------
    events
        The events; those without a place are not drawn.
    actors
        Names and colours; the packaged actors by default.
    articles
        The articles of the events, where at hand: their text tells which clause of a sentence to mark.
    house
        How places are written, by their ids; by default as most articles write them.
    """

    maker = "events"

    def __init__(
        self,
        events: Iterable[Event],
        actors: Actors | None = None,
        *,
        name: str = "Reports",
        show: bool = True,
        articles: Iterable[Article] = (),
        house: Mapping[str, str] | None = None,
    ) -> None:
        self.events = sort_events(events)
        by_id = {article.id: article for article in articles}
        data = event_columns(self.events, actors or read_actors(), by_id, house or {})
        super().__init__(name, data, _around((lon, lat) for _, _, lon, lat, _ in data["places"]), show=show)


class DifferenceLayer(_DataLayer):
    """Ground by who held it before and who holds it after.

    Parameters
    ----------
    ground
        Columns from, to, km2, geometry in WGS 84; a holder is an actor's code or `no_data`.
    actors
        Names and colours; the packaged actors by default.
    """

    maker = "difference"
    more_scripts = ("difference.js",)

    def __init__(
        self, ground: gpd.GeoDataFrame, actors: Actors | None = None, *, name: str = "Changes", show: bool = True
    ) -> None:
        west, south, east, north = ground.total_bounds
        super().__init__(
            name, ground_columns(ground, actors or read_actors()), _around([(west, south), (east, north)]), show=show
        )


def _around(points: Iterable[tuple[float, float]]) -> list[list[float | None]]:
    """Return the bounds of points as Folium writes them: [[south, west], [north, east]]."""
    found = list(points)
    if not found:
        return [[None, None], [None, None]]
    lons, lats = zip(*found, strict=True)
    return [[float(min(lats)), float(min(lons))], [float(max(lats)), float(max(lons))]]
