"""Feeds and pages in the shapes in which they are published: how they begin, in which character
set, in which kind of mark-up. Each is read, whatever stands before its first element."""

from __future__ import annotations

import codecs
from contextlib import suppress
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.decoding import decode
from bot.ingest.documents import IngestError
from bot.ingest.feeds import Feed, as_document, looks_like_feed, read_feed
from bot.ingest.files import looks_like_html
from bot.ingest.pages import read_page
from bot.ingest.source import Content, content_of

TODAY = date(2026, 11, 22)
URL = "https://lindmar-post.example/feed"
WORDS = "The board shut the pier on Monday, Ida Holm said."

DECLARATIONS = {
    "none": "",
    "plain": '<?xml version="1.0"?>',
    "double quotes": '<?xml version="1.0" encoding="{}"?>',
    "single quotes": "<?xml version='1.0' encoding='{}'?>",
    "other case": '<?xml version="1.0" ENCODING="{}" ?>',
    "standalone": '<?xml version="1.0" encoding="{}" standalone="yes"?>\n',
    "spaces": '<?xml  version = "1.0"  encoding = "{}" ?>\r\n',
    "1.1": '<?xml version="1.1" encoding="{}"?>',
    "unknown": '<?xml version="1.0" encoding="x-nobody-knows"?>',
    "empty": '<?xml version="1.0" encoding=""?>',
    "lying": '<?xml version="1.0" encoding="UTF-16"?>',
    "twice": '<?xml version="1.0" encoding="{}"?><?xml version="1.0" encoding="{}"?>',
    "late": ' \r\n\t<?xml version="1.0" encoding="{}"?>',
    "after a comment": '<!-- made by <rss> maker --><?xml version="1.0" encoding="{}"?>',
    "style": '<?xml version="1.0" encoding="{}"?><?xml-stylesheet href="/a.xsl" type="text/xsl"?>',
    "more instructions": '<?xml version="1.0"?><?php echo 1 ?><?xml-stylesheet href="a>b"?>\n',
    "comments": '<?xml version="1.0" encoding="{}"?>\n<!-- a > b -->\n<!-- generator="x" -->\n',
    "unclosed": '<?xml version="1.0" encoding="utf-8" ',
    "a notice": "Notice: nothing of note in line 3\n",
}
FEED_TYPES = {
    "none": "",
    "netscape": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd">\n',
    "system": "<!DOCTYPE rss SYSTEM 'http://lindmar-post.example/feed.dtd'>",
    "html": "<!DOCTYPE html>",
    "subset": "<!DOCTYPE rss [<!ELEMENT rss ANY>\n<!ATTLIST rss version CDATA #IMPLIED>]>",
}
ITEM = (
    "<title>Pier shut</title><link>https://lindmar-post.example/1</link>"
    f"<description>{WORDS}</description>"
)
FEEDS = {
    "RSS 0.91": f'<rss version="0.91"><channel><title>T</title><item>{ITEM}</item></channel></rss>',
    "RSS 0.92": f'<rss version="0.92"><channel><item>{ITEM}</item></channel></rss>',
    "RSS 2.0": '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    f"<title>T</title><item>{ITEM}<guid>1</guid><dc:subject>a, b</dc:subject></item></channel>"
    "</rss>",
    "RSS in capitals": f"<RSS VERSION='2.0'><channel><item>{ITEM}</item></channel></RSS>",
    "RDF 0.90": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel>'
    f"<item>{ITEM}</item></rdf:RDF>",
    "RSS 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>T</title></channel>'
    f'<item rdf:about="https://lindmar-post.example/1">{ITEM}</item></rdf:RDF>',
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry>'
    "<title>Pier shut</title><id>tag:1</id>"
    f'<content type="text/html" mode="escaped">{WORDS}</content></entry></feed>',
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>T</title><entry>'
    '<title type="html">Pier shut</title><id>tag:1</id><category term="a"/><content type="xhtml">'
    f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p></div></content></entry></feed>',
    "Atom with a prefix": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>tag:1'
    f"</a:id><a:title>Pier shut</a:title><a:summary>{WORDS}</a:summary></a:entry></a:feed>",
    "broken": f"<rss><channel><item>{ITEM}<author>A & B</author></item></channel></rss>",
}
CHARSETS = ("utf-8", "iso-8859-1", "windows-1252", "windows-1251", "koi8-r", "utf-16", "utf-32")


def read(data: bytes) -> Feed:
    return read_feed(data, today=TODAY, url=URL)


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_feed_is_read_however_it_begins(declaration: str, kind: str) -> None:
    for charset, doctype in product(("utf-8", "UTF-8", "iso-8859-1"), FEED_TYPES.values()):
        head = DECLARATIONS[declaration].format(charset, charset) + doctype
        if declaration == "unclosed" and doctype:
            continue  # its end is then the document type's
        for mark in (b"", codecs.BOM_UTF8):
            data = mark + (head + FEEDS[kind]).encode()
            (one,) = read(data).items
            assert (one.title, one.text) == ("Pier shut", WORDS), head


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_is_read_in_the_character_set_it_names(charset: str, kind: str) -> None:
    word = "Причал" if charset in ("windows-1251", "koi8-r") else "jetée"
    feed = FEEDS[kind].replace("pier", word)
    data = f"<?xml version='1.0' encoding='{charset}'?>{feed}".encode(charset)
    (one,) = read(data).items
    assert one.text == WORDS.replace("pier", word)
    assert looks_like_feed(data)
    assert content_of(data, content_type="text/html") is Content.FEED


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_are_told_without_a_byte_order_mark(charset: str) -> None:
    data = FEEDS["RSS 2.0"].replace("pier", "jetée").encode(charset)
    assert "jetée" in read(data).items[0].text


PAGE_TYPES = {
    "none": "",
    "html": "<!DOCTYPE html>",
    "old": '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" '
    '"http://www.w3.org/TR/html4/loose.dtd">\n',
    "xhtml": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    "legacy": '<!doctype html SYSTEM "about:legacy-compat">',
}
METAS = {
    "none": "",
    "short": '<meta charset="{}">',
    "bare": "<meta charset={}>",
    "long": '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "turned": "<META content='text/html;charset={}' http-equiv=content-type />",
    "lying": '<meta charset="utf-16">',
    "unknown": '<meta charset="x-nobody-knows">',
}
STORY = (
    "<p>The harbour board of Lindmar voted on Tuesday to close the old jetée to all visitors.</p>"
    "<p>“It is unsafe,” said Mara Tolle, who chairs the board, after a closed meeting.</p>"
    "<p>Engineers had warned of loose planks and rusted bolts since the storms of last winter.</p>"
)
PAGES = {
    "html 5": '<html lang="en"><head>{}<title>Pier</title></head><body><nav><a href=/>Home</a>'
    f"</nav><main><article><h1>Pier</h1>{STORY}</article></main></body></html>",
    "xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head>{}<title>Pier</title>'
    f'<link rel="x" href="y"/></head><body><div><br/>{STORY}</div></body></html>',
    "tables": f"<HTML><HEAD>{{}}</HEAD><BODY><TABLE><TR><TD>{STORY}</TD></TR></TABLE></BODY>",
    "no head": f"<html>{{}}<body>{STORY}",
    "cdata": f"<html><head>{{}}<script>//<![CDATA[\nif (a<b) x();//]]></script></head><body>{STORY}"
    "</body></html>",
    "conditional": "<!--[if IE]><html class=ie><![endif]--><html><head>{}</head><body>"
    f"<?php echo 1 ?>{STORY}</body></html>",
}


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("meta", METAS)
@pytest.mark.parametrize("doctype", PAGE_TYPES)
def test_a_page_is_read_however_it_begins(doctype: str, meta: str, kind: str) -> None:
    for number, declaration in enumerate(DECLARATIONS):
        if declaration == "unclosed" or (number + len(kind) + len(meta)) % 3:
            continue  # a third of them with each, all of them with some
        head = DECLARATIONS[declaration].format("utf-8", "utf-8") + PAGE_TYPES[doctype]
        data = (head + PAGES[kind].format(METAS[meta].format("utf-8"))).encode()
        found = read_page(data, today=TODAY, url="https://lindmar-post.example/pier")
        assert "close the old jetée to all visitors" in found.text
        assert "warned of loose planks" in found.text
        assert "xml" not in found.text


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("meta", ["short", "bare", "long", "turned"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_page_is_read_in_the_character_set_it_names(
    charset: str, meta: str, declared: bool
) -> None:
    word = "Причал" if charset in ("windows-1251", "koi8-r") else "jetée"
    page = PAGES["xhtml"].replace("jetée", word).replace("“", '"').replace("”", '"')
    text = page.format("" if declared else METAS[meta].format(charset))
    head = f'<?xml version="1.0" encoding="{charset}"?>' if declared else ""
    data = (head + "<!DOCTYPE html>" + text).encode(charset)
    assert f"close the old {word} to all visitors" in read_page(data, today=TODAY).text
    assert looks_like_html(data)


marks = st.sampled_from(
    [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, b"\0<"]
)
labels = st.sampled_from(["utf-8", "utf-16", "utf-7", "base64", "idna", "hex", "", "\0", "é"])
heads = st.lists(
    st.sampled_from([*DECLARATIONS.values(), *FEED_TYPES.values(), *METAS.values()]), max_size=3
).map("".join)
bodies = st.sampled_from(
    [
        *FEEDS.values(),
        *PAGES.values(),
        '{"version": "https://jsonfeed.org/version/1", "items": [',
        "",
    ]
)


@settings(max_examples=200, deadline=2_000)
@given(marks, heads, labels, bodies, st.sampled_from(CHARSETS), st.integers(0, 900))
def test_whatever_is_put_together_is_read_or_refused_in_words(
    mark: bytes, head: str, label: str, body: str, charset: str, cut: int
) -> None:
    text = head.replace("{}", label) + body
    data = mark + text.encode(charset, "replace")
    for given_data in (data, data[: max(0, len(data) - cut)]):
        decode(given_data, label, html=True).text.encode("utf-8", "surrogatepass")
        with suppress(IngestError):
            feed = read(given_data)
            for one in feed.items:
                with suppress(IngestError):
                    as_document(one, feed)
        with suppress(IngestError):
            read_page(given_data, today=TODAY, charset=label)
        content_of(given_data)
