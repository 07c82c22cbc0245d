"""Who sends a request: by API key, or by a session whose CSRF token stands in the header."""

import copy
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from content.models import ApiKey, User

SEEN_EVERY = timedelta(minutes=5)


def digest(key: str) -> str:
    """What is kept of a key: keys are long and random, so one keyed hash is enough."""
    return salted_hmac("vitrine.api-key", key, algorithm="sha256").hexdigest()


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Token <key>` or `X-API-Key: <key>`."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        key = given_key(request)
        if key is None:
            return None
        row = ApiKey.objects.select_related("user").filter(digest=digest(key), revoked_at__isnull=True).first()
        if row is None or not row.user.is_active:
            raise AuthenticationFailed("This API key is not known or was revoked.")
        if ApiKey.Scope.WRITE not in row.scopes and request.method not in {"GET", "HEAD", "OPTIONS"}:
            raise PermissionDenied("This API key may only read.", code="read_only_key")
        self.note(row)
        return row.user, row

    def authenticate_header(self, request: Request) -> str:
        return "Token"

    def note(self, row: ApiKey) -> None:
        now = timezone.now()
        if row.last_used_at is None or row.last_used_at < now - SEEN_EVERY:
            ApiKey.objects.filter(pk=row.pk).update(last_used_at=now)


def given_key(request: Request) -> str | None:
    if key := request.headers.get("X-API-Key"):
        return key
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme == "Token" and key.strip() else None


class SessionAuthentication(authentication.SessionAuthentication):
    """The framework's, with the CSRF token taken from the header alone.

    Looking for it in the form too would read a whole upload before anybody asked who sends it.
    """

    def enforce_csrf(self, request: Request) -> None:
        bare: Any = copy.copy(request._request)
        bare._post, bare._files = QueryDict(), MultiValueDict()
        try:
            super().enforce_csrf(bare)
        except PermissionDenied as error:
            text = "The page that sent this is too old, or not ours. Load it again."
            raise PermissionDenied(text, code="csrf_failed") from error


class SignInAuthentication(SessionAuthentication):
    """For signing in: nobody is known yet, and no other site may sign a browser in."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        self.enforce_csrf(request)
        return super().authenticate(request)

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class NoAuthentication(BaseAuthentication):
    """For asking for tokens: what else the request carries does not matter."""

    def authenticate(self, request: Request) -> None:
        return None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class ApiKeyScheme(OpenApiAuthenticationExtension):
    target_class = ApiKeyAuthentication
    name = ["apiKey", "apiKeyHeader"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Token <key>`"},
            {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        ]


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
