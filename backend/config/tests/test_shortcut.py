"""A picture that was shown a moment ago goes out without Django, and looks as if it had not."""

import time
from io import BytesIO

import pytest
from django.conf import settings
from django.test import RequestFactory

from config import wsgi
from file_manager import delivery, showing, storage
from file_manager.models import MediaFile, Rendition
from file_manager.tests import test_delivery

file = test_delivery.stored
pytestmark = [
    pytest.mark.django_db(transaction=True),  # a real request closes its connection, and with it what was not committed
    pytest.mark.skipif(settings.STORAGE["scheme"] != "file", reason="buckets send their pictures themselves"),
]


@pytest.fixture
def without_django(monkeypatch):
    """From where a test calls it on, only the shortcut can answer."""
    return lambda: monkeypatch.setattr(wsgi, "django_application", None)


def ask(url: str, method="GET", SCRIPT_NAME="", **headers: str) -> tuple[str, dict[str, str], bytes]:
    """Status line, headers and content, as the server gets them."""
    heads = []
    environ = RequestFactory().generic(method, url, headers=headers, SCRIPT_NAME=SCRIPT_NAME).environ
    answer = wsgi.application({**environ, "wsgi.input": BytesIO()}, lambda status, named: heads.append((status, named)))
    content = b"".join(answer)
    [(status, named)] = heads
    assert len(dict(named)) == len(named), "no header twice"
    return status, dict(named), content


def test_it_is_the_same_answer(file, without_django, django_assert_num_queries):
    url = delivery.rendition_url(file, "fit-300")
    status, headers, content = ask(url, X_Request_ID="one")
    assert (status, content[8:12]) == ("200 OK", b"WEBP")
    without_django()
    with django_assert_num_queries(0):
        again = ask(url, X_Request_ID="one")
    seconds = [int(each.pop("Cache-Control").removeprefix("private, max-age=")) for each in (headers, again[1])]
    assert seconds[0] - seconds[1] in range(60)
    assert again == (status, headers, content)


def test_each_request_has_an_id_of_its_own(file, without_django):
    url = delivery.rendition_url(file, "fit-300")
    ask(url)
    without_django()
    ids = [ask(url)[1]["X-Request-ID"] for _ in range(3)]
    assert len(set(ids)) == 3
    assert ask(url, X_Request_ID="a\tb")[1]["X-Request-ID"] != "a\tb"


def test_what_is_known_opens_for_nobody_who_has_no_address(file):
    url = delivery.rendition_url(file, "fit-300")
    assert [ask(url)[0], ask(url)[0]] == ["200 OK", "200 OK"]
    over = delivery.signed(f"/renditions/{file.pk}/1/fit-300.webp", int(time.time()) - 1)
    public = delivery.signed(f"/renditions/{file.pk}/1/fit-300.webp", None)
    for shut in (url[:-3] + "AAA", url.partition("?")[0], url.replace("fit-300", "fit-800"), over, public):
        assert ask(shut)[0] == "404 Not Found"


def test_whoever_wants_something_else_than_the_whole_picture_gets_it(file):
    url = delivery.rendition_url(file, "fit-300")
    _, headers, content = ask(url)
    assert ask(url, Range="bytes=0-3")[::2] == ("206 Partial Content", content[:4])
    assert ask(url, If_None_Match=headers["ETag"])[::2] == ("304 Not Modified", b"")
    status, head, nothing = ask(url, method="HEAD")
    assert (status, head["Content-Length"], nothing) == ("200 OK", str(len(content)), b"")
    assert ask(url, method="POST")[0] == "405 Method Not Allowed"


def test_a_proxy_that_sends_files_is_told_where_it_lies(file, settings):
    url = delivery.rendition_url(file, "fit-300")
    ask(url)
    settings.SEND_FILE_PREFIX = "/inside/"
    _, headers, content = ask(url)
    assert (headers["X-Accel-Redirect"].startswith("/inside/"), content) == (True, b"")


def test_django_answers_where_the_bytes_are_not_what_they_should_be(file):
    url = delivery.rendition_url(file, "fit-300")
    _, headers, content = ask(url)
    path = storage.disk_path(Rendition.objects.get(spec="fit-300").storage_key)
    path.write_bytes(content[:-1])
    assert ask(url)[1]["Content-Length"] == headers["Content-Length"], "what arrives is seen to be cut off"
    path.unlink()
    assert ask(url)[0] == "404 Not Found"


def test_an_address_under_a_prefix_or_in_other_words_is_read_by_django(file, without_django):
    url = delivery.rendition_url(file, "fit-300")
    path, _, query = url.partition("?")
    ask(url)
    without_django()
    assert ask(url)[0] == "200 OK"
    others = (f"{path}?{'&'.join(reversed(query.split('&')))}", f"{url}&more=1")
    for refused in (*[{"url": other} for other in others], {"url": url, "SCRIPT_NAME": "/under"}):
        with pytest.raises(TypeError, match="NoneType"):
            ask(**refused)


def test_what_was_public_is_not_kept_open_for_longer_than_it_is_trusted(file):
    MediaFile.objects.filter(pk=file.pk).update(visibility="public")
    file.refresh_from_db()
    url = delivery.rendition_url(file, "fit-300")
    assert [ask(url)[0], ask(url)[1]["Cache-Control"]] == ["200 OK", "public, max-age=31536000, immutable"]
    MediaFile.objects.filter(pk=file.pk).update(visibility="namespace")
    showing._known.expire(time.monotonic() + showing.TRUSTED_SECONDS + 1)
    assert ask(url)[0] == "404 Not Found"
