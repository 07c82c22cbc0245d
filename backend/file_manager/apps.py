from django.apps import AppConfig


class FileManagerConfig(AppConfig):
    name = "file_manager"
    default_auto_field = "django.db.models.BigAutoField"
