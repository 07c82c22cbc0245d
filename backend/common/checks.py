"""Checks of what the code promises itself."""

from django.core.checks import Error, register
from django.utils.module_loading import autodiscover_modules

from common import jobs


@register()
def every_job_has_its_function(app_configs, **kwargs):
    autodiscover_modules("tasks")
    return [
        Error(
            f"No function does the work called {name!r}.",
            hint="Register it with @jobs.handler in an app's tasks.py.",
            id="vitrine.E001",
        )
        for name in sorted(jobs.NAMES - jobs.HANDLERS.keys())
    ]
