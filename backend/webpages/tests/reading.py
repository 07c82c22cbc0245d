"""Asking the interface, and reading what it answers."""

from html.parser import HTMLParser

from webpages.models import Page

PAGES = "/api/v1/webpages/pages/"


def codes(response):
    return [(error["attr"], error["code"]) for error in response.json()["errors"]]


def url(page, tail=""):
    return f"{PAGES}{page.pk}/{tail}"


def act(cast, who, page, name, body=None):
    return cast.client(who).post(f"{PAGES}{page.pk}/{name}/", body or {})


def fresh(page):
    return Page.objects.get(pk=page.pk)


def uses(file):
    file.refresh_from_db()
    return file.usage_count, sorted(file.usages.values_list("context", "edition"))


class Tags(HTMLParser):
    """Every start tag of a document with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def read(client, path="/visit/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()
