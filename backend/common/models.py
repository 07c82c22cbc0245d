"""Rows that every app writes and none owns. They hold bare UUIDs, so that nothing here looks up."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.ids import uuid7


class CurrentTransaction(models.Func):
    """The writing transaction's number on PostgreSQL; 0 on SQLite, whose writers come one after another."""

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="pg_current_xact_id()::text::bigint", **extra)


class Job(models.Model):
    """One piece of work, written in the transaction that asks for it. This row is the truth; a message is a hint."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60)
    subject = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, editable=False)
    message_id = models.UUIDField(null=True, editable=False, help_text="The message that it was claimed by last.")
    leased_until = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    send_at = models.DateTimeField(default=timezone.now)
    sends = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "subject"], condition=Q(state="queued"), name="one_queued_job_a_subject"
            ),
            models.UniqueConstraint(
                fields=["name", "subject"], condition=Q(state="running"), name="one_running_job_a_subject"
            ),
        ]
        indexes = [
            models.Index(fields=["send_at"], condition=Q(state="queued"), name="job_to_send"),
            models.Index(fields=["leased_until"], condition=Q(state="running"), name="job_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject} ({self.state})"


class Event(models.Model):
    """What happened, as ids only. Read in the order (transaction, id): see `common.events`."""

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=60)
    namespace_id = models.UUIDField()
    owner_id = models.UUIDField(null=True)
    subject = models.UUIDField()
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["transaction", "id"]
        indexes = [models.Index(fields=["transaction", "id"], name="event_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
