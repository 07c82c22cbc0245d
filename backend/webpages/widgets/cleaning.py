"""The HTML that people may write: structure and emphasis, no looks, no behaviour."""

import re
from collections import Counter
from html import unescape

import nh3

# Browsers' own editing commands write <b> and <i>.
TAGS = {
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "s",
    "strong",
    "u",
    "ul",
}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}
# What stands in these is no text of the page and goes with them.
DROPPED = {"script", "style", "template", "noscript", "title", "iframe", "object", "svg", "math"}

DEEPEST = 40
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# They never hold each other: the parser closes one when the next begins.
FLAT = {"p", "li", "br", "hr", "img", "input", "col", "wbr", "meta", "link"}


def clean(html: str) -> str:
    """`html` with everything left out that is not on the list."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags=DROPPED,
        link_rel="noopener",
    )


def too_deep(html: str) -> bool:
    """Whether elements are nested beyond reason. Cleaning costs the square of the depth, so this comes before it."""
    opened: Counter[str] = Counter()
    depth = 0
    for closing, name in TAG.findall(html):
        name = name.lower()
        if name in FLAT:
            continue
        if not closing:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def plain(html: str) -> str:
    """The words alone, on one line."""
    return " ".join(unescape(nh3.clean(html.replace("<", " <"), tags=set(), clean_content_tags=DROPPED)).split())
