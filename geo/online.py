"""Online geocoders behind the gazetteer, asked only for names that it lacks; answers are kept on disk."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from geo.errors import OnlineError
from geo.model import FeatureClass, LonLat, Place
from geo.online_answers import place_of
from geo.paths import user_path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
    service TEXT, address TEXT, name TEXT, countries TEXT, day TEXT NOT NULL, places TEXT NOT NULL,
    PRIMARY KEY (service, address, name, countries)
)
"""
_MOST = 5
_RETRIES = 2
_ERROR_WAITS = 5
_BUSY_SECONDS = 60.0


class Service(StrEnum):
    """The services that can be asked."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"
    PELIAS = "pelias"
    GEONAMES = "geonames"


class Answer(NamedTuple):
    """What a service answered for a name, and on which day."""

    places: tuple[Place, ...]
    day: str


@dataclass(frozen=True)
class Online:
    """An online geocoder; a copy sent to another process asks by itself.

    Parameters
    ----------
    service : Service
        Which one.
    user_agent : str
        Who asks, as the service wants to know: an application and how to reach you.
    url : str, optional
        Address of the service where it is not the public one, such as ``http://localhost:8080``; Pelias has none.
    key : str, optional
        User name at GeoNames, or key of a Pelias service that wants one.
    delay : float, optional
        Seconds between two questions.
    timeout : float, optional
        Seconds to wait for an answer.
    kept : Path, optional
        Where answers are kept; by default among what is kept for the user.
    """

    service: Service
    user_agent: str
    url: str | None = None
    key: str | None = None
    delay: float = 1.0
    timeout: float = 10.0
    kept: Path | None = None

    def __post_init__(self) -> None:
        """Refuse settings that the service cannot be asked with."""
        if not self.user_agent.strip():
            msg = f"{self.service}: say who asks: --user-agent 'my newsroom (me@example.org)'"
            raise OnlineError(msg)
        if self.service is Service.PELIAS and self.url is None:
            msg = "pelias: there is no public service: give its address with --geocoder-url"
            raise OnlineError(msg)
        if self.service is Service.GEONAMES and not self.key:
            msg = "geonames: the service asks for a user name: give yours with --geocoder-key"
            raise OnlineError(msg)
        if self.url is not None and (
            urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).netloc
        ):
            msg = f"{self.service}: {self.url!r} is no address: write one like https://nominatim.example.org"
            raise OnlineError(msg)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection and the open file behind."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    @property
    def path(self) -> Path:
        """Where answers are kept."""
        return self.kept or user_path("answers.sqlite")

    @cached_property
    def _database(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
            with database:
                database.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            msg = f"{self.path}: answers cannot be kept there ({error}): set FRONTLINE_DATA to a folder of yours"
            raise OnlineError(msg) from error
        weakref.finalize(self, database.close)
        return database

    @cached_property
    def _limited(self) -> Callable[..., Any]:
        from geopy.extra.rate_limiter import RateLimiter

        limited: Callable[..., Any] = RateLimiter(
            _geocode(self),
            min_delay_seconds=self.delay,
            max_retries=_RETRIES,
            error_wait_seconds=_ERROR_WAITS * self.delay,
            swallow_exceptions=False,
        )
        return limited

    def ask(self, name: str, countries: Sequence[str]) -> Answer:
        """Return the places of a name in some countries (two letters), none where the service knows none.

        Raises
        ------
        OnlineError
            If the service does not answer, refuses to, or answers what cannot be read: never taken for "not found".
        """
        where = (self.service.value, self.url or "", name, ",".join(sorted(countries)))
        kept = self._database.execute(
            "SELECT places, day FROM answer WHERE service = ? AND address = ? AND name = ? AND countries = ?", where
        ).fetchone()
        if kept is not None:
            return Answer(tuple(_unpacked(place) for place in json.loads(kept[0])), kept[1])
        places = self._asked(name, sorted(countries))
        day = datetime.now(UTC).date().isoformat()
        with self._database:
            packed = json.dumps([_packed(place) for place in places], ensure_ascii=False)
            self._database.execute("INSERT OR REPLACE INTO answer VALUES (?,?,?,?,?,?)", (*where, day, packed))
        return Answer(places, day)

    def _asked(self, name: str, countries: list[str]) -> tuple[Place, ...]:
        from http.client import HTTPException

        from geopy.exc import GeopyError

        try:
            found = self._limited(name, **_options(self.service, countries))
            places = [place_of(self.service.value, one.raw, one.latitude, one.longitude) for one in found or ()]
        except (GeopyError, HTTPException, OSError, LookupError, TypeError, AttributeError, ValueError) as error:
            told = " ".join(f"{type(error).__name__} {error}".split())
            msg = (
                f"{self.service} gave no answer for {name!r} ({told}): run again later, "
                f"the answers so far are kept; or leave out --geocoder"
            )
            raise OnlineError(msg) from error
        return tuple(place for place in places if not place.country or place.country in countries)


def _geocode(settings: Online) -> Callable[..., Any]:
    from geopy import geocoders

    shared: dict[str, Any] = {"user_agent": settings.user_agent, "timeout": settings.timeout}
    if settings.url is not None:
        parts = urlsplit(settings.url)
        shared |= {"scheme": parts.scheme, "domain": (parts.netloc + parts.path).strip("/")}
    match settings.service:
        case Service.NOMINATIM:
            geocoder = geocoders.Nominatim(**shared)
        case Service.PHOTON:
            geocoder = geocoders.Photon(**shared)
        case Service.PELIAS:
            geocoder = geocoders.Pelias(api_key=settings.key, **shared)
        case Service.GEONAMES:
            geocoder = geocoders.GeoNames(settings.key, **shared)
    geocode: Callable[..., Any] = geocoder.geocode
    return geocode


def _options(service: Service, countries: list[str]) -> dict[str, Any]:
    match service:
        case Service.NOMINATIM:
            asked: Mapping[str, Any] = {
                "country_codes": [code.lower() for code in countries],
                "limit": _MOST,
                "language": "en",
                "addressdetails": True,
                "namedetails": True,
            }
        case Service.PHOTON:
            asked = {"limit": _MOST, "language": "en"}
        case Service.PELIAS:
            asked = {"countries": countries}
        case Service.GEONAMES:
            asked = {"country": countries}
    return {"exactly_one": False, **asked}


def _packed(place: Place) -> list[object]:
    names = list(place.other_names)
    letters = place.feature_class.value
    return [place.id, place.name, *place.at, letters, place.feature_code, place.country, place.population, names]


def _unpacked(packed: list[Any]) -> Place:
    place_id, name, lon, lat, letter, code, country, population, names = packed
    return Place(
        id=place_id,
        name=name,
        at=LonLat(lon, lat),
        feature_class=FeatureClass(letter),
        feature_code=code,
        country=country,
        population=population,
        other_names=tuple(names),
        source=place_id.partition(":")[0],
    )
