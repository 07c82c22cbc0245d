"""What machines propose and people decide."""

import pytest
from django.utils import timezone

from common.errors import NotAllowed
from common.models import Event
from conftest import Cast
from content.models import AuditEntry
from file_manager import search, suggestions
from file_manager.models import MediaFile, Suggestion, Tag
from file_manager.suggestions import Proposal
from file_manager.tests.makers import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(cast: Cast):
    return make_file(cast.namespace, title="IMG_1")


def propose(file, *proposals):
    return suggestions.propose(file=file, proposals=[Proposal(*each) for each in proposals], source="a model")


def values(file):
    return list(file.suggestions.order_by("kind", "value").values_list("kind", "value", "state"))


@pytest.mark.parametrize("field", ["title", "description", "alt_text"])
def test_an_accepted_text_goes_into_its_field(cast, file, field):
    (suggestion,) = propose(file, (field, "Boats at rest", 0.9))
    suggestions.accept(actor=cast.editor, suggestion=suggestion)
    file.refresh_from_db()
    assert getattr(file, field) == "Boats at rest"
    assert list(search.filter(MediaFile.objects.all(), "boats")) == [file]
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("accepted", cast.editor)
    entry = AuditEntry.objects.get(action="suggestion.accepted")
    assert (entry.actor_id, entry.subject_id) == (cast.editor.pk, file.pk)
    assert Event.objects.filter(kind="file.changed", subject=file.pk).exists()


def test_a_file_in_the_trash_takes_no_suggestion(cast, file):
    (suggestion,) = propose(file, ("title", "Boats at rest", 0.9))
    MediaFile.objects.filter(pk=file.pk).update(trashed_at=timezone.now())
    response = cast.client("editor").post(f"/api/v1/media/suggestions/{suggestion.pk}/accept/")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (409, "trashed")
    assert values(file) == [("title", "Boats at rest", "proposed")]


def test_an_accepted_tag_is_added_and_an_existing_one_is_used(cast, file):
    Tag.objects.create(namespace=cast.namespace, name="Harbour", slug="harbour", path="/harbour/")
    fresh = propose(file, ("tag", "harbour", 0.9), ("tag", "night sky", 0.8))
    for suggestion in fresh:
        suggestions.accept(actor=cast.editor, suggestion=suggestion)
    assert sorted(file.tags.values_list("name", flat=True)) == ["Harbour", "night sky"]
    assert Tag.objects.count() == 2
    assert list(search.filter(MediaFile.objects.all(), "night")) == [file]


def test_deciding_the_same_twice_changes_nothing(cast, file):
    (suggestion,) = propose(file, ("title", "Boats", 0.9))
    suggestions.accept(actor=cast.editor, suggestion=suggestion)
    MediaFile.objects.update(title="Edited since")
    suggestions.accept(actor=cast.editor, suggestion=suggestion)
    assert MediaFile.objects.get().title == "Edited since"
    assert AuditEntry.objects.filter(action="suggestion.accepted").count() == 1


def test_deciding_otherwise_is_a_conflict(cast, file):
    accepted, rejected = propose(file, ("title", "Boats", 0.9), ("tag", "boat", 0.9))
    suggestions.accept(actor=cast.editor, suggestion=accepted)
    suggestions.reject(actor=cast.editor, suggestion=rejected)
    for act, suggestion in ((suggestions.reject, accepted), (suggestions.accept, rejected)):
        with pytest.raises(suggestions.AlreadyDecided) as refused:
            act(actor=cast.manager, suggestion=suggestion)
        assert refused.value.status == 409
    assert not file.tags.exists()


@pytest.mark.parametrize("who", ["viewer", "contributor", "stranger"])
def test_only_editors_decide(cast, file, who):
    (suggestion,) = propose(file, ("title", "Boats", 0.9))
    for act in (suggestions.accept, suggestions.reject):
        with pytest.raises(NotAllowed):
            act(actor=getattr(cast, who), suggestion=suggestion)
    assert values(file) == [("title", "Boats", "proposed")]


def test_a_rejected_value_is_not_proposed_again_whatever_its_capitals(cast, file):
    (suggestion,) = propose(file, ("tag", "boat", 0.9))
    suggestions.reject(actor=cast.editor, suggestion=suggestion)
    propose(file, ("tag", "Boat", 0.99), ("tag", "ship", 0.5), ("tag", "SHIP", 0.4))
    assert values(file) == [("tag", "boat", "rejected"), ("tag", "ship", "proposed")]


def test_what_the_file_says_already_is_not_proposed(cast, file):
    file.tags.create(namespace=cast.namespace, name="Boat", slug="boat", path="/boat/")
    propose(file, ("title", "img_1", 0.9), ("tag", "boat", 0.9), ("alt_text", "", 0.9))
    assert values(file) == []


def test_new_texts_take_the_place_of_those_nobody_decided_about(cast, file):
    first, second = propose(file, ("title", "Old", 0.9), ("alt_text", "Kept", 0.9))
    suggestions.accept(actor=cast.editor, suggestion=second)
    file.refresh_from_db()
    propose(file, ("title", "New", 0.9), ("alt_text", "Other", 0.9))
    assert values(file) == [
        ("alt_text", "Kept", "accepted"),
        ("alt_text", "Other", "proposed"),
        ("title", "New", "proposed"),
    ]
    assert not Suggestion.objects.filter(pk=first.pk).exists()
