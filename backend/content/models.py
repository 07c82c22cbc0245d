"""People, the namespaces they work in, and what was done by whom."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from common.ids import uuid7

GIB = 1024**3
#: What the longer side of pictures and films may be brought down to, in pixels.
PICTURE_SIDES = [MinValueValidator(640), MaxValueValidator(16_384)]
FILM_SIDES = [MinValueValidator(320), MaxValueValidator(7_680)]


def default_kinds() -> list[str]:
    return ["image", "video", "audio", "document"]


class User(AbstractUser):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    display_name = models.CharField(max_length=150, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_user_a_name")]

    def __str__(self) -> str:
        return self.display_name or self.username


class Namespace(models.Model):
    """The wall between tenants: files, tags, collections and pages belong to exactly one."""

    class AnalysisMode(models.TextChoices):
        OFF = "off"
        SUGGEST = "suggest"
        AUTO = "auto"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    allowed_kinds = models.JSONField(default=default_kinds)
    size_limit = models.PositiveBigIntegerField(default=5 * GIB, help_text="Largest file in bytes.")
    quota = models.PositiveBigIntegerField(null=True, blank=True, help_text="Bytes of distinct originals; empty: none.")
    used = models.PositiveBigIntegerField(default=0, editable=False)
    requires_approval = models.BooleanField(default=False)
    analysis_mode = models.CharField(max_length=10, choices=AnalysisMode, default=AnalysisMode.OFF)
    analysis_threshold = models.FloatField(default=0.8)
    trash_retention_days = models.PositiveIntegerField(default=30)
    downscale_longest = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=PICTURE_SIDES,
        help_text="Pictures with a longer side are brought down to so many pixels on arrival; empty: none.",
    )
    keep_original = models.BooleanField(
        default=True, help_text="Whether the picture as it came stays as the first version of one brought down."
    )
    transcode = models.BooleanField(default=True, help_text="Whether films get a version that every browser plays.")
    video_longest = models.PositiveIntegerField(
        default=1920, validators=FILM_SIDES, help_text="Longer side of that version in pixels."
    )
    transcode_over_bytes = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Films that browsers play but that are larger in bytes get one too; empty: none.",
    )
    public_location = models.BooleanField(
        default=False, help_text="Whether public originals keep position and serial numbers."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_namespace"),
            models.CheckConstraint(
                condition=Q(analysis_threshold__gte=0, analysis_threshold__lte=1), name="analysis_threshold_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.IntegerChoices):
    """Each role can do what those below it can."""

    VIEWER = 1, "viewer"
    CONTRIBUTOR = 2, "contributor"
    EDITOR = 3, "editor"
    MANAGER = 4, "manager"


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    namespace = models.ForeignKey(Namespace, on_delete=models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "namespace"], name="one_membership_a_person"),
            models.CheckConstraint(condition=Q(role__in=[1, 2, 3, 4]), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()} in {self.namespace}"


class AuditEntry(models.Model):
    """Who did what to what, written in the transaction of the act. It outlives all three."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    subject_name = models.CharField(max_length=255, blank=True)
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["namespace", "-id"], name="audit_of_namespace")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_name}"


class ApiKey(models.Model):
    """A named key for programs. Only its digest is kept; the prefix tells keys apart."""

    class Scope(models.TextChoices):
        READ = "read"
        WRITE = "write"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
