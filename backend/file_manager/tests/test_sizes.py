"""Sizes and formats of one's own: signed, bounded, drawn once, and cut around the focal point."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.utils import timezone
from PIL import Image

from conftest import client_of
from file_manager import cleanup, crops, delivery, showing, storage, thumbnails, trashing
from file_manager.models import MediaFile, Rendition
from file_manager.tests.makers import make_file, objects, run_job
from file_manager.tests.test_processing import photograph
from mediakit import renditions

pytestmark = pytest.mark.django_db

URL = "/api/v1/media/files/{}/renditions/"
disk_only = pytest.mark.skipif(settings.STORAGE["scheme"] != "file", reason="S3 sends its own bytes")


@pytest.fixture
def file(cast):
    file = make_file(cast.namespace, content=photograph(1000, 750), uploaded_by=cast.contributor)
    run_job("process_file", file)
    file.refresh_from_db()
    return file


def asked(cast, file, who="viewer", **query):
    return cast.client(who).get(URL.format(file.pk), query)


def sent(url):
    response = client_of(None).get(url)
    assert response.status_code == 200
    return response, b"".join(response.streaming_content) if response.streaming else response.content


@disk_only
@pytest.mark.parametrize(
    ("spec", "format", "size", "kept"),
    [
        ("fit-640", "avif", (640, 480), "AVIF"),
        ("fit-640x100", "jpeg", (133, 100), "JPEG"),
        ("fill-640x360", "png", (640, 360), "PNG"),
        ("fill-500x500-0-1000", "webp", (500, 500), "WEBP"),
        ("fit-4000", "webp", (1000, 750), "WEBP"),
    ],
)
def test_a_size_of_ones_own_is_drawn_at_the_first_request(cast, file, spec, format, size, kept):
    custom = asked(cast, file, spec=spec, format=format).json()["custom"]
    assert (custom["width"], custom["height"], custom["format"], custom["file_size"]) == (*size, format, None)
    assert not file.blob.renditions.filter(spec=spec).exists()
    response, content = sent(custom["url"])
    assert response["Content-Type"] == f"image/{format}"
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == (kept, size)
    again = asked(cast, file, spec=spec, format=format).json()["custom"]
    assert again["file_size"] == len(content)


@pytest.mark.parametrize(
    "query",
    [
        {"spec": "fit-8"},
        {"spec": "fit-5000"},
        {"spec": "fill-20x5000"},
        {"spec": "fill-640x360-1001-0"},
        {"spec": "../fit-300"},
        {"spec": "fit-300", "format": "gif"},
        {"size": "300"},
    ],
)
def test_other_sizes_are_refused_when_they_are_asked_for(cast, file, query):
    assert asked(cast, file, **query).status_code == 400


@pytest.mark.parametrize(("who", "status"), [("viewer", 200), ("editor", 200), ("stranger", 404), ("anonymous", 401)])
def test_who_may_have_a_size_signed(cast, file, who, status):
    assert asked(cast, file, who, spec="fit-640").status_code == status


def test_a_file_has_forty_sizes_of_its_own_and_no_more(cast, file, monkeypatch):
    monkeypatch.setattr(thumbnails, "MOST_CUSTOM", 2)
    late = asked(cast, file, spec="fit-202").json()["custom"]["url"]
    for spec in ("fit-200", "fit-201"):
        thumbnails.ensure(file.blob, spec)
    refused = asked(cast, file, spec="fit-203")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "too_many_renditions")
    assert client_of(None).get(late).status_code == 409
    assert asked(cast, file, spec="fit-200", format="avif").status_code == 200
    assert asked(cast, file, spec="fill-600x600").status_code == 200
    assert not file.blob.renditions.filter(spec="fit-202").exists()


def test_crops_around_former_points_are_bounded_in_number_too(cast, file, monkeypatch):
    monkeypatch.setattr(thumbnails, "MOST_CROPS", 2)
    for place in (0.1, 0.2):
        file.focal_x = place
        thumbnails.ensure(file.blob, str(crops.crop_of("wide", file)))
    address = delivery.rendition_url(file, str(crops.crop_of("wide", file)), "avif")
    assert client_of(None).get(address).status_code == (200 if storage.on_disk() else 302)
    file.focal_x = 0.3
    refused = client_of(None).get(delivery.rendition_url(file, str(crops.crop_of("wide", file))))
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "too_many_renditions")
    assert thumbnails.ensure(file.blob, "fit-640").width == 640


def test_a_crop_has_one_point_only_so_that_it_takes_none_of_the_forty(cast, file):
    addresses = {
        urlsplit(asked(cast, file, spec=spec).json()["custom"]["url"]).path.rpartition("/")[2]
        for spec in ("fill-600x600", "fill-600x600-1-2", "fill-600x600-3-4")
    }
    assert addresses == {"fill-600x600.webp"}
    MediaFile.objects.filter(pk=file.pk).update(focal_x=0.25)
    moved = asked(cast, file, spec="fill-600x600-1-2").json()["custom"]["url"]
    assert "/fill-600x600-250-500.webp" in moved


def test_a_picture_whose_file_is_purged_while_it_is_drawn_is_not_there(cast, file, monkeypatch):
    url, draw = delivery.rendition_url(file, "fit-640"), thumbnails.draw

    def purged(*args):
        drawn = draw(*args)
        trashing.trash(actor=cast.manager, file=file)
        trashing.purge(actor=cast.manager, file=file)
        return drawn

    monkeypatch.setattr(thumbnails, "draw", purged)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client_of(None).get(url).status_code == 404
    assert objects() == []


@disk_only
def test_a_picture_is_shown_and_drawn_with_few_statements(file, django_assert_max_num_queries):
    url = delivery.rendition_url(file, "fit-300")
    with django_assert_max_num_queries(1):
        sent(url)
    file.blob.renditions.filter(spec="fit-300").delete()
    showing._known.clear()
    with django_assert_max_num_queries(7):
        sent(url)
    assert file.blob.renditions.filter(spec="fit-300").exists()


def test_what_no_worker_has_looked_at_is_not_decoded_for_a_request(cast):
    fresh = make_file(cast.namespace, content=photograph(300, 200))
    assert client_of(None).get(delivery.rendition_url(fresh, "fit-150")).status_code == 404
    assert not Rendition.objects.exists()


@disk_only
def test_crops_are_cut_around_the_focal_point(cast, file):
    crops = {}
    for y in (0.0, 1.0):
        MediaFile.objects.filter(pk=file.pk).update(focal_y=y)
        crop = cast.client("viewer").get(f"/api/v1/media/files/{file.pk}/").json()["crops"]["banner"]
        assert (crop["label"], crop["width"], crop["height"]) == ("Banner", 1000, 333)
        crops[y] = crop["url"]
    assert urlsplit(crops[0.0]).path != urlsplit(crops[1.0]).path
    top, bottom = (Image.open(io.BytesIO(sent(url)[1])).convert("L").getpixel((500, 160)) for url in crops.values())
    assert top < 100 < 150 < bottom


@disk_only
def test_crops_around_a_former_focal_point_are_removed(cast, file):
    MediaFile.objects.filter(pk=file.pk).update(focal_x=0.2)
    file.refresh_from_db()
    old = thumbnails.ensure(file.blob, str(crops.crop_of("wide", file)))
    MediaFile.objects.filter(pk=file.pk).update(focal_x=0.8)
    file.refresh_from_db()
    new = thumbnails.ensure(file.blob, str(crops.crop_of("wide", file)))
    Rendition.objects.update(created_at=timezone.now() - timedelta(days=2))
    cleanup.run()
    kept = set(objects())
    assert new.storage_key in kept
    assert old.storage_key not in kept
    assert set(file.blob.renditions.exclude(spec__in=thumbnails.SPECS)) == {new}


def test_a_crop_that_is_asked_for_while_it_is_removed_is_there_afterwards(cast, file, monkeypatch):
    old = thumbnails.ensure(file.blob, "fill-1280x720-200-500")
    Rendition.objects.update(created_at=timezone.now() - timedelta(days=2))
    delete = storage.delete

    def wanted_again(key):
        if key == old.storage_key:
            thumbnails.ensure(file.blob, old.spec)
        delete(key)

    monkeypatch.setattr(storage, "delete", wanted_again)
    cleanup.drop_stale_crops()
    rows = set(Rendition.objects.values_list("storage_key", flat=True))
    assert rows == {key for key in objects() if "/renditions/" in key}


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_have_one_drawn(cast, monkeypatch):
    file = make_file(cast.namespace, content=photograph(1000, 750))
    run_job("process_file", file)
    file.refresh_from_db()
    url = delivery.rendition_url(file, "fit-640", "jpg")
    draws, draw = [], renditions.draw

    def counted(*args, **options):
        draws.append(args)
        return draw(*args, **options)

    monkeypatch.setattr(renditions, "draw", counted)

    def ask(_):
        try:
            return client_of(None).get(url).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(ask, range(20)))
    assert answers == {200 if storage.on_disk() else 302}
    assert len(draws) == 1


def test_the_words_inside_a_file_are_told(cast):
    file = make_file(cast.namespace, content=b"The keeper of the lighthouse", file_type="text/plain")
    run_job("process_file", file)
    address = f"/api/v1/media/files/{file.pk}/text/"
    assert cast.client("viewer").get(address).json() == {"text": "The keeper of the lighthouse", "truncated": False}
    assert [cast.client(who).get(address).status_code for who in ("stranger", "anonymous")] == [404, 401]


@pytest.mark.parametrize(
    ("visibility", "opens"),
    [
        ("namespace", {"viewer", "contributor", "editor", "manager", "superuser"}),
        ("public", {"viewer", "contributor", "editor", "manager", "superuser"}),
        ("private", {"contributor", "manager", "superuser"}),
    ],
)
@pytest.mark.parametrize("route", ["text/", "renditions/", "versions/1/download/"])
def test_the_whole_cast_before_what_is_shown_of_the_bytes(cast, file, route, visibility, opens):
    MediaFile.objects.update(visibility=visibility)
    people = ("viewer", "contributor", "editor", "manager", "superuser", "stranger", "anonymous")
    answers = {who: cast.client(who).get(f"/api/v1/media/files/{file.pk}/{route}").status_code for who in people}
    answered = 302 if route.endswith("/download/") and not storage.on_disk() else 200
    assert answers == dict.fromkeys(people, 404) | {"anonymous": 401} | dict.fromkeys(opens, answered)


@disk_only
@pytest.mark.parametrize(("spec", "size"), [("fit-800", (800, 600)), ("fit-640", (640, 480))])
def test_where_too_many_are_being_drawn_webp_stands_in_for_avif_and_is_not_kept(cast, file, monkeypatch, spec, size):
    url = delivery.rendition_url(file, spec, "avif")
    monkeypatch.setattr(showing, "SEATS", 0)
    spared, body = sent(url)
    assert (spared["Content-Type"], spared["Cache-Control"]) == ("image/webp", "no-store")
    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.format, picture.size) == ("WEBP", size)
    monkeypatch.setattr(showing, "SEATS", 1)
    drawn, _ = sent(url)
    assert drawn["Content-Type"] == "image/avif"
    assert drawn["Cache-Control"].startswith("private, max-age=")
