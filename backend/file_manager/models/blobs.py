"""Bytes and what was read out of them. A blob never changes; everything derived from it can be made again."""

from django.db import models

from common.ids import uuid7
from content.models import Namespace


class Kind(models.TextChoices):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    OTHER = "other"


class Blob(models.Model):
    """The bytes, once per namespace and SHA-256. `storage_key` is ours alone, so deleting the row may delete it."""

    class PublicCopy(models.TextChoices):
        """What strangers get of a public file whose namespace keeps places to itself."""

        UNKNOWN = "unknown"
        AS_IT_IS = "as_it_is"
        MADE = "made"
        WITHHELD = "withheld"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.PROTECT, related_name="blobs")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    file_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=10)
    storage_key = models.CharField(max_length=120, unique=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration = models.FloatField(null=True, help_text="Seconds.")
    pages = models.PositiveIntegerField(null=True)
    frames = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="The camera's wall clock, kept as if it were UTC.")
    taken_offset = models.CharField(max_length=6, blank=True, help_text="+02:00 where the file says so.")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    metadata = models.JSONField(default=dict)
    text = models.TextField(blank=True, help_text="Words found inside, for search.")
    placeholder = models.CharField(max_length=64, blank=True, help_text="ThumbHash, base64.")
    dominant_color = models.CharField(max_length=7, blank=True)
    fingerprint = models.BigIntegerField(null=True, help_text="Perceptual hash, 64 bits as a signed number.")
    finding = models.CharField(max_length=255, blank=True, help_text="What the virus scanner calls what it found.")
    found_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True, help_text="When a manager let it through in spite of that.")
    public_copy = models.CharField(max_length=10, choices=PublicCopy, default=PublicCopy.UNKNOWN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["namespace", "sha256"], name="one_blob_a_content")]

    def __str__(self) -> str:
        return f"{self.file_type} {self.sha256[:12]}"

    @property
    def quarantined(self) -> bool:
        return bool(self.finding) and self.released_at is None


class Rendition(models.Model):
    """What was made of a blob: a picture, a page, a strip of stills, a version for the web. `spec` says what it shows.

    What has no size in pixels has neither width nor height; `details` hold what else is needed to show it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="renditions")
    spec = models.CharField(max_length=60)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    format = models.CharField(max_length=10)
    file_size = models.PositiveBigIntegerField()
    storage_key = models.CharField(max_length=120, unique=True)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["width", "id"]
        constraints = [models.UniqueConstraint(fields=["blob", "spec", "format"], name="one_rendition_a_format")]

    def __str__(self) -> str:
        return f"{self.spec}.{self.format} of {self.blob}"


class ProcessingStep(models.Model):
    """How far one step of the processing of a blob has come, and what stopped it."""

    class State(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        DONE = "done"
        SKIPPED = "skipped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    job_id = models.UUIDField(null=True, editable=False, help_text="The job that began it last.")
    progress = models.FloatField(null=True, help_text="0 to 1 while it runs, where that is known.")
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["blob", "step"], name="one_row_a_step")]

    def __str__(self) -> str:
        return f"{self.step}: {self.state}"
