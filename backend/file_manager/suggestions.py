"""What machines propose for a file, and what people decide about it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from common.errors import Conflict, Missing
from content import access, audit
from content.models import User
from file_manager import announcing, search, tagging
from file_manager.models import MediaFile, Suggestion, Tag
from file_manager.trashing import Quarantined, Trashed

Kind, State = Suggestion.Kind, Suggestion.State
#: The field that each kind of text goes into, which has the same name.
TEXTS = (Kind.TITLE, Kind.DESCRIPTION, Kind.ALT_TEXT)


class AlreadyDecided(Conflict):
    code = "already_decided"
    detail = "Somebody has decided otherwise about this suggestion."


class Proposal(NamedTuple):
    """`confidence` is 0 to 1, or None where the source states none."""

    kind: str
    value: str
    confidence: float | None


def propose(*, file: MediaFile, proposals: Iterable[Proposal], source: str) -> list[Suggestion]:
    """Keeps what is new: nothing that the file says already, nothing that was decided before.

    Texts of the same kind that nobody has decided about give way. The caller holds the transaction.
    """
    offered = list(proposals)
    texts = {proposal.kind for proposal in offered} & set(TEXTS)
    file.suggestions.filter(state=State.PROPOSED, kind__in=texts).delete()
    known = {(kind, value.casefold()) for kind, value in file.suggestions.values_list("kind", "value")}
    known |= {(Kind.TAG, name.casefold()) for name in file.tags.values_list("name", flat=True)}
    known |= {(kind, getattr(file, kind).casefold()) for kind in TEXTS}
    fresh: list[Suggestion] = []
    for kind, value, confidence in offered:
        fitting = fit(kind, value)
        if fitting and (kind, fitting.casefold()) not in known:
            known.add((kind, fitting.casefold()))
            fresh.append(Suggestion(file=file, kind=kind, value=fitting, confidence=confidence, source=source))
    return Suggestion.objects.bulk_create(fresh)


def fit(kind: str, value: str) -> str:
    """The value cut to what its field holds; a tag that is too long is none."""
    if kind == Kind.TAG:
        name = tagging.clean_name(value)
        return name if len(name) <= longest(Tag, "name") else ""
    return value.strip()[: longest(MediaFile, kind)]


def longest(model: type[Model], field: str) -> int:
    return model._meta.get_field(field).max_length  # type: ignore[union-attr,return-value]  # they are all text


def apply_sure(*, file: MediaFile, suggestions: Iterable[Suggestion], threshold: float) -> None:
    """Accepts, for the system, what is sure enough and fills something empty. The caller holds the transaction."""
    untagged = not file.tags.exists()
    for suggestion in suggestions:
        empty = untagged if suggestion.kind == Kind.TAG else not getattr(file, suggestion.kind)
        if empty and suggestion.confidence is not None and suggestion.confidence >= threshold:
            decide(None, suggestion, file, State.ACCEPTED)


def accept(*, actor: User, suggestion: Suggestion) -> Suggestion:
    """Writes the value into its field or adds the tag. Again is no error; raises AlreadyDecided after a rejection."""
    return settle(actor, suggestion, State.ACCEPTED)


def reject(*, actor: User, suggestion: Suggestion) -> Suggestion:
    """Notes that this is not wanted, so that it is not proposed again. Raises AlreadyDecided after an acceptance."""
    return settle(actor, suggestion, State.REJECTED)


def settle(actor: User, suggestion: Suggestion, state: str) -> Suggestion:
    access.require(actor, "suggest", suggestion.file.namespace_id)
    with transaction.atomic():
        file = MediaFile.objects.select_for_update().filter(pk=suggestion.file_id).first()
        row = Suggestion.objects.select_for_update().filter(pk=suggestion.pk).first()
        if file is None or row is None:
            raise Missing
        if file.trashed_at:
            raise Trashed
        if file.status == MediaFile.Status.QUARANTINED:
            raise Quarantined
        if row.state == State.PROPOSED:
            decide(actor, row, file, state)
        elif row.state != state:
            raise AlreadyDecided
    return row


def decide(actor: User | None, suggestion: Suggestion, file: MediaFile, state: str) -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, actor, timezone.now()
    suggestion.save(update_fields=["state", "decided_by", "decided_at", "updated_at"])
    if state == State.ACCEPTED:
        write(actor, suggestion, file)
    said = {"kind": suggestion.kind, "value": suggestion.value[:255], "source": suggestion.source}
    audit.record(actor, f"suggestion.{state}", file, **said)
    announcing.file("file.changed", file)


def write(actor: User | None, suggestion: Suggestion, file: MediaFile) -> None:
    if suggestion.kind == Kind.TAG:
        file.tags.add(*tagging.named(actor, file.namespace, [suggestion.value]))
        file.save(update_fields=["updated_at"])
    else:
        setattr(file, suggestion.kind, suggestion.value)
        file.save(update_fields=[suggestion.kind, "updated_at"])
    search.index_files([file.pk])
