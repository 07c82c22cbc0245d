"""Rows that are only looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.models import Event, Job


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ["name", "subject", "state", "attempts", "error_code", "due_at", "created_at"]
    list_filter = ["state", "name"]
    search_fields = ["=subject"]
    ordering = ["-created_at", "-id"]


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["id", "kind", "subject", "namespace_id", "created_at"]
    list_filter = ["kind"]
    search_fields = ["=subject"]
    ordering = ["-id"]
