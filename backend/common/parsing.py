"""Reading bodies: only text and numbers that every database can keep, and one kind of answer."""

import json
import math
from typing import Any

from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser

DEEPEST = 32


class StrictJSONParser(JSONParser):
    """UTF-8 JSON without NUL, half surrogate pairs or endless numbers, nested at most 32 deep."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, {**(parser_context or {}), "encoding": "utf-8"})
        except RecursionError:
            raise too_deep() from None
        except ParseError as error:
            raise ParseError(f"The body is not valid JSON{place_of(error.__context__)}.") from None
        refuse_broken(data)
        return data


def place_of(error: BaseException | None) -> str:
    return f", see line {error.lineno} column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""


def too_deep() -> ParseError:
    return ParseError(f"The JSON is nested more than {DEEPEST} deep.")


def refuse_broken(value: Any, depth: int = 0) -> None:
    """Raises ValidationError or ParseError for what a database would refuse."""
    if depth > DEEPEST:
        raise too_deep()
    if isinstance(value, str):
        refuse_broken_text(value)
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValidationError("This number is too large.", code="invalid_number")
    elif isinstance(value, dict):
        for key, item in value.items():
            refuse_broken_text(key)
            refuse_broken(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            refuse_broken(item, depth + 1)


def refuse_broken_text(text: str) -> None:
    """Raises ValidationError for text with NUL or unpaired surrogates."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValidationError("Text may not contain NUL or unpaired surrogates.", code="invalid_text")


class OneAnswer(BaseContentNegotiation):
    """JSON whatever `Accept` says, so that who is unknown hears 401 and never 406."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        chosen = [parser for parser in parsers if matches(parser.media_type, request.content_type or "")]
        return chosen[0] if chosen else None

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


def matches(media_type: str, content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == media_type
