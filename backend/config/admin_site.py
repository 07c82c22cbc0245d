"""The administration is for superusers, and signing in there is slowed down like everywhere."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from rest_framework.exceptions import AuthenticationFailed, Throttled

from content import signing_in


class SignInForm(AdminAuthenticationForm):
    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            try:
                self.user_cache = signing_in.person(self.request, username=name, password=password)
            except Throttled as error:
                raise ValidationError("Too many attempts. Wait a minute.", code="throttled") from error
            except AuthenticationFailed as error:
                raise self.get_invalid_login_error() from error
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """By the same rule as `Site.has_permission`; the framework's own asks for staff."""
        if not may_administer(user):
            raise self.get_invalid_login_error()


def may_administer(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


class Site(admin.AdminSite):
    site_header = site_title = "Vitrine"
    index_title = "Administration"
    site_url = "/app/"
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)
