"""Who belongs to a namespace, and as what."""

from django.db import transaction

from common import events
from common.errors import Conflict
from content import access, audit
from content.models import Membership, Namespace, Role, User


class LastManager(Conflict):
    code = "last_manager"
    detail = "This is the only manager. Make someone else a manager first."


def set_role(*, actor: User, namespace: Namespace, user: User, role: Role) -> tuple[Membership, bool]:
    """Makes `user` a member or changes the role; says whether the membership is new. Raises LastManager."""
    access.require(actor, "members", namespace.pk)
    with transaction.atomic():
        locked(namespace)
        membership, created = Membership.objects.get_or_create(user=user, namespace=namespace, defaults={"role": role})
        if not created and membership.role != role:
            keep_a_manager(membership)
            membership.role = role
            membership.save(update_fields=["role", "updated_at"])
        note(actor, "member.added" if created else "member.changed", membership)
    return membership, created


def remove(*, actor: User, membership: Membership) -> None:
    """Ends a membership; what the person made stays. Raises LastManager."""
    access.require(actor, "members", membership.namespace_id)
    with transaction.atomic():
        locked(membership.namespace)
        keep_a_manager(membership)
        note(actor, "member.removed", membership)
        membership.delete()


def locked(namespace: Namespace) -> None:
    """Two managers who demote each other at once take turns."""
    Namespace.objects.select_for_update().get(pk=namespace.pk)


def keep_a_manager(membership: Membership) -> None:
    others = Membership.objects.filter(namespace=membership.namespace_id, role=Role.MANAGER).exclude(pk=membership.pk)
    if membership.role == Role.MANAGER and not others.exists():
        raise LastManager


def note(actor: User, action: str, membership: Membership) -> None:
    user, role = membership.user, Role(membership.role)
    audit.record(actor, action, membership, user=str(user.pk), username=user.username, role=role.label)
    events.announce(action, namespace_id=membership.namespace_id, subject=user.pk)
