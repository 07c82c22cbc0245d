"""What strangers get: addresses, headers, and nothing that was closed."""

import base64
import hashlib
import re

import pytest

from conftest import keep_in
from file_manager import storage
from file_manager.models import MediaFile
from webpages.models import Page
from webpages.tests.makers import image, make_live, make_page, make_picture, text
from webpages.tests.reading import PAGES, Tags, read


def test_no_script_runs_and_only_the_named_style_counts(cast, client):
    make_live(cast.editor, cast.namespace, widgets=[image(make_picture(cast.namespace))])
    answer = client.get("/visit/")
    style = re.search(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer["Content-Security-Policy"].split("; ")
    assert f"style-src 'self' 'sha256-{digest}'" in policy
    pictures = f"img-src 'self' {storage.public_origin()}".rstrip()
    assert {"default-src 'none'", pictures, "base-uri 'none'", "frame-ancestors 'self'"} <= set(policy)
    assert not [part for part in policy if "script" in part or "unsafe" in part]
    assert "<script" not in answer.content.decode()
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_pictures_may_come_from_the_bucket_that_is_configured(cast, client, settings):
    keep_in(settings, {"scheme": "s3", "bucket": "media", "key": "k", "secret": "s", "endpoint": "http://minio:9000"})
    make_live(cast.editor, cast.namespace)
    assert "img-src 'self' http://minio:9000;" in client.get("/visit/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    "changes",
    [{"visibility": "private"}, {"trashed_at": "2026-01-01T00:00:00Z"}, {"status": "quarantined"}],
    ids=["private", "trashed", "quarantined"],
)
def test_a_file_that_was_closed_is_gone_with_the_next_look(cast, client, changes):
    file, other = make_picture(cast.namespace), make_picture(cast.namespace, "other")
    make_live(cast.editor, cast.namespace, widgets=[image(file, caption="Closed"), text("<p>stays</p>"), image(other)])
    before = client.get("/visit/")
    MediaFile.objects.filter(pk=file.pk).update(**changes)
    after = client.get("/visit/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    html = after.content.decode()
    assert str(file.pk) not in html
    assert file.pk.hex not in html
    assert "Closed" not in html
    assert "stays" in html
    assert len(Tags(html).all("img")) == 1


def test_a_file_that_is_gone_or_not_drawn_leaves_the_page_whole(cast, client):
    undrawn = make_picture(cast.namespace, "undrawn", sizes={})
    page = make_live(cast.editor, cast.namespace, widgets=[image(undrawn), text("<p>stays</p>")])
    content = page.live.content
    content["main"].append({"id": "b", "type": "image", "config": {"media": "0198c0de-0000-7000-8000-000000000000"}})
    content["main"].append({"id": "c", "type": "carousel", "config": {}})
    page.live.save()
    html = read(client)
    assert "stays" in html
    assert not Tags(html).all("img")


def test_a_page_draws_no_media_of_other_namespaces(cast, client):
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>x</p>")])
    page.live.content["main"].append({"id": "b", **image(make_picture(cast.elsewhere))})
    page.live.save()
    assert not Tags(read(client)).all("img")


def test_the_pages_above_are_linked_where_they_are_public(cast, client):
    visit = make_live(cast.editor, cast.namespace, "Visit")
    hidden = make_page(cast.editor, cast.namespace, "Hidden", parent=visit)
    make_live(cast.editor, cast.namespace, "Hours", parent=hidden)
    html = read(client, "/visit/hidden/hours/")
    assert '<a href="/visit/">Visit</a>' in html
    assert "Hidden" not in html


def test_head_and_conditional_requests(cast, client):
    make_live(cast.editor, cast.namespace)
    got = client.get("/visit/")
    head = client.head("/visit/")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])
    assert got["Cache-Control"] == "no-cache"
    again = client.get("/visit/", headers={"If-None-Match": got["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == got["ETag"]
    for method in ["post", "put", "delete", "patch"]:
        assert getattr(client, method)("/visit/").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/visit/nothing/", "/Visit/", "/a--b/", "/visit/%00/", "/..%2fvisit/", "/" + "x" * 5_000 + "/"],
)
def test_a_page_that_is_not_there_is_not_found(cast, client, path):
    make_live(cast.editor, cast.namespace)
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_drafts_are_not_there(cast, client):
    make_page(cast.editor, cast.namespace)
    assert client.get("/visit/").status_code == 404


def test_a_missing_slash_is_added_for_pages_only(cast, client):
    make_live(cast.editor, cast.namespace)
    assert client.get("/visit").headers["Location"] == "/visit/"
    assert client.get("/static/nothing.css").status_code == 404


def test_home_is_at_the_root_and_nowhere_else(cast, client):
    assert client.get("/").headers["Location"] == "/app/"
    page = make_page(cast.editor, cast.namespace, is_home=True)
    assert client.get("/").headers["Location"] == "/app/"
    cast.client("editor").post(f"{PAGES}{page.pk}/publish/", {})
    assert "Visit" in read(client, "/")
    assert client.get("/visit/").headers["Location"] == "/"
    make_live(cast.editor, cast.namespace, "Hours", parent=Page.objects.get())
    assert '<a href="/">Visit</a>' in read(client, "/visit/hours/")


def test_a_preview_shows_the_draft_in_a_frame_of_ours_only(cast):
    own = make_picture(cast.namespace, visibility="private", uploaded_by=cast.contributor)
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>public</p>")])
    content = {"main": [text("<p>draft</p>"), image(own), {"type": "image"}]}
    saved = cast.client("manager").patch(f"{PAGES}{page.pk}/", {"title": "Soon", "content": content})
    assert saved.status_code == 200
    shown = {}
    for who in ["viewer", "contributor", "manager"]:
        answer = cast.client(who).get(f"{PAGES}{page.pk}/preview/")
        assert answer["Content-Type"].startswith("text/html")
        assert answer["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert {"sandbox", "frame-ancestors 'self'"} <= set(answer["Content-Security-Policy"].split("; "))
        html = answer.content.decode()
        assert "draft" in html
        assert "public" not in html
        assert "<title>Soon</title>" in html
        shown[who] = len(Tags(html).all("img"))
    assert shown == {"viewer": 0, "contributor": 1, "manager": 1}
