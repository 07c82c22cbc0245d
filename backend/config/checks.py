"""What the machine must have. `manage.py check` is the doctor."""

import subprocess
import sys

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from file_manager import antivirus

#: Runs apart from us, since a process that has used libvips must not fork any more.
PROBE = """
import pyvips
for kind, loader in (("webp", "webpload"), ("avif", "heifload"), ("jpeg", "jpegload"), ("png", "pngload")):
    if not pyvips.type_find("VipsOperation", loader):
        print(kind)
pyvips.Image.black(8, 8).webpsave_buffer()
import pillow_heif, magic, pypdfium2, av
"""
SHORTEST_KEY = 32
PICTURE_FORMATS = {"webp", "avif", "jpeg", "png"}
KNOWN = ", ".join(sorted(PICTURE_FORMATS))


@register(Tags.compatibility)
def libraries_work(app_configs, **kwargs):
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        return [
            Error(
                f"A library that reads pictures, films or documents does not work: {reason}",
                hint="Install the packages again: remove .venv and run `make run`.",
                id="vitrine.E002",
            )
        ]
    return [
        Error(f"libvips cannot read {kind}.", hint="Install pyvips-binary, which brings all codecs.", id="vitrine.E003")
        for kind in done.stdout.split()
    ]


@register(Tags.security)
def secret_key_is_long(app_configs, **kwargs):
    if len(settings.SECRET_KEY) >= SHORTEST_KEY:
        return []
    text = f"SECRET_KEY has fewer than {SHORTEST_KEY} characters, so sessions and signed addresses could be forged."
    hint = "Make one with `python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
    return [Warning(text, hint=hint, id="vitrine.W001")]


@register(Tags.security)
def origins_match_https(app_configs, **kwargs):
    if settings.HTTPS or not any(origin.startswith("https://") for origin in settings.CSRF_TRUSTED_ORIGINS):
        return []
    text = "VITRINE_TRUSTED_ORIGINS names an https address, but VITRINE_HTTPS is off: cookies go out unprotected."
    return [Warning(text, hint="Set VITRINE_HTTPS=on.", id="vitrine.W002")]


@register(Tags.database)
def services_match(app_configs, **kwargs):
    """Several machines need a queue that they share, and so does a database that is not a file."""
    if connection.vendor == "sqlite" or settings.BROKER_URL != "filesystem://":
        return []
    text = "DATABASE_URL is given, but the queue is a folder of this machine, so a worker elsewhere hears nothing."
    return [Warning(text, hint="Set REDIS_URL, or BROKER_URL.", id="vitrine.W003")]


@register(Tags.compatibility)
def formats_are_known(app_configs, **kwargs):
    formats = settings.RENDITION_FORMATS
    if "webp" in formats and set(formats) <= PICTURE_FORMATS:
        return []
    text = (
        f"VITRINE_RENDITION_FORMATS is {','.join(formats) or 'empty'}, but lists show WebP, and only {KNOWN} are drawn."
    )
    return [Error(text, hint="Set VITRINE_RENDITION_FORMATS=webp or webp,avif.", id="vitrine.E004")]


@register(Tags.compatibility)
def films_have_time(app_configs, **kwargs):
    if settings.LONG_CHILD_SECONDS >= settings.CHILD_SECONDS:
        return []
    text = (
        "VITRINE_TRANSCODE_SECONDS is less than VITRINE_WORKER_SECONDS, so that films have less time than photographs."
    )
    return [Warning(text, hint="Leave it out, or give it hours.", id="vitrine.W004")]


@register(Tags.compatibility)
def scanner_answers(app_configs, **kwargs):
    if not antivirus.configured():
        return []
    try:
        answers = antivirus.answers()
    except antivirus.NoAddress:
        text = (
            f"CLAMAV_URL is {settings.CLAMAV_URL}, which is no address of a scanner: files wait and are never scanned."
        )
        return [Error(text, hint="Set CLAMAV_URL=tcp://host:port or unix:///path.", id="vitrine.E005")]
    if answers:
        return []
    text = "No clamd answers at CLAMAV_URL: new files wait until one does."
    return [Warning(text, hint="Start clamav-daemon, or leave CLAMAV_URL out.", id="vitrine.W005")]
