"""A Django with nothing in it but the framework and the database that the environment names."""

import os

SECRET_KEY = "floor"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "floor_app"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = ["rest_framework"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["FLOOR_DATABASE"],
        "USER": "postgres",
        "HOST": "127.0.0.1",
        "OPTIONS": {"pool": True},
    }
}
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
MEDIA_ROOT = FILE_UPLOAD_TEMP_DIR = os.environ["FLOOR_MEDIA"]
USE_TZ = True
