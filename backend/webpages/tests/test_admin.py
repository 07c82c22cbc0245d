"""Pages in Django's admin: for superusers, to look at and to delete by the same rules."""

import pytest
from django.urls import reverse

from content.models import AuditEntry
from file_manager.models import Usage
from webpages.models import Page
from webpages.tests.makers import image, make_live, make_page, make_picture

LIST = reverse("admin:webpages_page_changelist")


@pytest.fixture
def root(cast, client):
    client.force_login(cast.superuser)
    return client


def delete_all(client, *pages):
    data = {"action": "delete_selected", "_selected_action": [str(page.pk) for page in pages], "post": "yes"}
    return client.post(LIST, data, follow=True)


def test_only_superusers_see_pages(cast, client):
    cast.manager.is_staff = True
    cast.manager.save()
    page = make_page(cast.editor, cast.namespace)
    client.force_login(cast.manager)
    for url in [LIST, reverse("admin:webpages_page_change", args=[page.pk])]:
        assert client.get(url).headers["Location"].startswith("/admin/login/")


def test_pages_and_versions_are_shown_and_not_edited(cast, root):
    page = make_page(cast.editor, cast.namespace)
    assert "Visit" in root.get(LIST).content.decode()
    assert root.get(reverse("admin:webpages_page_change", args=[page.pk])).status_code == 200
    assert root.post(reverse("admin:webpages_page_change", args=[page.pk]), {"title": "x"}).status_code == 403
    assert root.get(reverse("admin:webpages_page_add")).status_code == 403
    assert root.get(reverse("admin:webpages_pageversion_changelist")).status_code == 200
    version = reverse("admin:webpages_pageversion_change", args=[page.draft_id])
    assert root.get(version).status_code == 200
    assert (
        root.post(reverse("admin:webpages_pageversion_delete", args=[page.draft_id]), {"post": "yes"}).status_code
        == 403
    )


def test_deleting_one_page_takes_its_usage_along(cast, root):
    page = make_page(cast.editor, cast.namespace, widgets=[image(make_picture(cast.namespace))])
    url = reverse("admin:webpages_page_delete", args=[page.pk])
    assert root.get(url).status_code == 200
    assert root.post(url, {"post": "yes"}).status_code == 302
    assert not Page.objects.exists()
    assert not Usage.objects.exists()
    assert AuditEntry.objects.get(action="page.deleted").actor == cast.superuser


def test_deleting_a_public_page_is_refused_with_a_word(cast, root):
    live = make_live(cast.editor, cast.namespace)
    url = reverse("admin:webpages_page_delete", args=[live.pk])
    assert root.post(url, {"post": "yes"}).status_code == 403
    assert "Take it down first" in delete_all(root, live).content.decode()
    assert Page.objects.exists()


def test_a_branch_is_deleted_at_once(cast, root):
    above = make_page(cast.editor, cast.namespace, "Above")
    below = make_page(cast.editor, cast.namespace, "Below", parent=above)
    delete_all(root, above, below)
    assert not Page.objects.exists()
