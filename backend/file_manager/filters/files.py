"""The filters of the list of files."""

from uuid import UUID

from django.core.validators import RegexValidator
from django.db.models import F, Q, QuerySet
from django_filters import CharFilter, ChoiceFilter, MultipleChoiceFilter

from common.paging import bad
from content import access
from content.filters import NamespaceFilter
from content.models import Membership, User
from file_manager import search, tagging
from file_manager.filters.values import (
    FlagFilter,
    KeysFilter,
    LeanFilterSet,
    MomentFilter,
    SizeFilter,
    WordsFilter,
    sort,
)
from file_manager.models import Collection, MediaFile, Tag

ORDERINGS = ["created_at", "title", "file_size", "taken_at", "usage_count", "relevance"]
SHAPES = {
    "landscape": Q(width__gt=F("height")),
    "portrait": Q(width__lt=F("height")),
    "square": Q(width=F("height")),
}
MIME = RegexValidator(r"^[\w.+-]+/(\*|[\w.+-]+)\Z", "This must be a type as image/png, or image/*.", code="invalid")


class FileFilters(LeanFilterSet):
    namespace = NamespaceFilter()
    search = CharFilter(method="by_words", max_length=200)
    kind = MultipleChoiceFilter(choices=MediaFile._meta.get_field("kind").choices, distinct=False)
    file_type = CharFilter(method="by_type", max_length=100, validators=[MIME], help_text="image/png, or image/*")
    tags = WordsFilter(method="by_tags", help_text="Slugs; all must match. A tag includes those below it.")
    collection = CharFilter(method="by_collection", max_length=120, help_text="Id or slug.")
    uploaded_by = CharFilter(method="by_uploader", max_length=150, help_text="Id or username.")
    status = ChoiceFilter(choices=MediaFile.Status.choices)
    review = ChoiceFilter(choices=MediaFile.Review.choices)
    visibility = ChoiceFilter(choices=MediaFile.Visibility.choices)
    created_after = MomentFilter("created_at", "gte")
    created_before = MomentFilter("created_at", "lte", ending=True)
    taken_after = MomentFilter("taken_at", "gte", wall_clock=True)
    taken_before = MomentFilter("taken_at", "lte", wall_clock=True, ending=True)
    size_min = SizeFilter("file_size", "gte")
    size_max = SizeFilter("file_size", "lte")
    width_min = SizeFilter("width", "gte")
    orientation = ChoiceFilter(method="by_shape", choices=[(name, name) for name in SHAPES])
    unused = FlagFilter(method="by_use")
    trashed = FlagFilter(method="by_place", help_text="What is in the trash; it shows nowhere else.")
    ordering = KeysFilter(fields=ORDERINGS)

    class Meta:
        model = MediaFile
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[MediaFile]) -> QuerySet[MediaFile]:
        given = self.form.cleaned_data
        if given.get("trashed") is None:
            queryset = queryset.filter(trashed_at__isnull=True)
        queryset = super().filter_queryset(queryset)
        return sort(queryset, ["-relevance"]) if given.get("search") and not given.get("ordering") else queryset

    def by_words(self, queryset: QuerySet[MediaFile], name: str, value: str) -> QuerySet[MediaFile]:
        return search.filter(queryset, value)

    def by_type(self, queryset: QuerySet[MediaFile], name: str, value: str) -> QuerySet[MediaFile]:
        kind, _, rest = value.lower().partition("/")
        return (
            queryset.filter(file_type__startswith=f"{kind}/")
            if rest == "*"
            else queryset.filter(file_type=value.lower())
        )

    def by_shape(self, queryset: QuerySet[MediaFile], name: str, value: str) -> QuerySet[MediaFile]:
        return queryset.filter(SHAPES[value])

    def by_use(self, queryset: QuerySet[MediaFile], name: str, value: bool) -> QuerySet[MediaFile]:
        return queryset.filter(usage_count=0) if value else queryset.filter(usage_count__gt=0)

    def by_place(self, queryset: QuerySet[MediaFile], name: str, value: bool) -> QuerySet[MediaFile]:
        return queryset.filter(trashed_at__isnull=not value)

    def by_tags(self, queryset: QuerySet[MediaFile], name: str, value: list[str]) -> QuerySet[MediaFile]:
        named = list(Tag.objects.filter(self.within(), slug__in=value))
        for slug in dict.fromkeys(value):
            found = [tag for tag in named if tag.slug == slug]
            if not found:
                raise bad("tags", f"There is no tag “{slug}” in your namespaces.", "does_not_exist")
            # Ids and not a condition on their paths: the planner knows how many files carry a tag, not a path.
            tags = list(tagging.subtree(found).values_list("pk", flat=True))
            tagged = MediaFile.tags.through.objects.filter(tag__in=tags)
            queryset = queryset.filter(pk__in=tagged.values("mediafile_id"))
        return queryset

    def by_collection(self, queryset: QuerySet[MediaFile], name: str, value: str) -> QuerySet[MediaFile]:
        wanted = by_id_or(value, "slug")
        found = list(Collection.objects.filter(self.within(), wanted).values_list("pk", flat=True))
        if not found:
            raise bad("collection", "There is no such collection in your namespaces.", "does_not_exist")
        entries = Collection.files.through.objects.filter(collection__in=found)
        return queryset.filter(pk__in=entries.values("file_id"))

    def by_uploader(self, queryset: QuerySet[MediaFile], name: str, value: str) -> QuerySet[MediaFile]:
        person = User.objects.filter(by_id_or(value, "username")).first()
        if person is None or not knows(self.request.user, person):
            raise bad("uploaded_by", "There is no such person in your namespaces.", "does_not_exist")
        return queryset.filter(uploaded_by=person)

    def within(self) -> Q:
        """The namespaces that names of tags and collections are looked up in."""
        user = self.request.user
        if named := self.form.cleaned_data.get("namespace"):
            return Q(namespace=access.find_namespace(user, named))
        return access.rights(user).condition("read")


def by_id_or(value: str, name: str) -> Q:
    try:
        return Q(pk=UUID(value))
    except ValueError:
        return Q(**{name: value})


def knows(user: User, person: User) -> bool:
    """Whether the person shares a namespace with the user, or left something there."""
    rights = access.rights(user)
    if rights.superuser or person.pk == user.pk:
        return True
    together = Membership.objects.filter(rights.condition("read"), user=person)
    return together.exists() or MediaFile.objects.visible_to(user).filter(uploaded_by=person).exists()
