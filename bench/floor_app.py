"""The least that an answer costs: a bare WSGI hello, and the upload and the list that a careful person writes by hand.

Served by the same gunicorn settings as the product, on the same database server, in the same run.
"""

import hashlib
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from PIL import Image
from rest_framework.decorators import api_view
from rest_framework.response import Response

ROWS = """SELECT id, title, slug, alt_text, kind, file_type, file_size, width, height, created_at
          FROM file_manager_mediafile ORDER BY created_at DESC, id DESC LIMIT 50"""
INSERT = """INSERT INTO floor_asset (id, title, file, sha256, width, height, size, type, made)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""
# Workers that make the same table at the same moment fail over it.
CREATE = """SELECT pg_advisory_xact_lock(1);
            CREATE TABLE IF NOT EXISTS floor_asset (id uuid PRIMARY KEY, title text, file text, sha256 text,
            width int, height int, size bigint, type text, made timestamptz)"""


@api_view(["POST"])
def upload(request: HttpRequest) -> Response:
    file = request.FILES["file"]
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    with Image.open(file) as image:
        width, height, kind = image.width, image.height, image.format
    file.seek(0)
    name = default_storage.save(f"{digest.hexdigest()}.jpg", file)
    row = [uuid4(), file.name, name, digest.hexdigest(), width, height, file.size, kind, timezone.now()]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row)
    return Response({"id": str(row[0])}, status=201)


def listing(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        names = [column.name for column in cursor.description]
        return JsonResponse({"results": [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]})


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


urlpatterns = [path("upload", upload), path("list", listing)]
django_application = get_wsgi_application()
Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
with connection.cursor() as start:
    start.execute(CREATE)


def application(environ, start_response):
    if environ["PATH_INFO"] == "/hello":
        return hello(environ, start_response)
    return django_application(environ, start_response)
