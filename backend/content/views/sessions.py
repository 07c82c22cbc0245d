"""Signing in and out, and who one is."""

from typing import Any

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.models import update_last_login
from django.db.models import Prefetch, prefetch_related_objects
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api import StrictQuery
from content import access, accounts, signing_in, tokens
from content.authentication import NoAuthentication, SignInAuthentication
from content.models import Membership
from content.serializers.people import AccessToken, Credentials, Me, OwnChanges, Refresh, Tokens


def shown(user: Any) -> dict[str, Any]:
    """The person as `auth/me/` answers, null for nobody."""
    if not user.is_authenticated:
        return {"user": None}
    access.forget(user)
    prefetch_related_objects([user], Prefetch("memberships", Membership.objects.select_related("namespace")))
    user.default_namespace = access.find_default(user)
    return dict(Me({"user": user}).data)


class Login(StrictQuery, APIView):
    authentication_classes = [SignInAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(operation_id="auth_login", tags=["auth"], auth=[], request=Credentials, responses=Me)
    def post(self, request: Request) -> Response:
        """Opens a session. The CSRF token that `auth/me/` set is needed."""
        given = Credentials(data=request.data)
        given.is_valid(raise_exception=True)
        user = signing_in.person(request, **given.validated_data)
        login(request, user)
        return Response(shown(user))


class Logout(StrictQuery, APIView):
    @extend_schema(operation_id="auth_logout", tags=["auth"], request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """Ends the session."""
        logout(request)
        return Response(status=204)


class Myself(StrictQuery, APIView):
    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request is None or self.request.method == "GET" else [IsAuthenticated()]

    @extend_schema(operation_id="auth_me", tags=["auth"], responses=Me)
    def get(self, request: Request) -> Response:
        """Who is signed in. Sets the CSRF cookie."""
        get_token(request)
        return Response(shown(request.user))

    @extend_schema(operation_id="auth_me_update", tags=["auth"], request=OwnChanges, responses=Me)
    def patch(self, request: Request) -> Response:
        """Changes what people change themselves."""
        given = OwnChanges(request.user, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        current = values.pop("current_password", None)
        if "password" in values:
            signing_in.confirm(request, request.user, current)
        user = accounts.change_own(user=request.user, values=values)
        if "password" in values:
            update_session_auth_hash(request, user)
        return Response(shown(user))


class Token(StrictQuery, APIView):
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(operation_id="auth_token", tags=["auth"], auth=[], request=Credentials, responses=Tokens)
    def post(self, request: Request) -> Response:
        """A pair of tokens for programs: `access` for an hour, `refresh` for 14 days."""
        given = Credentials(data=request.data)
        given.is_valid(raise_exception=True)
        user = signing_in.person(request, **given.validated_data)
        update_last_login(None, user)
        return Response(tokens.issue(user))


class TokenRefresh(StrictQuery, APIView):
    authentication_classes = [NoAuthentication]
    permission_classes = [AllowAny]

    @extend_schema(operation_id="auth_token_refresh", tags=["auth"], auth=[], request=Refresh, responses=AccessToken)
    def post(self, request: Request) -> Response:
        """A new `access` token."""
        given = Refresh(data=request.data)
        given.is_valid(raise_exception=True)
        return Response({"access": tokens.refresh(given.validated_data["refresh"])})
