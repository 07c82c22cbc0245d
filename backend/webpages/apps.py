from django.apps import AppConfig


class WebpagesConfig(AppConfig):
    name = "webpages"
    default_auto_field = "django.db.models.BigAutoField"
