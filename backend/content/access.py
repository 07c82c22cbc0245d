"""The one role table: what a role may do, and where a person has it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from common.errors import DomainError, NotAllowed
from content.models import Membership, Namespace, Role, User

#: The least role that an act needs. Acts on another person's row are named apart from acts on one's own.
NEEDS: dict[str, Role] = {
    "read": Role.VIEWER,
    "upload": Role.CONTRIBUTOR,
    "change_own": Role.CONTRIBUTOR,
    "tag": Role.CONTRIBUTOR,
    "change_any": Role.EDITOR,
    "organise": Role.EDITOR,
    "suggest": Role.EDITOR,
    "publish": Role.EDITOR,
    "force": Role.EDITOR,
    "purge": Role.MANAGER,
    "see_private": Role.MANAGER,
    "see_quarantine": Role.MANAGER,
    "release": Role.MANAGER,
    "settings": Role.MANAGER,
    "members": Role.MANAGER,
    "audit": Role.MANAGER,
}


#: Longest slug; an id is shorter.
NAME_LENGTH = 60
NO_SUCH_NAMESPACE = "There is no such namespace among yours."


#: Lets every row through, also behind an `or`, where an empty condition would count for nothing.
EVERY = ~Q(pk__in=[])


class NoNamespace(DomainError):
    status = 400
    code = "no_namespace"
    detail = "You are not a member of any namespace yet. Ask a manager to add you, or name the namespace."


@dataclass(frozen=True)
class Rights:
    """What one person may do, read once a request: a role for each namespace, or everything."""

    user_id: UUID | None
    superuser: bool
    roles: dict[UUID, Role]

    def may(self, act: str, namespace_id: UUID) -> bool:
        return self.superuser or self.roles.get(namespace_id, 0) >= NEEDS[act]

    def where(self, act: str) -> set[UUID] | None:
        """The ids of the namespaces where the act is allowed; None means all of them."""
        if self.superuser:
            return None
        return {namespace for namespace, role in self.roles.items() if role >= NEEDS[act]}

    def condition(self, act: str, field: str = "namespace_id") -> Q:
        """A filter for rows whose namespace allows the act."""
        allowed = self.where(act)
        return EVERY if allowed is None else Q(**{f"{field}__in": allowed})


NOBODY = Rights(user_id=None, superuser=False, roles={})


def rights(user: User) -> Rights:
    """The rights of `user`, kept on the object for the request that it belongs to."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    known: Rights | None = user.__dict__.get("_rights")
    if known is None:
        rows = Membership.objects.filter(user=user).values_list("namespace_id", "role")
        known = Rights(user.pk, user.is_superuser, {namespace: Role(role) for namespace, role in rows})
        user.__dict__["_rights"] = known
    return known


def forget(user: User) -> None:
    """Drops what was read, after memberships changed or for a stream that stays open."""
    user.__dict__.pop("_rights", None)


def require(user: User, act: str, namespace_id: UUID) -> None:
    """Raises NotAllowed unless the person's role there allows the act."""
    if not rights(user).may(act, namespace_id):
        raise NotAllowed


def role(user: User, namespace_id: UUID) -> Role | None:
    """The person's role there; a superuser has the highest everywhere."""
    mine = rights(user)
    return Role.MANAGER if mine.superuser else mine.roles.get(namespace_id)


def namespaces(user: User) -> QuerySet[Namespace]:
    """The namespaces that the person is a member of; all for a superuser."""
    return Namespace.objects.filter(rights(user).condition("read", "id"))


def find_namespace(user: User, name: str) -> Namespace | None:
    """The person's namespace with that id or slug; no slug looks like an id."""
    try:
        wanted = Q(pk=UUID(name))
    except ValueError:
        wanted = Q(slug=name)
    return namespaces(user).filter(wanted).first()


def find_default(user: User) -> Namespace | None:
    """The default namespace for its members, else the oldest membership's."""
    return namespaces(user).order_by("-is_default", "created_at", "id").first()


def default_namespace(user: User) -> Namespace:
    """Where a write goes that names none. Raises NoNamespace for who has none."""
    found = find_default(user)
    if found is None:
        raise NoNamespace
    return found
