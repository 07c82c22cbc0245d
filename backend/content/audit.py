"""The audit log: one call inside the act's transaction."""

from typing import Any

from content.models import AuditEntry, User


def record(actor: User | None, action: str, subject: Any, **data: Any) -> None:
    """Notes `action` (`noun.verb`) by `actor` on `subject`; `data` must be JSON and carry no secret."""
    AuditEntry.objects.create(**entry(actor, action, subject, data))


def record_all(actor: User | None, action: str, subjects: list[Any], **data: Any) -> None:
    """The same for many subjects by one insert."""
    AuditEntry.objects.bulk_create([AuditEntry(**entry(actor, action, subject, data)) for subject in subjects])


def entry(actor: User | None, action: str, subject: Any, data: dict[str, Any]) -> dict[str, Any]:
    namespace_id = subject.pk if subject._meta.label == "content.Namespace" else getattr(subject, "namespace_id", None)
    return {
        "namespace_id": namespace_id,
        "actor_id": actor.pk if actor else None,
        "action": action,
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.pk,
        "subject_name": str(subject)[:255],
        "data": data,
    }
