"""Online geocoders behind the gazetteer, against a real HTTP server on loopback that speaks their JSON."""

import itertools
import json
import pickle
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.errors import OnlineError
from geo.model import Article
from geo.online import Online, Service
from geo.paths import USER_DATA
from geo.pipeline import answer_spans, read_places, read_resources
from maps.cli import main

TEXT = "Rebels captured the village of Zzyzxabad, near Hama in Syria, on Thursday."
AGENT = "tests of a newsroom (desk@example.org)"


def nominatim(name, lon, lat, *, country="sy", number=7, kind="village"):
    return {
        "osm_type": "node",
        "osm_id": number,
        "lat": str(lat),
        "lon": str(lon),
        "category": "place",
        "type": kind,
        "name": name,
        "display_name": f"{name}, Hama, Syria",
        "address": {"village": name, "country_code": country},
        "namedetails": {"name": "زيزكساباد", "name:en": name},
    }


NEAR_HAMA, IN_THE_EAST = nominatim("Zzyzxabad", 36.81, 35.22), nominatim("Zzyzxabad", 40.9, 36.4, number=8)


class Server(ThreadingHTTPServer):
    """A service that answers every question in turn as it was told to, the last way for ever."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.ways = [(200, b"[]", 0.0)]
        self.url = f"http://127.0.0.1:{self.server_port}"

    def answers(self, *ways):
        self.ways = [way if isinstance(way, tuple) else (200, json.dumps(way).encode(), 0.0) for way in ways]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):
        parts = urlsplit(self.path)
        way = self.server.ways[min(len(self.server.asked), len(self.server.ways) - 1)]
        self.server.asked.append((parts.path, parse_qs(parts.query), self.headers["User-Agent"], time.monotonic()))
        status, body, wait = way
        time.sleep(wait)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) + (1000 if body.endswith(b"CUT") else 0)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # who asked has gone
            return

    def log_message(self, *_):
        return


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv(USER_DATA, str(tmp_path / "user"))
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def online(server, service=Service.NOMINATIM, **settings):
    return Online(**{"service": service, "user_agent": AGENT, "url": server.url, "delay": 0.01} | settings)


def found(server, text=TEXT, name="Zzyzxabad", **settings):
    resources = read_resources(model=None, online=online(server, **settings))
    resolutions = read_places(Article(id="a", text=text), resources).resolutions
    return next(resolution for resolution in resolutions if resolution.mention.toponym == name)


def test_only_what_the_gazetteer_lacks_is_asked_for_and_once(server):
    server.answers([NEAR_HAMA])
    answer = found(server)
    assert (answer.place.id, answer.place.at, answer.place.country) == ("osm:node/7", (36.81, 35.22), "SY")
    assert answer.confidence >= 0.6
    assert "nominatim on 20" in answer.reasons[-1]
    ((path, query, agent, _),) = server.asked
    assert (path, query["q"], query["countrycodes"], agent) == ("/search", ["Zzyzxabad"], ["sy"], AGENT)
    server.answers((500, b"", 0.0))
    assert found(server) == answer
    assert len(server.asked) == 1


def test_what_the_service_does_not_know_has_no_place_and_is_not_asked_for_again(server):
    for _ in range(2):
        answer = found(server)
        assert answer.place is None
        assert "knew no such place in SY" in answer.reasons[-1]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "way",
    [
        pytest.param((200, b"[]", 1.0), id="slow"),
        pytest.param((200, b"<html>Bad gateway</html>", 0.0), id="no JSON"),
        pytest.param((200, b'[{"osm_id": 1}]', 0.0), id="JSON of another form"),
        pytest.param((200, b"[CUT", 0.0), id="cut short"),
        pytest.param((429, b"slow down", 0.0), id="too many questions"),
        pytest.param((403, b"blocked", 0.0), id="blocked"),
        pytest.param((503, b"", 0.0), id="out of order"),
    ],
)
def test_an_outage_is_told_and_never_taken_for_not_found(server, way):
    server.answers(way)
    with pytest.raises(OnlineError, match="nominatim gave no answer for 'Zzyzxabad'"):
        found(server, timeout=0.2)
    server.answers([NEAR_HAMA])
    assert found(server).place.id == "osm:node/7"


def test_nobody_listening_is_an_outage(server):
    with pytest.raises(OnlineError, match="gave no answer"):
        found(server, url="http://127.0.0.1:9")


def test_a_service_that_asks_to_wait_is_asked_again(server):
    server.answers((429, b"slow down", 0.0), (503, b"", 0.0), [NEAR_HAMA])
    assert found(server).place.id == "osm:node/7"


def test_questions_keep_their_distance(server):
    text = "Syrian troops left the village of Qwertan, the village of Zarnuqaya and the village of Zzyzxabad near Hama."
    found(server, text=text, delay=0.5)
    times = [at for *_, at in server.asked]
    assert len(times) == 3
    assert all(later - earlier > 0.2 for earlier, later in itertools.pairwise(times))


def test_of_namesakes_the_one_near_the_other_places_of_the_text_is_meant(server):
    server.answers([IN_THE_EAST, NEAR_HAMA])
    assert found(server).place.id == "osm:node/7"


def test_namesakes_that_nothing_tells_apart_are_not_answered(server):
    server.answers([IN_THE_EAST, NEAR_HAMA])
    answer = found(server, text="Rebels in Syria captured the village of Zzyzxabad.")
    assert answer.place is None
    assert "nothing tells which is meant" in answer.reasons[-1]


def test_what_only_resembles_the_name_is_no_answer(server):
    server.answers([nominatim("Zizka Street", 36.8, 35.2)])
    assert found(server).place is None


def test_a_text_that_speaks_of_no_country_is_not_asked_about(server):
    answer = found(server, text="Rebels captured the village of Zzyzxabad.")
    assert "speaks of no country" in answer.reasons[-1]
    assert server.asked == []


PHOTON = {
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [36.81, 35.22]},
            "properties": {
                "osm_type": "N",
                "osm_id": 7,
                "osm_key": "place",
                "osm_value": "village",
                "name": "Zzyzxabad",
                "countrycode": "SY",
            },
        },
        {
            "geometry": {"type": "Point", "coordinates": [1.0, 2.0]},
            "properties": {"osm_type": "N", "osm_id": 9, "name": "Zzyzxabad", "countrycode": "FR"},
        },
    ]
}
PELIAS = {
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [36.81, 35.22]},
            "properties": {"gid": "whosonfirst:locality:7", "layer": "locality", "name": "Zzyzxabad"},
        }
    ]
}
GEONAMES = {
    "geonames": [
        {
            "geonameId": 7,
            "name": "Zzyzxabad",
            "toponymName": "Zzyzxābād",
            "lat": "35.22",
            "lng": "36.81",
            "fcl": "P",
            "fcode": "PPL",
            "countryCode": "SY",
        }
    ]
}


@pytest.mark.parametrize(
    ("service", "body", "place_id"),
    [
        (Service.PHOTON, PHOTON, "osm:node/7"),
        (Service.PELIAS, PELIAS, "pelias:whosonfirst:locality:7"),
        (Service.GEONAMES, GEONAMES, "gn:7"),
    ],
)
def test_other_services_answer_in_their_own_way(server, service, body, place_id):
    server.answers(body)
    answer = found(server, service=service, key="me")
    assert (answer.place.id, answer.place.at, answer.place.feature_code) == (place_id, (36.81, 35.22), "PPL")
    assert server.asked[0][2] == AGENT


def test_an_error_that_geonames_tells_in_its_answer_is_an_outage(server):
    server.answers({"status": {"value": 18, "message": "the daily limit was exceeded"}})
    with pytest.raises(OnlineError, match="daily limit"):
        found(server, service=Service.GEONAMES, key="me")


def test_a_copy_for_another_process_and_given_spans_are_answered_too(server):
    server.answers([NEAR_HAMA])
    resources = read_resources(model=None, online=pickle.loads(pickle.dumps(online(server))))  # noqa: S301
    start = TEXT.index("Zzyzxabad")
    hama = TEXT.index("Hama")
    spans = [(start, start + 9), (hama, hama + 4), (TEXT.index("Syria"), TEXT.index("Syria") + 5)]
    answers = answer_spans(Article(id="a", text=TEXT), spans, resources).resolutions
    assert answers[0].place.id == "osm:node/7"


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"service": Service.NOMINATIM, "user_agent": " "}, "say who asks"),
        ({"service": Service.PELIAS, "user_agent": AGENT}, "there is no public service"),
        ({"service": Service.GEONAMES, "user_agent": AGENT}, "asks for a user name"),
        ({"service": Service.PHOTON, "user_agent": AGENT, "url": "localhost"}, "'localhost' is no address"),
    ],
)
def test_settings_that_no_service_can_be_asked_with_are_refused(settings, complaint):
    with pytest.raises(OnlineError, match=complaint):
        Online(**settings)


def test_the_command_asks_and_an_outage_ends_it_with_nothing_written(server, tmp_path, capsys):
    report, rows = tmp_path / "report.txt", tmp_path / "rows.jsonl"
    report.write_text(TEXT, encoding="utf-8")
    words = ["places", str(report), "--model", "none", "--format", "jsonl", "-o", str(rows), "--geocoder", "nominatim"]
    assert main(words) == 1
    assert "--user-agent" in capsys.readouterr().err
    words += ["--user-agent", AGENT, "--geocoder-url", server.url, "--geocoder-delay", "0.01"]
    server.answers((503, b"", 0.0))
    assert main(words) == 1
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1
    assert "nominatim gave no answer for 'Zzyzxabad'" in told[0]
    assert not rows.exists()
    server.answers([NEAR_HAMA])
    assert main(words) == 0
    found = {row["toponym"]: row["place_id"] for row in map(json.loads, rows.read_text().splitlines())}
    assert found["Zzyzxabad"] == "osm:node/7"
