"""Tags and collections: how people put files in order."""

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from common.ids import uuid7
from content.access import rights
from content.models import Namespace, User


class InNamespace(QuerySet[models.Model]):
    def visible_to(self, user: User) -> "InNamespace":
        return self.filter(rights(user).condition("read"))


class Tag(models.Model):
    """A word of a namespace, in a tree. `path` holds the slugs from the root, `/sea/harbour/`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.CASCADE, related_name="tags")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=100)
    slug = models.CharField(max_length=100)
    path = models.CharField(max_length=1000, editable=False)
    color = models.CharField(max_length=7, blank=True)
    description = models.TextField(blank=True, max_length=2_000)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = InNamespace.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["namespace", "slug"], name="one_tag_a_slug")]
        indexes = [models.Index(fields=["namespace", "path"], name="tag_by_path")]

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    class Kind(models.TextChoices):
        MANUAL = "manual"
        SMART = "smart"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=120)
    description = models.TextField(blank=True, max_length=20_000)
    color = models.CharField(max_length=7, blank=True)
    is_public = models.BooleanField(default=False)
    cover = models.ForeignKey(
        "file_manager.MediaFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MANUAL)
    query = models.CharField(max_length=1000, blank=True)
    files = models.ManyToManyField(
        "file_manager.MediaFile", through="file_manager.CollectionEntry", related_name="collections"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = InNamespace.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["namespace", "slug"], name="one_collection_a_slug")]

    def __str__(self) -> str:
        return self.title


class CollectionEntry(models.Model):
    """A file's place in a collection made by hand."""

    id = models.BigAutoField(primary_key=True)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    file = models.ForeignKey("file_manager.MediaFile", on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "collection entries"
        constraints = [models.UniqueConstraint(fields=["collection", "file"], name="once_in_a_collection")]
        indexes = [models.Index(fields=["collection", "position"], name="entry_order")]

    def __str__(self) -> str:
        return f"{self.file} in {self.collection}"
