"""The administration: superusers only, audited, slowed down like every sign-in."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from content.models import AuditEntry, Namespace, User

PASSWORD = "a long password"
OURS = ("common", "content", "file_manager", "webpages")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("who", "status"), [("viewer", 302), ("manager", 302), ("stranger", 302), ("superuser", 200)])
def test_only_superusers_come_in(cast, who, status):
    assert signed_in(getattr(cast, who)).get("/admin/").status_code == status


def test_staff_alone_is_not_enough(cast):
    cast.manager.is_staff = True
    cast.manager.save()
    assert signed_in(cast.manager).get("/admin/").status_code == 302
    assert Client().get("/admin/").status_code == 302


@pytest.mark.parametrize("model", [model for model in admin.site._registry if model._meta.app_label in OURS])
def test_every_list_and_form_opens(cast, model):
    client = signed_in(cast.superuser)
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert client.get(base).status_code == 200
    may_add = admin.site._registry[model].has_add_permission
    add = client.get(f"{base}add/")
    assert add.status_code == (200 if may_add(add.wsgi_request) else 403)


def test_people_namespaces_and_the_log_are_there():
    shown = {model._meta.label for model in admin.site._registry}
    names = ("User", "Namespace", "Membership", "ApiKey", "AuditEntry")
    assert shown >= {f"content.{name}" for name in names} | {"common.Job", "common.Event"}
    assert apps.get_app_config("admin").name == "django.contrib.admin"


def test_what_is_done_is_audited(cast):
    client = signed_in(cast.superuser)
    url = f"/admin/content/namespace/{cast.namespace.pk}/change/"
    form = client.get(url).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None and value is not False}
    response = client.post(url, {**data, "name": "Renamed", "allowed_kinds": ["image"]})
    assert response.status_code == 302
    assert Namespace.objects.get(pk=cast.namespace.pk).name == "Renamed"
    entry = AuditEntry.objects.get(action="namespace.changed")
    assert entry.actor == cast.superuser
    assert "name" in entry.data["fields"]


def test_the_log_cannot_be_written(cast):
    AuditEntry.objects.create(action="a.b", subject_type="x", subject_id=cast.viewer.pk)
    client = signed_in(cast.superuser)
    entry = AuditEntry.objects.get()
    assert client.get(f"/admin/content/auditentry/{entry.pk}/change/").status_code == 200
    assert client.post(f"/admin/content/auditentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert AuditEntry.objects.exists()


def test_nobody_deletes_themself_here_either(cast):
    client = signed_in(cast.superuser)
    assert client.post(f"/admin/content/user/{cast.superuser.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/content/user/{cast.viewer.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=cast.viewer.pk).exists()
    assert AuditEntry.objects.filter(action="user.deleted").count() == 1


def test_signing_in_is_slowed_down(cast):
    def attempt(password):
        body = {"username": "root", "password": password, "next": "/admin/"}
        return Client().post("/admin/login/", body, REMOTE_ADDR="10.1.1.1")

    assert {attempt("wrong").status_code for _ in range(10)} == {200}
    shut = attempt(PASSWORD)
    assert shut.status_code == 200
    assert "Too many attempts" in shut.content.decode()


def test_a_superuser_signs_in_and_others_do_not(cast):
    body = {"password": PASSWORD, "next": "/admin/"}
    assert Client().post("/admin/login/", {**body, "username": "root"}).status_code == 302
    assert Client().post("/admin/login/", {**body, "username": "manager-museum"}).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("superuser", 302), ("manager", 200)])
def test_who_signs_in_does_not_depend_on_being_staff(cast, who, status):
    person = getattr(cast, who)
    User.objects.filter(pk=person.pk).update(is_staff=who == "manager")
    body = {"username": person.username, "password": PASSWORD, "next": "/admin/"}
    assert Client().post("/admin/login/", body).status_code == status


def test_the_kinds_that_a_namespace_takes_are_chosen_from_a_list(cast):
    address = f"/admin/content/namespace/{cast.namespace.pk}/change/"
    form = {
        "name": "Museum",
        "slug": "museum",
        "size_limit": 10**9,
        "analysis_mode": "off",
        "analysis_threshold": "0.8",
        "trash_retention_days": 30,
        "video_longest": 1920,
    }
    client = signed_in(cast.superuser)
    assert client.post(address, {**form, "allowed_kinds": "5"}).status_code == 200
    assert client.post(address, {**form, "allowed_kinds": ["image", "audio"]}).status_code == 302
    cast.namespace.refresh_from_db()
    assert cast.namespace.allowed_kinds == ["image", "audio"]


def test_the_default_namespace_stays(cast):
    Namespace.objects.filter(pk=cast.namespace.pk).update(is_default=True)
    client = signed_in(cast.superuser)
    for namespace, status in ((cast.namespace, 403), (cast.elsewhere, 302)):
        address = f"/admin/content/namespace/{namespace.pk}/delete/"
        assert client.post(address, {"post": "yes"}).status_code == status
    assert list(Namespace.objects.all()) == [cast.namespace]
