"""Where files are kept, in the words of Django and django-storages."""

from boto3.s3.transfer import TransferConfig
from botocore.config import Config


def of(where: dict[str, str]) -> dict[str, dict[str, object]]:
    """The stores for a parsed STORAGE_URL: `default`, and for S3 `public`, which is what browsers are sent to."""
    if where["scheme"] == "s3":
        endpoint = where.get("endpoint")
        return {"default": bucket(where, endpoint), "public": bucket(where, where.get("public", endpoint))}
    options = {"location": where["root"]}
    return {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}}


def bucket(where: dict[str, str], endpoint: str | None) -> dict[str, object]:
    """The bucket by way of one address of its server."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": where["bucket"],
            "access_key": where["key"] or None,
            "secret_key": where["secret"] or None,
            "endpoint_url": endpoint,
            "region_name": where.get("region", "us-east-1"),
            # Its threads reserve two thirds of a gigabyte, for good, and a worker's memory is bounded. Short of it they
            # cannot start, and whoever waits for them waits for ever.
            "transfer_config": TransferConfig(use_threads=False),
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": where.get("addressing", "path" if endpoint else "auto")},
                connect_timeout=3,
                read_timeout=30,
                retries={"max_attempts": 2, "mode": "standard"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }
