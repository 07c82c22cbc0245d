"""What every route shares: one shape for errors, refusal of unknown parameters, ETags."""

import hashlib
import logging
from typing import Any

from django.core.exceptions import (
    BadRequest,
    ObjectDoesNotExist,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, UnreadablePostError
from django.utils.log import log_response
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from psycopg_pool import PoolTimeout
from rest_framework.exceptions import APIException, AuthenticationFailed, ErrorDetail, ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.errors import Conflict, DomainError, Missing, NotYet, Unavailable

logger = logging.getLogger(__name__)

PAGING = frozenset({"page", "page_size", "cursor"})


def refusal(error: DomainError) -> APIException:
    """A DomainError in the framework's own terms; its code and field stay."""
    detail: Any = [ErrorDetail(error.detail, error.code)]
    told = ValidationError({error.attr: detail} if error.attr else detail) if error.status == 400 else APIException()
    if error.status != 400:
        told.status_code = error.status
        told.detail = {error.attr: detail} if error.attr else detail[0]
    return told


class Stale(DomainError):
    status = 412
    code = "stale"
    detail = "Someone changed this meanwhile. Load it again and repeat your change."


class TooMuch(DomainError):
    status = 413
    code = "request_too_large"
    detail = "The request holds more than is accepted at once."


class ExceptionHandler(StandardHandler):
    """Turns every refusal into the one shape, and what a service behind us could not do into 503."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, OperationalError | InterfaceError | PoolTimeout):
            exc = Unavailable()
        elif isinstance(exc, IntegrityError):
            logger.exception("Two acts met at a constraint")
            exc = Conflict("This was changed by someone else at the same moment. Try again.")
        elif isinstance(exc, ObjectDoesNotExist):
            logger.exception("A row went away in the middle of an act")
            exc = Missing()
        elif isinstance(exc, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
            exc = TooMuch()
        elif isinstance(exc, UnreadablePostError):
            return ParseError("The request ended before all of it had arrived.", code="incomplete_body")
        elif isinstance(exc, SuspiciousOperation | BadRequest):
            return ParseError("The request could not be understood.")
        if isinstance(exc, DomainError):
            self.exc = exc
            return refusal(exc)
        if isinstance(exc, AuthenticationFailed) and isinstance(exc.detail, dict):
            # Tokens are refused with a report of every kind of token that was tried.
            exc.detail = ErrorDetail("This token is not valid any more. Sign in again.", "token_not_valid")
        return super().convert_known_exceptions(exc)

    def get_response(self, exc: APIException, data: dict[str, Any]) -> Response:
        response = super().get_response(exc, data)
        if isinstance(self.exc, DomainError):
            response.data.update(self.exc.extra)
        if response.status_code == 503:
            response["Retry-After"] = "5"
        return response

    def report_exception(self, exc: APIException, response: Response) -> None:
        if isinstance(self.exc, NotYet):
            # Anybody may come as often as they like; a traceback each time would bury what is wrong.
            log_response("%s", self.exc.code, response=response, request=self.context["request"], level="info")
        else:
            super().report_exception(exc, response)


class StrictQuery:
    """Answers 400 to a query parameter that the route does not know, since a misspelt filter would show too much.

    `parameters` names, for each action, what is taken beside the filters and paging of a list.
    """

    parameters: dict[str, set[str]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        unknown = sorted(set(request.query_params) - self.known_parameters(request))
        if unknown:
            raise ValidationError(
                {name: [ErrorDetail("This parameter is not known here.", "unknown_parameter")] for name in unknown}
            )

    def known_parameters(self, request: Request) -> set[str]:
        action = getattr(self, "action", None) or str(request.method).lower()
        known = set(self.parameters.get(action, set()))
        if action == "list":
            known |= PAGING if getattr(self, "paginator", None) else set()
            filters = getattr(self, "filterset_class", None)
            known |= set(filters.base_filters) if filters else set()
        return known


def etag(instance: Any) -> str:
    """A strong validator: the row's id and the microsecond of its last change."""
    stamp = f"{instance.pk}:{instance.updated_at.isoformat()}"
    return f'"{hashlib.sha256(stamp.encode()).hexdigest()[:24]}"'


class Concurrent:
    """Sends an ETag with every object and honours `If-Match`, the check and the change being one transaction."""

    _shown: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method in {"PUT", "PATCH", "DELETE", "POST"} and request.headers.get("If-Match"):
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object(self) -> Any:
        self._shown = found = super().get_object()  # type: ignore[misc]
        wanted = self.request.headers.get("If-Match", "*")  # type: ignore[attr-defined]
        if self.request.method not in {"GET", "HEAD", "OPTIONS"} and wanted != "*":  # type: ignore[attr-defined]
            locked = type(found)._base_manager.select_for_update().filter(pk=found.pk).first()
            if locked is None or etag(locked) not in [tag.strip() for tag in wanted.split(",")]:
                raise Stale
        return found

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if response.status_code in {200, 201} and self._shown is not None and hasattr(self._shown, "updated_at"):
            response["ETag"] = etag(self._shown)
        return response
