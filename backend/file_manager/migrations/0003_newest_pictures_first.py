from django.db import migrations

# Files without a date come last either way. Read backwards, `file_by_taken` gives the ascending order on PostgreSQL;
# for the descending one it puts empty dates first. SQLite sorts them last by itself and can use the index that is there.
INDEX = (
    "CREATE INDEX file_by_taken_newest ON file_manager_mediafile (namespace_id, taken_at DESC NULLS LAST, id DESC)"
)


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX file_by_taken_newest")


class Migration(migrations.Migration):
    dependencies = [("file_manager", "0002_search")]

    operations = [migrations.RunPython(build, drop)]
