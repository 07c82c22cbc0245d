from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        __import__("config.checks")


class SuperusersAdmin(AdminConfig):
    default_site = "config.admin_site.Site"
    # More than one configuration stands in this module; the other one is this app's own.
    default = False
