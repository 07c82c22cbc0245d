"""Renditions drawn when somebody asks for them."""

import io

import pytest
from PIL import Image

from conftest import make_namespace, picture
from file_manager import storage, thumbnails
from file_manager.models import Rendition
from file_manager.tests.makers import make_file

pytestmark = pytest.mark.django_db


def blob_of(content=None, **more):
    return make_file(make_namespace(), content=content or picture(1000, 500), **more).blob


def opened(rendition):
    with storage.local_copy(rendition.storage_key) as path, Image.open(path) as image:
        image.load()
        return image


def size_of(rendition):
    with storage.local_copy(rendition.storage_key) as path:
        return path.stat().st_size


def test_a_missing_rendition_is_drawn_from_the_original_and_kept():
    blob = blob_of()
    drawn = thumbnails.ensure(blob, "fit-300")
    assert (drawn.width, drawn.height, drawn.format) == (300, 150, "webp")
    assert drawn.file_size == size_of(drawn)
    assert (opened(drawn).format, opened(drawn).size) == ("WEBP", (300, 150))
    assert thumbnails.ensure(blob, "fit-300").pk == drawn.pk
    assert Rendition.objects.count() == 1


def test_a_small_one_is_drawn_from_the_larger_one_that_exists():
    blob = blob_of()
    thumbnails.ensure(blob, "fit-800")
    storage.delete(blob.storage_key)
    assert thumbnails.ensure(blob, "fit-150").width == 150


def test_what_moves_keeps_moving_where_it_is_shown_large():
    blob = blob_of(moving(900, 600, frames=3))
    blob.frames = 3
    drawn = {row.spec: opened(row) for row in map_all(blob)}
    assert {spec: (image.n_frames, image.size) for spec, image in drawn.items()} == {
        "fit-150": (1, (150, 100)),
        "fit-300": (1, (300, 200)),
        "fit-800": (3, (800, 533)),
        "fit-1600": (3, (900, 600)),
    }


def moving(width, height, *, frames):
    buffer = io.BytesIO()
    first, *others = [Image.new("RGB", (width, height), (80 * number, 40, 200)) for number in range(frames)]
    first.save(buffer, "GIF", save_all=True, append_images=others, duration=100)
    return buffer.getvalue()


def test_none_is_larger_than_the_original():
    blob = blob_of(picture(60, 40))
    assert [(row.width, row.height) for row in map_all(blob)] == [(60, 40)] * 4


def map_all(blob):
    return [thumbnails.ensure(blob, spec) for spec in thumbnails.SPECS]


def test_a_size_that_is_none_of_ours_is_not_drawn():
    blob = blob_of()
    with pytest.raises(thumbnails.NoSuchRendition) as refused:
        thumbnails.ensure(blob, "fit-5000")
    assert refused.value.status == 404
    assert not Rendition.objects.exists()


def test_a_file_without_any_picture_has_no_renditions():
    blob = blob_of(b"plain words", file_type="text/plain")
    with pytest.raises(thumbnails.NoSuchRendition):
        thumbnails.ensure(blob, "fit-300")


def test_transparency_is_kept():
    blob = blob_of(transparent(), file_type="image/png")
    assert opened(thumbnails.ensure(blob, "fit-150")).mode == "RGBA"


def transparent():
    buffer = io.BytesIO()
    Image.new("RGBA", (300, 200), (200, 30, 30, 90)).save(buffer, "PNG")
    return buffer.getvalue()


def test_every_preset_has_a_spec_of_its_own():
    assert {name: thumbnails.spec_of(name) for name in thumbnails.PRESETS} == {
        "small": "fit-150",
        "medium": "fit-300",
        "large": "fit-800",
        "xlarge": "fit-1600",
    }
