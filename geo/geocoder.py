"""The gazetteer as a geopy geocoder, to be used wherever geopy's own are."""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from geo.gazetteer import Gazetteer, Hit, read_gazetteer
from geo.model import FeatureClass, Place


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Answer place names from the packaged gazetteer, without a network.

    A query is a name, or a name and what it lies in, divided by commas: ``"Tel Rifaat"``, ``"Hama, Syria"``.

    Parameters
    ----------
    gazetteer : Gazetteer, optional
        Places to answer from, the packaged ones by default.

    Examples
    --------
    >>> GazetteerGeocoder().geocode("Aleppo").address
    'Aleppo, Syria'
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Take the gazetteer."""
        super().__init__()
        self.gazetteer = gazetteer or read_gazetteer()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002
        country_codes: str | tuple[str, ...] = (),
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """Return where a place is.

        Parameters
        ----------
        query : str
            Name of the place, and after commas what it lies in.
        exactly_one : bool
            Whether to return the best answer alone, or a list of all.
        timeout : object
            Taken as geopy's other geocoders take it; there is nothing to wait for.
        country_codes : str or tuple of str
            Two-letter codes of the countries to search, all by default.
        limit : int, optional
            Most answers in the list.

        Returns
        -------
        Location, list of Location, or None
            None where the gazetteer has no such name. ``raw`` holds id, feature class and code, country, admin1,
            population and kind of match.
        """
        name, *within = [part.strip() for part in query.split(",") if part.strip()] or [""]
        if not name:
            msg = "the query names no place"
            raise GeocoderQueryError(msg)
        codes = (country_codes,) if isinstance(country_codes, str) else tuple(country_codes)
        wanted = tuple(code.upper() for code in codes if code)
        holders = [self._areas(part) for part in within]
        countries = wanted or tuple(sorted({place.country for places in holders for place in places} - {""}))
        hits = [hit for hit in self.gazetteer.lookup(name, countries) if not wanted or hit.place.country in wanted]
        if within:
            hits = [hit for hit in hits if all(_lies_in(hit.place, places) for places in holders)]
        locations = [self._location(hit) for hit in hits[:limit]]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None

    def reverse(self, query: object, **_options: object) -> Any:  # noqa: ANN401
        """Refuse: the gazetteer is filed by name."""
        msg = f"the gazetteer cannot tell what lies at {query}: it answers names"
        raise NotImplementedError(msg)

    def _areas(self, name: str) -> list[Place]:
        short = self.gazetteer.shortened(name)
        places = [short] if short else [hit.place for hit in self.gazetteer.lookup(name)]
        areas = [place for place in places if place.feature_class is FeatureClass.ADMIN]
        return areas or places

    def _location(self, hit: Hit) -> Location:
        place = hit.place
        country = self.gazetteer.country(place.country)
        parts = [place.name] + ([country.name] if country and country.id != place.id else [])
        raw = {
            "id": place.id,
            "feature_class": place.feature_class.value,
            "feature_code": place.feature_code,
            "country": place.country,
            "admin1": place.admin1,
            "population": place.population,
            "match": hit.match.value,
        }
        return Location(", ".join(parts), (place.at.lat, place.at.lon), raw)


def _lies_in(place: Place, areas: list[Place]) -> bool:
    """Tell whether a place lies in one of the areas that a name may mean."""
    return any(
        area.id != place.id
        and area.country == place.country
        and (
            area.feature_code.startswith("PCL")
            or (area.feature_class is FeatureClass.ADMIN and area.admin1 == place.admin1)
            or (area.feature_class is FeatureClass.POPULATED and area.admin1 == place.admin1)
        )
        for area in areas
    )
