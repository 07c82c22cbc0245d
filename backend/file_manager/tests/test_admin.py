"""The administration of the library: for superusers, by the acts, with deletion into the trash."""

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import make_user
from content.models import AuditEntry
from file_manager import models, usage
from file_manager.models import Blob, Collection, MediaFile, SearchEntry, Suggestion, Tag
from file_manager.tests.ready import make_collection, make_ready, make_tag, trashed

MODELS = [getattr(models, name) for name in models.__all__]
LOOKED_AT = [model for model in MODELS if model not in (MediaFile, Tag, Collection)]


@pytest.fixture
def root(cast):
    return signed_in(cast.superuser)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def url(model, page="changelist", *args):
    return reverse(f"admin:file_manager_{model._meta.model_name}_{page}", args=args)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def full(cast):
    """A row of every model."""
    sea = make_tag(cast.namespace, "Sea")
    file = make_ready(cast.namespace, cast.contributor, title="Harbour", tags=[sea])
    make_collection(cast.namespace, "Trip", file, cover=file)
    Suggestion.objects.create(file=file, kind="title", value="Boats", source="model")
    models.ProcessingStep.objects.create(blob=file.blob, step="facts")
    return file


def test_every_model_is_there():
    assert {model for model in admin.site._registry if model._meta.app_label == "file_manager"} == set(MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_superusers_see_lists_and_rows_and_find_things(root, full, model):
    if model is models.Usage:
        usage.replace(full.namespace, "live", [(full.pk, "hero")])
    row = model.objects.first()
    assert root.get(url(model)).status_code == 200
    assert root.get(url(model), {"q": "harbour"}).status_code == 200
    assert root.get(url(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_gets_in(cast, full, model):
    staff = make_user("staff", is_staff=True)
    for person in (cast.manager, staff):
        assert signed_in(person).get(url(model)).status_code == 302
    assert Client().get(url(model)).status_code == 302


@pytest.mark.parametrize("model", LOOKED_AT)
def test_what_acts_and_workers_write_is_only_looked_at(root, full, model):
    if model is models.Usage:
        usage.replace(full.namespace, "live", [(full.pk, "hero")])
    row = model.objects.first()
    assert root.get(url(model, "add")).status_code == 403
    assert root.post(url(model, "change", row.pk), {}).status_code == 403
    assert root.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [MediaFile, Blob, Collection, models.Version])
def test_lists_show_signed_thumbnails_at_a_fixed_price(cast, root, model):
    counts = []
    for number in (1, 8):
        for place in range(number):
            file = make_ready(cast.namespace, cast.contributor)
            make_collection(cast.namespace, f"c{number}-{place}", file, cover=file)
        with CaptureQueriesContext(connection) as queries:
            page = root.get(url(model)).content.decode()
        counts.append(len(queries))
        assert page.count("fit-150.webp?e=") == MediaFile.objects.count()
    assert counts[0] == counts[1]


def edited(file, **changes):
    fields = ["title", "description", "alt_text", "visibility", "focal_x", "focal_y", "credit", "copyright", "licence"]
    return {name: getattr(file, name) for name in fields} | {
        "rights_expire_at_0": "",
        "rights_expire_at_1": "",
        **changes,
    }


def test_a_file_is_edited_by_the_act(root, full):
    response = root.post(url(MediaFile, "change", full.pk), edited(full, title="Quay", credit="Ann"))
    assert response.status_code == 302
    full.refresh_from_db()
    assert (full.title, full.credit) == ("Quay", "Ann")
    assert AuditEntry.objects.get(action="file.changed").data["changes"]["title"] == ["Harbour", "Quay"]
    assert SearchEntry.objects.get(file=full).title == "quay "


def test_deleting_a_file_means_the_trash(cast, root, full):
    response = root.post(url(MediaFile, "delete", full.pk), {"post": "yes"})
    assert response.status_code == 302
    full.refresh_from_db()
    assert full.trashed_at
    assert full.trashed_by == cast.superuser
    assert Blob.objects.exists()
    assert full.slugs.exists()
    assert AuditEntry.objects.filter(action="file.trashed").count() == 1


def test_deleting_many_files_means_the_trash_too(cast, root, full):
    used = make_ready(cast.namespace)
    usage.replace(cast.namespace, "live", [(used.pk, "hero")])
    chosen = {"action": "delete_selected", "_selected_action": [str(full.pk), str(used.pk)], "post": "yes"}
    response = root.post(url(MediaFile), chosen)
    assert MediaFile.objects.live().get() == used
    assert MediaFile.objects.trashed().get() == full
    done, refused = said(response)
    assert done == "Moved to the trash: 1."
    assert refused.startswith("1 left as they were.")


def test_what_is_in_use_is_not_deleted_and_the_reason_is_said(cast, root, full):
    usage.replace(cast.namespace, "live", [(full.pk, "hero")])
    response = root.post(url(MediaFile, "delete", full.pk), {"post": "yes"})
    assert "shown in other places" in said(response)[0]
    full.refresh_from_db()
    assert full.trashed_at is None


def test_the_trash_is_a_place_of_its_own(cast, root, full):
    gone = make_ready(cast.namespace, title="Gone", **trashed())
    assert "Gone" not in root.get(url(MediaFile)).content.decode()
    trash = root.get(url(MediaFile), {"place": "trash"}).content.decode()
    assert "Gone" in trash
    assert "Harbour" not in trash
    assert root.post(url(MediaFile, "change", gone.pk), edited(gone, title="New")).status_code == 403
    root.post(f"{url(MediaFile)}?place=trash", {"action": "restore_files", "_selected_action": [str(gone.pk)]})
    gone.refresh_from_db()
    assert gone.trashed_at is None


def test_the_search_index_is_asked(cast, root, full):
    found = root.get(url(MediaFile), {"q": "sea"}).content.decode()
    assert "Harbour" in found
    assert "Harbour" not in root.get(url(MediaFile), {"q": "mountain"}).content.decode()


def test_failed_steps_are_started_again(root, full):
    step = full.blob.steps.get()
    models.ProcessingStep.objects.update(state="failed")
    root.post(url(MediaFile), {"action": "process_again", "_selected_action": [str(full.pk)]})
    step.refresh_from_db()
    assert step.state == "pending"


def test_tags_are_made_moved_and_deleted_by_the_acts(cast, root):
    form = {"name": "Sea", "namespace": str(cast.namespace.pk), "parent": "", "color": "#0000FF", "description": ""}
    root.post(url(Tag, "add"), form)
    sea = Tag.objects.get()
    assert (sea.slug, sea.path, sea.color) == ("sea", "/sea/", "#0000ff")
    harbour = make_tag(cast.namespace, "Harbour")
    root.post(url(Tag, "change", harbour.pk), form | {"name": "Harbour", "parent": str(sea.pk)})
    assert Tag.objects.get(name="Harbour").path == "/sea/harbour/"
    refused = root.post(url(Tag, "delete", sea.pk), {"post": "yes"})
    assert "stand below" in said(refused)[-1]
    everything = [str(sea.pk), str(harbour.pk)]
    root.post(url(Tag), {"action": "delete_selected", "_selected_action": everything, "post": "yes"})
    assert not Tag.objects.exists()


@pytest.mark.parametrize("change", [{"name": "sea"}, {"color": "blue"}, {"parent": "theirs"}])
def test_a_tag_that_cannot_be_is_refused(cast, root, change):
    make_tag(cast.namespace, "Sea")
    theirs = make_tag(cast.elsewhere, "Theirs")
    form = {"name": "Lake", "namespace": str(cast.namespace.pk), "parent": "", "color": "", "description": ""} | change
    if "parent" in change:
        form["parent"] = str(theirs.pk)
    root.post(url(Tag, "add"), form)
    assert Tag.objects.filter(namespace=cast.namespace).count() == 1


def test_collections_are_made_changed_and_deleted_by_the_acts(cast, root):
    form = {"title": "Trip", "namespace": str(cast.namespace.pk), "description": "", "color": ""}
    root.post(url(Collection, "add"), form)
    collection = Collection.objects.get()
    assert (collection.slug, collection.created_by) == ("trip", cast.superuser)
    root.post(url(Collection, "change", collection.pk), form | {"title": "Journey", "is_public": "on"})
    collection.refresh_from_db()
    assert (collection.title, collection.is_public) == ("Journey", True)
    root.post(url(Collection, "delete", collection.pk), {"post": "yes"})
    assert not Collection.objects.exists()
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["collection.created", "collection.changed", "collection.deleted"]
