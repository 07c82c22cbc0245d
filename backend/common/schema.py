"""How the OpenAPI document is drawn, beside what the views say themselves."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny

from common.api import Concurrent

MEANINGS = {
    "400": "Something in the request is not valid.",
    "401": "Nobody is signed in.",
    "403": "Not allowed for this person.",
    "404": "It is not there, or not for this person to see.",
    "409": "It does not go together with what is there.",
    "412": "It was changed since it was read.",
    "413": "Too large.",
    "415": "A type that is not taken.",
    "422": "The content cannot be worked with.",
    "429": "Too many requests; `Retry-After` says how long to wait.",
    "503": "A service is away; nothing was changed.",
}


class Problem(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Stable; what clients branch on.")
    detail = serializers.CharField(help_text="A sentence that a person can act on.")
    attr = serializers.CharField(allow_null=True, help_text="The field at fault.")


class Problems(serializers.Serializer[Any]):
    """The one shape of errors; some codes add more beside `errors`."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = Problem(many=True)  # type: ignore[assignment]


class Schema(AutoSchema):
    """Every operation with the refusals that it may answer, in the one shape."""

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if direction == "response":
            for status in self.refusals() - bodies.keys():
                bodies[status] = {**self._get_response_for_code(Problems, status), "description": MEANINGS[status]}
        return dict(sorted(bodies.items()))

    def _map_basic_serializer(self, serializer: Any, direction: Literal["request", "response"]) -> dict[str, Any]:
        """A row answers with all of its fields, whichever of them a request may leave out."""
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response" and schema.get("properties"):
            if isinstance(serializer, serializers.ModelSerializer):
                schema["required"] = sorted(schema["properties"])
            for field in schema["properties"].values():
                if field.get("format") == "email":  # nobody needs to have one, and an empty text is none
                    del field["format"]
        return schema

    def refusals(self) -> set[str]:
        statuses = {"400", "401", "429", "503"}  # a token or key that is no longer good is refused on open routes too
        if not any(isinstance(permission, AllowAny) for permission in self.view.get_permissions()):
            statuses.add("403")
        if "{" in self.path or getattr(self.view, "action", None) == "list":
            statuses.add("404")
        if self.method != "GET":
            statuses |= {"403", "409"}
            statuses |= {"412"} if isinstance(self.view, Concurrent) and "{" in self.path else set()
        if self.method in {"POST", "PATCH"} and self.get_request_serializer() is not None:
            statuses |= {"413", "415"}
        if any(isinstance(parser, MultiPartParser) for parser in self.view.get_parsers()) and self.method == "POST":
            statuses.add("422")
        return statuses
