"""The HTML that people write, cleaned at save."""

import pytest

from webpages.models import PageVersion
from webpages.tests.makers import text
from webpages.tests.reading import PAGES

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<p onclick='alert(1)'>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:alert(1)">x</a>',
    "<p style='position:fixed;inset:0'>x</p>",
    "<style>body{display:none}</style>",
    "<iframe src='//example.org'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<form action='//example.org'><input name=password></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<base href='//example.org'>",
    "<p class='lead' id='main' data-x=1>x</p>",
]
FORBIDDEN = ["<script", "onerror", "onclick", "javascript", "script:", "data:", "style", "<iframe", "<svg", "<form"]
FORBIDDEN += ["<input", "<img", "<!--", "<base", "class=", "id=", "alert"]


@pytest.mark.parametrize("html", HOSTILE)
def test_html_is_cleaned_at_save(cast, html):
    content = {"main": [text(f"<p>before</p>{html}<p>after</p>")]}
    answer = cast.client("editor").post(PAGES, {"title": "x", "content": content})
    kept = answer.json()["content"]["main"][0]["config"]["html"]
    assert "<p>before</p>" in kept
    assert not [part for part in FORBIDDEN if part in kept.lower()]
    assert PageVersion.objects.get().content == answer.json()["content"]


def test_what_writers_need_is_kept(cast):
    html = (
        "<h2>Hours</h2><h3>Winter</h3><h4>Notes</h4><p>A <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <code>f</code>"
        " <b>g</b> <i>h</i><br></p><ul><li>one</li></ul><ol><li>two</li></ol><blockquote><p>q</p></blockquote><hr>"
    )
    links = {
        "https://example.org/": 'href="https://example.org/"',
        "mailto:info@example.org": 'href="mailto:info@example.org"',
        "/visit/": 'href="/visit/"',
    }
    linked = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
    answer = cast.client("editor").post(PAGES, {"title": "x", "content": {"main": [text(html + linked)]}})
    kept = answer.json()["content"]["main"][0]["config"]["html"]
    assert kept.startswith(html)
    for link in links.values():
        assert f'<a {link} rel="noopener">x</a>' in kept


def test_a_long_text_is_kept_whole(cast):
    html = "<p>word</p>" * 4_000
    answer = cast.client("editor").post(PAGES, {"title": "x", "content": {"main": [text(html)]}})
    assert answer.json()["content"]["main"][0]["config"]["html"] == html
