import pytest

from mediakit.specs import Area, Spec, UnknownSpec


@pytest.mark.parametrize(
    "text", ["fit-1", "fit-800", "fit-800x600", "fill-640x360", "fill-640x360-0-1000", "fill-10000x1-250-500"]
)
def test_a_spec_is_written_as_it_is_read(text):
    assert str(Spec.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "shorter"), [("fit-800x800", "fit-800"), ("fill-80x60-500-500", "fill-80x60"), ("fill-9x9", "fill-9x9")]
)
def test_equal_specs_have_one_name(text, shorter):
    assert str(Spec.parse(text)) == shorter
    assert Spec.parse(text) == Spec.parse(shorter)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fit",
        "fit-0",
        "fit-0800",
        "fit-10001",
        "fit--5",
        "fit-8.5",
        "fit-\uff1800",
        "fit-8\uff100",
        "fit-800 ",
        "fit-800\n",
        "FIT-800",
        "fill-800",
        "fit-800x600-500-500",
        "fill-800x600-500",
        "fill-800x600-500-1001",
        "fill-0x600",
        "fill-800x600-500-500-1",
        "../fit-800",
        "crop-800x600",
    ],
)
def test_what_is_no_spec_is_refused(text):
    with pytest.raises(UnknownSpec) as caught:
        Spec.parse(text)
    assert caught.value.code == "unknown_spec"


@pytest.mark.parametrize(
    ("text", "picture", "size"),
    [
        ("fit-800", (1600, 1200), (800, 600)),
        ("fit-800", (600, 1200), (400, 800)),
        ("fit-150", (2000, 1500), (150, 113)),
        ("fit-800", (300, 200), (300, 200)),
        ("fit-800x100", (1600, 1200), (133, 100)),
        ("fit-40", (3000, 2), (40, 1)),
        ("fill-800x800", (1600, 1200), (800, 800)),
        ("fill-800x400", (1600, 1200), (800, 400)),
        ("fill-800x800", (1000, 600), (600, 600)),
        ("fill-800x400", (300, 300), (300, 150)),
        ("fill-400x800", (300, 300), (150, 300)),
        ("fill-400x800", (1, 1), (1, 1)),
    ],
)
def test_the_size_is_known_before_anything_is_drawn(text, picture, size):
    assert Spec.parse(text).size(*picture) == size


@pytest.mark.parametrize(
    ("focus", "area"),
    [
        ("", Area(100, 0, 100, 100)),
        ("-0-0", Area(0, 0, 100, 100)),
        ("-1000-500", Area(200, 0, 100, 100)),
        ("-250-500", Area(25, 0, 100, 100)),
    ],
)
def test_the_focus_is_kept_as_near_to_the_middle_as_can_be(focus, area):
    assert Spec.parse(f"fill-100x100{focus}").area(300, 100) == area
