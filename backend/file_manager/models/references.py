from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from common.ids import uuid7
from file_manager.models.files import MediaFile


class Usage(models.Model):
    """One place that shows a file. Written with the edition of the object that names it: its draft or what is live."""

    class Edition(models.TextChoices):
        DRAFT = "draft"
        LIVE = "live"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(MediaFile, on_delete=models.PROTECT, related_name="usages")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.UUIDField()
    target = GenericForeignKey("content_type", "object_id")
    context = models.CharField(max_length=120, help_text="The widget or field inside the object.")
    edition = models.CharField(max_length=5, choices=Edition, default=Edition.LIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "usages"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "content_type", "object_id", "context", "edition"], name="one_usage_a_place"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id", "edition"], name="usage_of_object")]

    def __str__(self) -> str:
        return f"{self.file_id} in {self.content_type} {self.object_id}, {self.context}"
