from django.conf import settings
from django.db import models
from django.db.models import Q

from common.ids import uuid7
from file_manager.models.files import MediaFile


class Suggestion(models.Model):
    """What a machine proposes for a file, until a person accepts or rejects it."""

    class Kind(models.TextChoices):
        TAG = "tag"
        TITLE = "title"
        DESCRIPTION = "description"
        ALT_TEXT = "alt_text"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(MediaFile, on_delete=models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.TextField()
    confidence = models.FloatField(null=True, help_text="0 to 1 as the source states it; empty when it states none.")
    source = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "-confidence", "id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "kind", "value"], name="one_suggestion_a_value"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="confidence_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value[:60]}"
