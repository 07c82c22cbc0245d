"""A library of a million files, written by SQL in seconds to minutes."""

from django.db import connection

WORDS = [
    "harbour",
    "quay",
    "crane",
    "ferry",
    "market",
    "lamp",
    "tower",
    "garden",
    "river",
    "bridge",
    "museum",
    "window",
]

#: One word in a hundred titles is `lighthouse`; everything else is drawn from a dozen.
STATEMENTS = """
INSERT INTO file_manager_blob (id, namespace_id, sha256, size, kind, file_type, extension, storage_key, width, height,
    metadata, taken_offset, text, placeholder, dominant_color, finding, public_copy, created_at)
SELECT md5('b' || n)::uuid, %(namespace)s, md5('x' || n) || md5('y' || n), 1000000 + n, 'image', 'image/jpeg', 'jpg',
    'seed/' || n, 4000, 3000, '{}', '', '', 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG', '#44667a', '', 'unknown',
    now() - n * interval '1 second'
FROM generate_series(1, %(rows)s) n;

INSERT INTO file_manager_mediafile (id, namespace_id, blob_id, version, uploaded_by_id, title, slug, description,
    alt_text, original_filename, visibility, review, status, focal_x, focal_y, credit, copyright, licence, custom,
    ai_analysis, "analyze", usage_count, kind, file_type, file_size, width, height, taken_offset,
    created_at, updated_at)
SELECT md5('f' || n)::uuid, %(namespace)s, md5('b' || n)::uuid, 1, %(user)s,
    CASE WHEN n %% 100 = 0 THEN 'lighthouse ' ELSE '' END || (%(words)s::text[])[1 + n %% 12] || ' ' || n,
    'photo-' || n, '', 'A picture', 'photo.jpg', 'namespace', 'approved', 'ready', 0.5, 0.5, '', '', '', '{}',
    '{}', true, 0, 'image', 'image/jpeg', 1000000 + n, 4000, 3000, '', now() - n * interval '1 second', now()
FROM generate_series(1, %(rows)s) n;

INSERT INTO file_manager_rendition (id, blob_id, spec, width, height, format, file_size, storage_key, details,
    created_at)
SELECT md5('r' || n || s)::uuid, md5('b' || n)::uuid, 'fit-' || s, s, s * 3 / 4, 'webp', 20000,
    'seed/r/' || n || '/' || s, '{}', now()
FROM generate_series(1, %(rows)s) n, unnest(ARRAY[150, 300, 800]) s;

INSERT INTO file_manager_version (id, file_id, number, blob_id, original_filename, sent_sha256, created_at)
SELECT md5('v' || n)::uuid, md5('f' || n)::uuid, 1, md5('b' || n)::uuid, 'photo.jpg', '', now()
FROM generate_series(1, %(rows)s) n;

INSERT INTO file_manager_searchentry (file_id, namespace_id, title, labels, filename, text)
SELECT md5('f' || n)::uuid, %(namespace)s,
    CASE WHEN n %% 100 = 0 THEN 'lighthouse ' ELSE '' END || (%(words)s::text[])[1 + n %% 12] || ' ' || n || ' ',
    'a picture ', 'photo jpg ', ''
FROM generate_series(1, %(rows)s) n;
"""


def library(*, namespace_id: object, user_id: object, rows: int) -> None:
    """Writes `rows` files with their blobs, versions and three renditions each, then has the planner look."""
    values = {"namespace": namespace_id, "user": user_id, "rows": rows, "words": WORDS}
    with connection.cursor() as cursor:
        # The rows refer to each other by how they are made; looking up each reference takes most of the time.
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        for statement in filter(str.strip, STATEMENTS.split(";")):
            cursor.execute(statement, values)
        cursor.execute("RESET session_replication_role; RESET synchronous_commit; ANALYZE")
