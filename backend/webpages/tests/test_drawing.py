"""The markup of a page and its pictures."""

from webpages.models import PageVersion
from webpages.tests.makers import image, make_live, make_picture, text
from webpages.tests.reading import Tags, read


def test_a_picture_comes_in_the_size_that_fits(cast, client):
    file = make_picture(cast.namespace, focal_x=0.3, focal_y=0.7)
    widget = image(file, alt_text='The "old" crane', caption="Built in 1904 <b>")
    make_live(cast.editor, cast.namespace, widgets=[text("<p>x</p>"), widget])
    html = read(client)
    tags = Tags(html)
    sources, (img,) = tags.all("source"), tags.all("img")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    for choice in [*sources, img]:
        widths = [candidate.split()[1] for candidate in choice["srcset"].split(", ")]
        assert widths == ["150w", "300w", "800w", "1600w"]
        assert "40rem" in choice["sizes"]
    assert (img["width"], img["height"], img["alt"]) == ("800", "533", 'The "old" crane')
    assert img["src"].startswith(f"/renditions/{file.pk}/1/fit-800.jpg?")
    assert img["src"] in img["srcset"]
    assert "/fit-800.avif?" in sources[0]["srcset"]
    assert "<figcaption>Built in 1904 &lt;b&gt;</figcaption>" in html
    assert f".{img['class']}{{background-color:#336699;object-position:30.0% 70.0%}}" in html


def test_what_moves_is_offered_as_it_moves(cast, client):
    file = make_picture(cast.namespace, file_type="image/gif")
    file.blob.frames = 12
    file.blob.save()
    make_live(cast.editor, cast.namespace, widgets=[image(file)])
    (source,) = Tags(read(client)).all("source")
    assert source["type"] == "image/webp"
    assert [candidate.split()[1] for candidate in source["srcset"].split(", ")] == ["800w", "1600w"]


def test_the_first_picture_is_fetched_first_and_the_others_when_they_are_near(cast, client):
    files = [make_picture(cast.namespace, f"picture-{number}") for number in range(3)]
    make_live(cast.editor, cast.namespace, widgets=[image(file) for file in files])
    html = read(client)
    images = Tags(html).all("img")
    assert [(img.get("fetchpriority"), img.get("loading")) for img in images] == [
        ("high", None),
        (None, "lazy"),
        (None, "lazy"),
    ]
    assert [figure["class"] for figure in Tags(html).all("figure")] == ["image lead", "image", "image"]


def test_a_tall_picture_stays_in_the_column(cast, client):
    tall = make_picture(cast.namespace, sizes={"fit-800": (533, 800)})
    make_live(cast.editor, cast.namespace, widgets=[image(tall)])
    assert [figure["class"] for figure in Tags(read(client)).all("figure")] == ["image"]


def test_what_may_be_seen_through_has_no_ground(cast, client):
    clear = make_picture(cast.namespace, "clear", file_type="image/png", placeholder="1QeShQ==")
    solid = make_picture(
        cast.namespace, "solid", file_type="image/png", placeholder="1QcSHQ==", dominant_color="#112233"
    )
    make_live(cast.editor, cast.namespace, widgets=[image(clear), image(solid)])
    html = read(client)
    assert "#336699" not in html
    assert "background-color:#112233" in html


def test_alt_text_is_the_widgets_else_the_files_and_none_for_decoration(cast, client):
    file = make_picture(cast.namespace, alt_text="The file's own")
    widgets = [image(file), image(file, alt_text="Said here"), image(file, alt_text="x", decorative=True)]
    make_live(cast.editor, cast.namespace, widgets=widgets)
    assert [img["alt"] for img in Tags(read(client)).all("img")] == ["The file's own", "Said here", ""]


def test_the_head_says_what_the_page_is(cast, client):
    file = make_picture(cast.namespace)
    words = "<h2>Come &amp; see</h2><p>" + "For three days the quay belongs to those who walk. " * 10 + "</p>"
    make_live(cast.editor, cast.namespace, "Visit <us>", widgets=[image(file), text(words)])
    html = read(client, "/visit-us/")
    assert "<title>Visit &lt;us&gt;</title>" in html
    metas = {meta.get("name", meta.get("property")): meta.get("content") for meta in Tags(html).all("meta")}
    assert metas["description"].startswith("Come & see For three days the quay")
    assert len(metas["description"]) <= 160
    assert metas["og:title"] == "Visit <us>"
    assert metas["og:url"] == "http://testserver/visit-us/"
    assert metas["og:image"].startswith(f"http://testserver/renditions/{file.pk}/1/fit-800.jpg?")
    assert {"rel": "canonical", "href": "http://testserver/visit-us/"} in Tags(html).all("link")


def test_a_colour_that_is_none_reaches_no_style(cast, client):
    file = make_picture(cast.namespace, dominant_color="</styl")
    make_live(cast.editor, cast.namespace, widgets=[image(file)])
    assert "</styl}" not in read(client)
    assert "background-color" not in read(client)


def test_html_is_cleaned_again_when_it_is_drawn(cast, client):
    page = make_live(cast.editor, cast.namespace, widgets=[text("<p>x</p>")])
    hostile = {"main": [{"id": "a", **text("<p onclick=alert(1)>kept<script>alert(2)</script></p>")}]}
    PageVersion.objects.filter(pk=page.live_id).update(content=hostile)
    html = read(client)
    assert "<p>kept</p>" in html
    assert "alert" not in html


def test_a_page_costs_the_same_for_any_number_of_pictures(cast, client, django_assert_num_queries):
    make_live(cast.editor, cast.namespace, "One", widgets=[image(make_picture(cast.namespace))])
    files = [make_picture(cast.namespace, f"picture-{number}") for number in range(12)]
    visit = make_live(cast.editor, cast.namespace, "Visit")
    deep = make_live(cast.editor, cast.namespace, "Many", parent=visit, widgets=[image(file) for file in files])
    make_live(cast.editor, cast.namespace, "Words", widgets=[text("<p>x</p>")])
    with django_assert_num_queries(3):
        read(client, "/one/")
    with django_assert_num_queries(4):
        assert len(Tags(read(client, f"/{deep.path}/")).all("img")) == 12
    with django_assert_num_queries(1):
        read(client, "/words/")
