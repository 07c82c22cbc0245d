"""What search knows of a file: its words, of which each database keeps an index of its own."""

from django.db import models
from django.db.models import F

from content.access import rights
from content.models import Namespace, User
from file_manager.models.files import MediaFile


class VectorField(models.Field):
    """PostgreSQL's `tsvector`. SQLite keeps its index in a table beside this one, and nothing here."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"


class Vector(models.Func):
    """The words of title, labels, filename and text as one vector, weighted A to D.

    Every word stands at position 1, since PostgreSQL takes a word without a position for one of any weight.
    """

    def __init__(self, *expressions, output_field=None, **extra):
        super().__init__(*expressions, output_field=output_field or VectorField(), **extra)

    def as_postgresql(self, compiler, connection, **extra):
        columns = [compiler.compile(part)[0] for part in self.source_expressions]
        weighted = [
            f"replace({column}, ' ', ':1{weight} ')::tsvector" for column, weight in zip(columns, "ABCD", strict=True)
        ]
        return f"({' || '.join(weighted)})", []

    def as_sqlite(self, compiler, connection, **extra):
        return "''", []


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def visible_to(self, user: User) -> "SearchEntryQuerySet":
        """Those of the files that the person's lists show.

        Nearly every file is open to all members, so the few that are not are taken away and the others not looked at.
        """
        hidden = MediaFile.objects.hidden_from(user).values("pk")
        return self.filter(rights(user).condition("read")).exclude(file__in=hidden)


class SearchEntry(models.Model):
    """The normalised words of a file, each followed by one blank. Written by `file_manager.search` alone."""

    file = models.OneToOneField(MediaFile, on_delete=models.CASCADE, related_name="search_entry")
    namespace = models.ForeignKey(Namespace, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.TextField()
    labels = models.TextField(help_text="Tags, alternative text and description.")
    filename = models.TextField()
    text = models.TextField()
    vector = models.GeneratedField(
        expression=Vector(F("title"), F("labels"), F("filename"), F("text")),
        output_field=VectorField(),
        db_persist=True,
    )

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"words of {self.file_id}"
