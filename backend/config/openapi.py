"""The OpenAPI document as one stable text."""

import json
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema


class Doubtful(Exception):
    """The document could not be drawn without a warning."""


def document() -> dict[str, Any]:
    """The document of the interface, valid and without a warning. Raises Doubtful otherwise."""
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        drawn = SchemaGenerator().get_schema(request=None, public=True)
    said = [*GENERATOR_STATS._error_cache, *GENERATOR_STATS._warn_cache]
    if said:
        raise Doubtful("\n".join(said))
    validate_schema(drawn)
    return dict(drawn)


def text() -> str:
    return json.dumps(document(), indent=2, sort_keys=True) + "\n"
