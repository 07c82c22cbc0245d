from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from common.api import StrictQuery
from content import access, live

TEXT = {"type": "string"}
#: One message of the stream; `data` holds JSON with `id`, `namespace` and what else the kind of event tells.
EVENT = {"type": "object", "properties": {"id": TEXT, "event": TEXT, "data": TEXT}}


class Events(StrictQuery, APIView):
    @extend_schema(
        operation_id="events",
        tags=["events"],
        parameters=[OpenApiParameter("Last-Event-ID", str, OpenApiParameter.HEADER)],
        responses={(200, "text/event-stream"): EVENT},
    )
    def get(self, request: Request) -> HttpResponse:
        """What is new, as server-sent events with ids only; `EventSource` comes back by itself for what follows."""
        text = live.news(request.headers.get("Last-Event-ID", ""), access.rights(request.user))
        return HttpResponse(text, content_type="text/event-stream", headers={"Cache-Control": "no-store"})
