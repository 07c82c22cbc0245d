"""What people see and edit, its history, and every name it ever had."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from common.ids import uuid7
from content.access import Rights, rights
from content.models import Namespace, User
from file_manager.models.blobs import Blob, Kind
from file_manager.models.organising import Tag

#: What not every member of the namespace finds in its list; few files are.
SHUT = Q(trashed_at__isnull=False) | Q(visibility="private") | Q(status="quarantined")


def open_for(mine: Rights) -> Q:
    """The files of one's namespaces that are not shut away from the person."""
    shared = ~Q(visibility=MediaFile.Visibility.PRIVATE) | mine.condition("see_private")
    clean = ~Q(status=MediaFile.Status.QUARANTINED) | mine.condition("see_quarantine")
    own = Q(uploaded_by=mine.user_id) if mine.user_id else Q(pk__in=[])
    return shared & clean | own


class MediaFileQuerySet(QuerySet["MediaFile"]):
    def visible_to(self, user: User) -> "MediaFileQuerySet":
        """The only door to files: those of the person's namespaces.

        Private ones and those in quarantine are for their uploader and the managers.
        """
        mine = rights(user)
        return self.filter(mine.condition("read")).filter(open_for(mine))

    def hidden_from(self, user: User) -> "MediaFileQuerySet":
        """Those of the person's namespaces that no list shows to them: not visible, or in the trash."""
        mine = rights(user)
        return self.filter(SHUT).filter(mine.condition("read")).exclude(open_for(mine), trashed_at__isnull=True)

    def outside_quarantine(self) -> "MediaFileQuerySet":
        """Those whose bytes may be sent and shown; of the others nobody gets anything."""
        return self.exclude(status=MediaFile.Status.QUARANTINED)

    def live(self) -> "MediaFileQuerySet":
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> "MediaFileQuerySet":
        return self.filter(trashed_at__isnull=False)


class MediaFile(models.Model):
    """One entry of the library.

    `kind` to `taken_offset` say what the current version's blob says; they stand here too so that a list can filter
    and sort by one index. `blobs.repeated` is the one place that says which.
    """

    class Status(models.TextChoices):
        PENDING = "pending"
        PROCESSING = "processing"
        READY = "ready"
        FAILED = "failed"
        QUARANTINED = "quarantined"

    class Visibility(models.TextChoices):
        PRIVATE = "private"
        NAMESPACE = "namespace"
        PUBLIC = "public"

    class Review(models.TextChoices):
        APPROVED = "approved"
        PENDING = "pending"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    version = models.PositiveIntegerField(default=1)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="files"
    )
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=120)
    description = models.TextField(blank=True, max_length=20_000)
    alt_text = models.TextField(blank=True, max_length=2_000)
    original_filename = models.CharField(max_length=255)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.NAMESPACE)
    review = models.CharField(max_length=10, choices=Review, default=Review.APPROVED)
    status = models.CharField(max_length=12, choices=Status, default=Status.PENDING)
    focal_x = models.FloatField(default=0.5)
    focal_y = models.FloatField(default=0.5)
    credit = models.CharField(max_length=255, blank=True)
    copyright = models.CharField(max_length=255, blank=True)
    licence = models.CharField(max_length=255, blank=True)
    rights_expire_at = models.DateTimeField(null=True, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    ai_analysis = models.JSONField(default=dict, blank=True)
    analyze = models.BooleanField(default=True, help_text="Whether analysis may look at it unasked.")
    tags = models.ManyToManyField(Tag, blank=True, related_name="files")
    usage_count = models.PositiveIntegerField(default=0, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    file_type = models.CharField(max_length=100)
    file_size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration = models.FloatField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_offset = models.CharField(max_length=6, blank=True)
    trashed_at = models.DateTimeField(null=True, blank=True)
    trashed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MediaFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["namespace", "slug"], name="one_file_a_slug"),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="focal_point_inside",
            ),
        ]
        indexes = [
            models.Index(fields=["namespace", "-created_at", "-id"], name="file_by_created"),
            models.Index(fields=["namespace", "title", "id"], name="file_by_title"),
            models.Index(fields=["namespace", "file_size", "id"], name="file_by_size"),
            models.Index(fields=["namespace", "-taken_at", "-id"], name="file_by_taken"),
            models.Index(fields=["namespace", "usage_count", "id"], name="file_by_usage"),
            models.Index(fields=["-created_at", "-id"], name="file_newest"),
            models.Index(fields=["namespace"], condition=SHUT, name="file_shut"),
            models.Index(fields=["trashed_at"], condition=Q(trashed_at__isnull=False), name="file_trashed"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One state of a file's bytes. The rows are the history; nothing is copied."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(MediaFile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="versions")
    original_filename = models.CharField(max_length=255)
    sent_sha256 = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="The content as it was sent, where something else is kept."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.file} v{self.number}"


class SlugHistory(models.Model):
    """Every slug that a file has or had, so that no address ever comes to mean another file. Purging frees them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(MediaFile, on_delete=models.CASCADE, related_name="slugs")
    slug = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "slug history"
        constraints = [models.UniqueConstraint(fields=["namespace", "slug"], name="one_meaning_a_slug")]

    def __str__(self) -> str:
        return self.slug
