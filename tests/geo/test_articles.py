"""Readers give every article as it is, and name every one that cannot be read."""

from __future__ import annotations

import io
import json
import logging
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import read_articles
from geo.errors import ArticleError
from geo.model import Article

HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Rebels take Saraqib</title><meta property="article:published_time" content="2024-12-01T00:30:00+03:00">
<meta property="og:title" content="Rebels take Saraqib"></head><body>
<nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>Rebels take Saraqib</h1>
<p>Fighters seized the town of Saraqib on Saturday after two days of clashes, residents reached by phone said.</p>
<p>Government troops pulled out towards Khan al-Subul, leaving three armoured vehicles by the motorway junction.</p>
<p>The town lies where the roads from Damascus and Latakia meet, and changed hands several times in early 2020.</p>
</article><footer>All rights reserved. Contact us.</footer></body></html>"""

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Desk</title><link>http://d.test/</link>
<item><title>Hama: army leaves</title><guid>g-1</guid><link>http://d.test/1</link>
<pubDate>Fri, 06 Dec 2024 00:30:00 +0300</pubDate>
<description>&lt;p&gt;The army left &lt;b&gt;Hama&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
&lt;p&gt;Rebels entered.&lt;/p&gt;</description></item><item><title>Only a headline about Homs</title><link>http://d.test/2</link></item></channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title>
<id>urn:desk</id><updated>2024-12-07T10:00:00Z</updated><entry><id>urn:1</id><title>Daraa falls</title>
<updated>2024-12-07T23:30:00-05:00</updated><content type="text">Local fighters hold Daraa.</content></entry></feed>"""


def read(*inputs: Path | str, stdin: bytes = b"", published: date | None = None) -> tuple[list[Article], list[str]]:
    found = list(read_articles([str(i) for i in inputs], published=published, stdin=io.BytesIO(stdin)))
    return [f for f in found if isinstance(f, Article)], [str(f) for f in found if isinstance(f, ArticleError)]


def only(*inputs: Path | str, stdin: bytes = b"", published: date | None = None) -> Article:
    articles, complaints = read(*inputs, stdin=stdin, published=published)
    assert complaints == []
    assert len(articles) == 1
    return articles[0]


def complaint(*inputs: Path | str, stdin: bytes = b"") -> str:
    articles, complaints = read(*inputs, stdin=stdin)
    assert articles == []
    assert len(complaints) == 1
    assert "\n" not in complaints[0]
    return complaints[0]


def test_a_text_is_read_exactly_as_given(tmp_path):
    path = tmp_path / "a.txt"
    text = "World News\r\n\r\nRebels enter the city of Ḥamāh\u2028today\r\n\rÉnd e\u0301 \U0001f600\n\n"
    path.write_bytes(text.encode())
    article = only(path, published=date(2024, 12, 5))
    assert article == Article(
        id="a.txt", text=text, title="Rebels enter the city of Ḥamāh", published=date(2024, 12, 5)
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip))
def test_any_text_survives_json_lines_on_stdin(text):
    row = {"id": "  1 ", "text": text, "published": "2024-12-05T23:59:00-08:00", "unknown": [1]}
    article = only("-", stdin=json.dumps(row, ensure_ascii=False).encode())
    assert (article.id, article.text, article.published) == ("  1 ", text, date(2024, 12, 5))


@pytest.mark.parametrize("lines", ["", "World News\n"])
def test_a_short_line_is_no_title(lines):
    assert only("-", stdin=f"{lines}Hama fell\n\nRebels hold the whole of it.\n".encode()).title == (
        "Rebels hold the whole of it."
    )


def test_a_byte_order_mark_is_no_text(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfHama fell.")
    assert only(tmp_path / "a.txt").text == "Hama fell."


def test_a_web_page_gives_text_title_and_the_day_written(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HTML, encoding="utf-8")
    article = only(path)
    assert article.id == "page.html"
    assert article.title == "Rebels take Saraqib"
    assert article.published == date(2024, 12, 1)
    assert "seized the town of Saraqib on Saturday" in article.text
    assert "All rights reserved" not in article.text


def test_a_web_page_in_the_charset_it_declares(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(HTML.replace("utf-8", "windows-1252").replace("Saraqib", "Zoé").encode("windows-1252"))
    assert "town of Zoé" in only(path).text


def test_feeds_give_an_article_an_entry(tmp_path):
    (tmp_path / "a.rss").write_text(RSS, encoding="utf-8")
    (tmp_path / "b.xml").write_text(ATOM, encoding="utf-8")
    (hama, homs, daraa), complaints = read(tmp_path)
    assert complaints == []
    assert hama == Article(
        id="g-1",
        text="The army left Hama.\nRebels entered.",
        title="Hama: army leaves",
        published=date(2024, 12, 6),
        source="Desk",
        url="http://d.test/1",
    )
    assert (homs.id, homs.text) == ("http://d.test/2", "Only a headline about Homs")
    assert (daraa.text, daraa.published) == ("Local fighters hold Daraa.", date(2024, 12, 7))


def test_json_in_its_three_forms(tmp_path):
    row = {"id": "x/1", "text": "Hama fell.", "title": "T", "source": "S", "url": "u", "published": "2024-12-05"}
    (tmp_path / "one.json").write_text(json.dumps(row))
    (tmp_path / "two.json").write_text(json.dumps([{"text": "Homs fell."}, {"id": 7, "text": "Daraa fell."}]))
    (tmp_path / "three.jsonl").write_text('{"text": "Palmyra fell."}\n\n{"text": "Manbij fell."}\n')
    articles, complaints = read(tmp_path)
    assert complaints == []
    assert [a.id for a in articles] == ["x/1", "three.jsonl#1", "three.jsonl#3", "two.json#1", "7"]
    assert articles[0].published == date(2024, 12, 5)


def test_a_folder_is_read_to_its_depths_in_order(tmp_path, caplog):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "photo.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}.")
    os.mkfifo(tmp_path / "pipe.txt")
    with caplog.at_level(logging.WARNING):
        articles, complaints = read(tmp_path)
    assert [a.id for a in articles] == ["a/b/c.txt", "a/z.txt", "b.txt"]
    assert complaints == []
    assert "photo.jpg, pipe.txt" in caplog.text


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param('[{"text": "Hama fell."}]', None, id="list"),
        pytest.param('\n [\n {"text": "Hama fell."}]', None, id="list over lines"),
        pytest.param('{\n"text": "Hama fell.", "published": "2024-12-05"}', date(2024, 12, 5), id="object over lines"),
        pytest.param('\n{"text": "Hama fell."}\n', None, id="line"),
        pytest.param("Hama fell.", None, id="text"),
    ],
)
def test_stdin_tells_json_from_text(text, published):
    article = only("-", stdin=text.encode())
    assert (article.text, article.published) == ("Hama fell.", published)


def test_a_text_may_begin_with_a_bracket():
    assert only("-", stdin=b"[Update] Hama fell.").text == "[Update] Hama fell."


BAD_FILES = [
    pytest.param("a.txt", b"", "no text in it", id="empty"),
    pytest.param("a.txt", b" \n\n", "no text in it", id="blank"),
    pytest.param("a.txt", b"Hama\nfe\0ll.", "NUL byte in line 2", id="NUL"),
    pytest.param("a.txt", b"Hama\nfell \x92 today.", ":2: byte 0x92 is not UTF-8; save the text as UTF-8", id="cp1252"),
    pytest.param("a.txt", "Hama fell.".encode("utf-16"), "UTF-16; save it as UTF-8", id="UTF-16"),
    pytest.param("a.txt", b"x" * 1_000_001, "longer than 1,000,000 characters; split it", id="long"),
    pytest.param("a.txt", b"\xff" * 4_000_100, "longer than 1,000,000 characters; split it", id="very long"),
    pytest.param("a.json", b"", "the file is empty", id="empty JSON"),
    pytest.param("a.json", b'{\n"text": }', ":2: not JSON", id="no JSON"),
    pytest.param("a.json", b'{"text": "a"}\n{"text": "b"}', "named .jsonl", id="lines in .json"),
    pytest.param("a.json", b"[]", "no article in it", id="empty list"),
    pytest.param("a.json", b"[" * 100_000, "not JSON", id="deep JSON"),
    pytest.param("a.json", b'{"title": "T"}', 'needs a "text"', id="no text"),
    pytest.param("a.json", b'[{"text": 3}]', "article 1: an article needs a", id="text is a number"),
    pytest.param("a.json", b'"Hama fell."', "this is a string", id="a string"),
    pytest.param("a.json", b'{"text": "a", "title": ["b"]}', '"title" must be a string, it is a list', id="title"),
    pytest.param("a.json", b'{"text": "a", "id": true}', '"id" must be a string', id="id"),
    pytest.param("a.json", rb'{"text": "a \ud800 b"}', "half a surrogate pair", id="surrogate"),
    pytest.param("a.json", rb'{"text": "a \u0000 b"}', "NUL byte", id="NUL in JSON"),
    pytest.param(
        "a.json",
        b'{"text": "a", "published": "2024-02-30"}',
        '"published": there is no day 2024-02-30; write it like 2024-12-03',
        id="no such day",
    ),
    pytest.param("a.json", b'{"text": "a", "published": "soon"}', "'soon' is no date; write it like", id="no day"),
    pytest.param("a.jsonl", b"\n\n", "the file is empty", id="empty lines"),
    pytest.param("a.jsonl", b"\n\xff\n", "a.jsonl:2: byte 0xff is not UTF-8", id="broken line"),
    pytest.param("a.html", b"<html><body></body></html>", "no article found in the page", id="empty page"),
    pytest.param("a.html", b'<meta charset="klingon">\xff', "says it is in klingon, and is not", id="charset"),
    pytest.param("a.html", b"<p>Hama \0 fell</p>", "NUL byte in line 1", id="NUL in page"),
    pytest.param("a.rss", b"<html></html>", "not an RSS or Atom file with entries", id="no feed"),
    pytest.param("a.xml", b"\x00\x01", "not an RSS or Atom file with entries", id="no XML"),
    pytest.param("a.pdf", b"%PDF", "not a type of file that is read here; types read are .atom,", id="type"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD_FILES)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    found = complaint(path)
    assert found.startswith(str(path))
    assert says in found


def test_what_is_not_there_is_named(tmp_path):
    assert complaint(tmp_path / "no.txt") == f"{tmp_path}/no.txt: no such file or folder"
    (tmp_path / "nowhere.txt").symlink_to("gone.txt")
    assert complaint(tmp_path) == f"{tmp_path}/nowhere.txt: cannot be read (No such file or directory)"
    (tmp_path / "empty").mkdir()
    assert "no article in this folder" in complaint(tmp_path / "empty")


def test_a_file_that_vanishes_midway_is_named_and_the_rest_read(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("Hama fell.")
    stream = read_articles([str(tmp_path)])
    found = [next(stream)]
    (tmp_path / "b.txt").unlink()
    found += stream
    assert [type(f) for f in found] == [Article, ArticleError, Article]
    assert str(found[1]) == f"{tmp_path}/b.txt: cannot be read (No such file or directory)"


def test_a_bad_line_costs_no_other(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Hama fell."}\n{"text": \n{"id": "c", "text": "Homs fell."}\n')
    articles, complaints = read(path)
    assert [a.id for a in articles] == ["a.jsonl#1", "c"]
    assert complaints == [f"{path}:2: not JSON (Expecting value, column 9)"]


def test_a_line_without_end_is_named_and_the_next_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"a" * (70 * 1024 * 1024) + b'"}\n{"text": "Homs fell."}\n')
    articles, complaints = read(path)
    assert [a.id for a in articles] == ["a.jsonl#2"]
    assert complaints == [f"{path}:1: the line is longer than 32 MiB"]


def test_a_second_article_of_the_same_id_is_refused(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "Hama fell."}\n{"id": "1", "text": "Homs fell."}\n')
    articles, complaints = read(tmp_path)
    assert [a.text for a in articles] == ["Hama fell."]
    assert complaints == [f"{tmp_path}/a.jsonl: the article id '1' is taken, by one of {tmp_path}/a.jsonl"]


def test_a_hostile_file_name_is_shown_harmless(tmp_path):
    name = b"a\x1b[31m\xe9.txt"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"")
    (tmp_path / "b.txt").write_text("Hama fell.")
    articles, complaints = read(tmp_path)
    assert [a.id for a in articles] == ["b.txt"]
    assert complaints == [f"{tmp_path}/a\\x1b[31m\\xe9.txt: no text in it"]


def test_a_feed_with_an_unreadable_date_keeps_its_entry(tmp_path, caplog):
    (tmp_path / "a.rss").write_text(RSS.replace("Fri, 06 Dec 2024 00:30:00 +0300", "yesterday"))
    articles, _ = read(tmp_path)
    assert articles[0].published is None
    assert "entry 1: date not read: 'yesterday' is no date" in caplog.text


def test_a_feed_that_breaks_off_gives_what_it_has_and_is_named(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text(RSS[: RSS.index("</channel>")])
    articles, complaints = read(path)
    assert [a.id for a in articles] == ["g-1", "http://d.test/2"]
    assert len(complaints) == 1
    assert complaints[0].startswith(f"{path}: not well-formed, entries may be missing")


def test_a_feed_reads_no_other_file_and_does_not_grow(tmp_path):
    (tmp_path / "secret").write_text("The secret.")
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY e0 "Hama ">{levels}]>'
    for entity in ("x", "e9"):
        (tmp_path / "a.rss").write_text(RSS.replace("?><rss", f"?>{doctype}<rss").replace("Only a", f"&{entity}; a"))
        articles, _ = read(tmp_path / "a.rss")
        assert all("secret" not in a.text + a.title and len(a.text) < 1000 for a in articles)


@pytest.mark.parametrize("suffix", ["txt", "html", "json", "jsonl", "rss", "atom", "xml"])
@given(st.binary() | st.text(st.sampled_from("<>/![]{}\"':,&;= \nabtextidp0\0")).map(str.encode))
def test_whatever_the_bytes_there_is_an_article_or_a_complaint(tmp_path_factory, suffix, data):
    path = tmp_path_factory.mktemp("any") / f"a.{suffix}"
    path.write_bytes(data)
    articles, complaints = read(path)
    assert articles or complaints
    assert all("\n" not in complaint for complaint in complaints)
