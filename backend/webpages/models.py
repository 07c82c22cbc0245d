"""Pages in a tree. What a page shows is a version's content; media in it are named by id, never copied."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from common.ids import uuid7
from content.access import rights
from content.models import Namespace, User


class PageQuerySet(QuerySet["Page"]):
    def visible_to(self, user: User) -> "PageQuerySet":
        return self.filter(rights(user).condition("read"))

    def live(self) -> "PageQuerySet":
        return self.filter(live__isnull=False)


class Page(models.Model):
    """A place in the site. `path` holds the slugs from the root: `visit/opening-hours`.

    `draft` is what editors work on, `live` what the public sees, `scheduled` what goes live at `publish_at`. Each
    scheduling has an id of its own in `schedule`, so that the job of one that was changed or called off finds nothing.
    """

    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        SCHEDULED = "scheduled"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    namespace = models.ForeignKey(Namespace, on_delete=models.PROTECT, related_name="pages")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=120)
    path = models.CharField(max_length=1000)
    is_home = models.BooleanField(default=False)
    layout = models.CharField(max_length=60, default="default")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    # RESTRICT where PROTECT would also stop the deletion of the page that owns both.
    draft = models.ForeignKey("PageVersion", on_delete=models.RESTRICT, related_name="+")
    live = models.ForeignKey("PageVersion", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    scheduled = models.ForeignKey("PageVersion", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True)
    schedule = models.UUIDField(null=True, unique=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["path", "id"]
        constraints = [
            # Drafts of two namespaces may want the same address without learning of each other; only one can be live.
            models.UniqueConstraint(fields=["namespace", "path"], name="one_page_a_path"),
            models.UniqueConstraint(fields=["path"], condition=Q(live__isnull=False), name="one_live_page_an_address"),
            models.UniqueConstraint(fields=["namespace"], condition=Q(is_home=True), name="one_home_a_namespace"),
            models.UniqueConstraint(
                fields=["is_home"], condition=Q(is_home=True, live__isnull=False), name="one_live_home"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str | None:
        """Where the public finds the page; None while it does not."""
        if self.live_id is None:
            return None
        return reverse("home") if self.is_home else reverse("public-page", args=[self.path])


class PageVersion(models.Model):
    """The content of a page at one time: `{slot: [{"id", "type", "config"}]}`, drawn in `layout` under `title`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    layout = models.CharField(max_length=60)
    content = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_page_version_a_number")]

    def __str__(self) -> str:
        return f"{self.page} v{self.number}"
