from django.db import migrations, models

SHUT = models.Q(trashed_at__isnull=False) | models.Q(visibility="private") | models.Q(status="quarantined")


class Migration(migrations.Migration):
    dependencies = [("file_manager", "0005_derived_files")]

    operations = [
        migrations.AddIndex(
            model_name="mediafile", index=models.Index(fields=["namespace"], condition=SHUT, name="file_shut")
        ),
    ]
