"""Signing in by session and by token, and what one may change about oneself."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from conftest import make_namespace
from content.models import AuditEntry, Membership, Role, User

ME, LOGIN, LOGOUT = "/api/v1/auth/me/", "/api/v1/auth/login/", "/api/v1/auth/logout/"
TOKEN, REFRESH = "/api/v1/auth/token/", "/api/v1/auth/token/refresh/"
PASSWORD = "a long password"


@pytest.fixture
def browser():
    """A client that minds CSRF as a browser has to."""
    return APIClient(enforce_csrf_checks=True)


def csrf(browser) -> dict[str, str]:
    browser.get(ME)
    return {"X-CSRFToken": browser.cookies["csrftoken"].value}


def sign_in(browser, username="editor-museum", password=PASSWORD):
    return browser.post(LOGIN, {"username": username, "password": password}, headers=csrf(browser))


def code(response) -> str:
    return response.json()["errors"][0]["code"]


def tokens(username="editor-museum"):
    return APIClient().post(TOKEN, {"username": username, "password": PASSWORD}).json()


def bearer(access) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


def test_nobody_is_null_and_gets_a_csrf_cookie(db, browser):
    response = browser.get(ME)
    assert (response.status_code, response.json()) == (200, {"user": None})
    assert "csrftoken" in response.cookies


def test_signing_in_opens_a_session(cast, browser):
    response = sign_in(browser)
    assert response.status_code == 200
    user = response.json()["user"]
    assert user["username"] == "editor-museum"
    assert user["memberships"] == [
        {"namespace": {"id": str(cast.namespace.pk), "slug": "museum", "name": "Museum"}, "role": "editor"}
    ]
    assert user["default_namespace"]["slug"] == "museum"
    assert browser.get(ME).json()["user"] == user


def test_signing_in_needs_the_csrf_token(cast, browser):
    response = browser.post(LOGIN, {"username": "editor-museum", "password": PASSWORD})
    assert (response.status_code, code(response)) == (403, "csrf_failed")
    assert browser.get(ME).json() == {"user": None}


def test_a_session_needs_the_csrf_token_to_write(cast, browser):
    sign_in(browser)
    assert code(browser.patch(ME, {"display_name": "E"})) == "csrf_failed"
    header = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    assert browser.patch(ME, {"display_name": "E"}, headers=header).status_code == 200


def test_signing_out_ends_the_session(cast, browser):
    sign_in(browser)
    header = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    assert browser.post(LOGOUT, headers=header).status_code == 204
    assert browser.get(ME).json() == {"user": None}
    assert browser.post(LOGOUT, headers=header).status_code == 401


@pytest.mark.parametrize("route", [LOGIN, TOKEN])
@pytest.mark.parametrize("username", ["editor-museum", "nobody", "sleeper"])
def test_wrong_name_and_wrong_password_look_the_same(cast, browser, route, username):
    cast.viewer.is_active = False
    cast.viewer.username = "sleeper"
    cast.viewer.save()
    password = PASSWORD if username == "sleeper" else "wrong"
    response = browser.post(route, {"username": username, "password": password}, headers=csrf(browser))
    assert (response.status_code, code(response)) == (401, "no_active_account")
    assert response.json()["errors"][0]["detail"] == "The name or the password is wrong."


@pytest.mark.parametrize("route", [LOGIN, TOKEN])
@pytest.mark.parametrize(
    "body", [{}, {"username": "x" * 200, "password": "p"}, {"username": ["a"], "password": {}}, [1]]
)
def test_nonsense_is_refused(db, browser, route, body):
    assert browser.post(route, body, headers=csrf(browser)).status_code == 400


@pytest.mark.parametrize("route", [LOGIN, TOKEN])
def test_ten_failures_a_minute_close_the_door(cast, browser, route, monkeypatch):
    header = csrf(browser)

    def attempt(password, username="editor-museum"):
        return browser.post(route, {"username": username, "password": password}, headers=header)

    assert {attempt("wrong").status_code for _ in range(10)} == {401}
    shut = attempt(PASSWORD)
    assert (shut.status_code, code(shut)) == (429, "throttled")
    assert 0 < int(shut["Retry-After"]) <= 60
    assert attempt(PASSWORD, "EDITOR-museum").status_code == 429
    assert attempt(PASSWORD, "viewer-museum").status_code == 200
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    header = csrf(browser)
    assert attempt(PASSWORD).status_code == 200


def test_success_does_not_count(cast):
    client = APIClient()
    answers = [client.post(TOKEN, {"username": "editor-museum", "password": PASSWORD}) for _ in range(12)]
    assert {answer.status_code for answer in answers} == {200}


def test_a_made_up_forwarded_address_does_not_open_the_door(cast):
    client, body = APIClient(), {"username": "editor-museum", "password": "wrong"}
    answers = [client.post(TOKEN, body, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(11)]
    assert answers == [401] * 10 + [429]


def test_throttles_can_be_switched_off(cast, settings):
    settings.THROTTLED = False
    client = APIClient()
    body = {"username": "editor-museum", "password": "wrong"}
    assert {client.post(TOKEN, body).status_code for _ in range(12)} == {401}


def test_a_token_opens_and_can_be_renewed(cast):
    pair = tokens()
    assert bearer(pair["access"]).get(ME).json()["user"]["username"] == "editor-museum"
    renewed = APIClient().post(REFRESH, {"refresh": pair["refresh"]}).json()
    assert set(renewed) == {"access"}
    assert bearer(renewed["access"]).get(ME).json()["user"]["username"] == "editor-museum"


@pytest.mark.parametrize("change", ["deactivated", "deleted", "new password"])
def test_tokens_end_with_the_account_and_its_password(cast, change):
    pair = tokens()
    if change == "deleted":
        cast.editor.delete()
    elif change == "deactivated":
        User.objects.filter(pk=cast.editor.pk).update(is_active=False)
    else:
        cast.editor.set_password("another long one")
        cast.editor.save()
    renewal = APIClient().post(REFRESH, {"refresh": pair["refresh"]})
    assert (renewal.status_code, code(renewal)) == (401, "token_not_valid")
    assert bearer(pair["access"]).get("/api/v1/content/namespaces/").status_code == 401


@pytest.mark.parametrize("text", ["garbage", "a.b.c", ""])
def test_a_broken_token_is_refused(db, text):
    response = bearer(text or "x y z").get("/api/v1/content/namespaces/")
    assert response.status_code == 401
    assert len(response.json()["errors"]) == 1
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_an_access_token_is_no_refresh_token_and_ends(cast):
    pair = tokens()
    assert APIClient().post(REFRESH, {"refresh": pair["access"]}).status_code == 401
    assert bearer(pair["refresh"]).get("/api/v1/content/namespaces/").status_code == 401
    old = AccessToken.for_user(cast.editor)
    old.set_exp(from_time=timezone.now() - timedelta(hours=2))
    expired = bearer(str(old)).get("/api/v1/content/namespaces/")
    assert (expired.status_code, code(expired)) == (401, "token_not_valid")


def test_a_deactivated_person_has_no_session_any_more(cast, browser):
    sign_in(browser)
    User.objects.filter(pk=cast.editor.pk).update(is_active=False)
    assert browser.get(ME).json() == {"user": None}


def test_the_session_lives_when_the_cache_is_away(cast, browser, settings):
    sign_in(browser)
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1},
        }
    }
    assert browser.get(ME).json()["user"]["username"] == "editor-museum"
    header = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    assert browser.patch(ME, {"display_name": "Still here"}, headers=header).status_code == 200


def test_changing_oneself(cast):
    client = cast.client("viewer")
    shown = client.patch(ME, {"display_name": "Vi Ewer", "email": "vi@example.org"}).json()["user"]
    assert (shown["display_name"], shown["email"]) == ("Vi Ewer", "vi@example.org")
    assert AuditEntry.objects.get(action="user.changed").data["fields"] == ["display_name", "email"]


def test_being_a_member_of_many_namespaces_costs_nothing_more(cast, django_assert_max_num_queries):
    for number in range(10):
        Membership.objects.create(user=cast.viewer, namespace=make_namespace(f"n{number}"), role=Role.VIEWER)
    with django_assert_max_num_queries(3):
        shown = cast.client("viewer").get(ME).json()["user"]
    assert len(shown["memberships"]) == 11


@pytest.mark.parametrize("field", [{"is_superuser": True}, {"is_staff": True}, {"username": "root2"}])
def test_nobody_raises_themself(cast, field):
    cast.client("viewer").patch(ME, field)
    cast.viewer.refresh_from_db()
    assert (cast.viewer.is_superuser, cast.viewer.is_staff, cast.viewer.username) == (False, False, "viewer-museum")


@pytest.mark.parametrize(
    ("body", "attr", "reason"),
    [
        ({"email": "no address"}, "email", "invalid"),
        ({"display_name": "x" * 151}, "display_name", "max_length"),
        ({"password": "an even longer one"}, "current_password", "required"),
        ({"password": "an even longer one", "current_password": "wrong"}, "current_password", "wrong_password"),
        ({"password": "short", "current_password": PASSWORD}, "password", "password_too_short"),
    ],
)
def test_refusals_about_oneself(cast, body, attr, reason):
    response = cast.client("viewer").patch(ME, body)
    assert response.status_code == 400
    assert [(error["attr"], error["code"]) for error in response.json()["errors"]] == [(attr, reason)]


def test_a_new_password_keeps_this_session_and_ends_the_others(cast, browser):
    other = APIClient()
    sign_in(browser)
    sign_in(other)
    header = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    body = {"password": "an even longer one", "current_password": PASSWORD}
    assert browser.patch(ME, body, headers=header).status_code == 200
    assert browser.get(ME).json()["user"]["username"] == "editor-museum"
    assert other.get(ME).json() == {"user": None}
    assert sign_in(APIClient(enforce_csrf_checks=True)).status_code == 401


def test_nobody_changes_nothing(db):
    assert APIClient().patch(ME, {"display_name": "x"}).status_code == 401
