import django.db.models.deletion
import file_manager.models.searching
from django.db import migrations, models

COLUMNS = "title, labels, filename, text"
NEW, OLD = ("new.title, new.labels, new.filename, new.text", "old.title, old.labels, old.filename, old.text")
TABLE, WORDS = "file_manager_searchentry", "file_manager_searchwords"

# The words are separated by blanks already, and the ascii tokenizer takes every other character as it is.
SQLITE = (
    f"""CREATE VIRTUAL TABLE {WORDS} USING fts5(
        {COLUMNS}, content='{TABLE}', content_rowid='id', tokenize='ascii', prefix='2 3')""",
    f"""CREATE TRIGGER {WORDS}_insert AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {WORDS} (rowid, {COLUMNS}) VALUES (new.id, {NEW}); END""",
    f"""CREATE TRIGGER {WORDS}_delete AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {WORDS} ({WORDS}, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD}); END""",
    f"""CREATE TRIGGER {WORDS}_update AFTER UPDATE ON {TABLE} BEGIN
        INSERT INTO {WORDS} ({WORDS}, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});
        INSERT INTO {WORDS} (rowid, {COLUMNS}) VALUES (new.id, {NEW}); END""",
)
POSTGRESQL = (f"CREATE INDEX file_search_vector ON {TABLE} USING gin (vector)",)


def build_index(apps, schema_editor):
    statements = {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {WORDS}")


class Migration(migrations.Migration):
    dependencies = [("file_manager", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.TextField()),
                ("labels", models.TextField(help_text="Tags, alternative text and description.")),
                ("filename", models.TextField()),
                ("text", models.TextField()),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=file_manager.models.searching.Vector(
                            models.F("title"), models.F("labels"), models.F("filename"), models.F("text")
                        ),
                        output_field=file_manager.models.searching.VectorField(),
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="file_manager.mediafile",
                    ),
                ),
                (
                    "namespace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.namespace",
                    ),
                ),
            ],
            options={"verbose_name_plural": "search entries"},
        ),
        migrations.RunPython(build_index, drop_index),
    ]
