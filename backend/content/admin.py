"""The administration of people and namespaces. What is done here is audited like everything else."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, MultipleChoiceField
from django.http import HttpRequest

from common.admin import ReadOnly
from content import accounts, audit, namespaces
from content.models import ApiKey, AuditEntry, Membership, Namespace, User
from content.serializers.spaces import KINDS

admin.site.unregister(Group)


class Audited(admin.ModelAdmin):
    """Writes each change with its audit entry."""

    noun = ""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            fields = sorted(set(form.changed_data) - {"password1", "password2"})
            audit.record(request.user, f"{self.noun}.{'changed' if change else 'created'}", obj, fields=fields)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            audit.record(request.user, f"{self.noun}.deleted", obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(User)
class PersonAdmin(Audited, UserAdmin):
    noun = "user"
    list_display = ["username", "display_name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["display_name", "email"]}),
        ("Rights", {"fields": ["is_active", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return obj is not None and accounts.may_end(request.user, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fixed = obj is not None and not accounts.may_end(request.user, obj)
        return [*self.readonly_fields, *(["is_active", "is_superuser"] if fixed else [])]


class NamespaceForm(ModelForm):
    allowed_kinds = MultipleChoiceField(choices=[(kind, kind) for kind in KINDS], widget=CheckboxSelectMultiple)


@admin.register(Namespace)
class NamespaceAdmin(Audited):
    noun = "namespace"
    form = NamespaceForm
    exclude = ["requires_approval"]  # nothing asks for it before there is a review queue
    list_display = ["name", "slug", "is_default", "used", "quota", "analysis_mode"]
    search_fields = ["name", "slug"]
    readonly_fields = ["used", "created_at", "updated_at"]

    def has_delete_permission(self, request: HttpRequest, obj: Namespace | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_default)

    def delete_model(self, request: HttpRequest, obj: Namespace) -> None:
        namespaces.delete(actor=cast(User, request.user), namespace=obj)


@admin.register(Membership)
class MembershipAdmin(Audited):
    noun = "member"
    list_display = ["user", "namespace", "role", "created_at"]
    list_filter = ["role", "namespace"]
    list_select_related = ["user", "namespace"]
    autocomplete_fields = ["user", "namespace"]


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnly):
    list_display = ["name", "prefix", "user", "scopes", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    exclude = ["digest"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ["created_at", "actor", "action", "subject_name", "namespace"]
    list_filter = ["action", "namespace"]
    list_select_related = ["actor", "namespace"]
    search_fields = ["subject_name", "=subject_id"]
