"""Names and passwords, and how often they may be wrong."""

import hashlib
import time

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from rest_framework.exceptions import AuthenticationFailed, ErrorDetail, Throttled, ValidationError
from rest_framework.throttling import BaseThrottle

from content.models import User


def person(request, *, username: str, password: str) -> User:
    """Who that is. Raises AuthenticationFailed, or Throttled after ten failures a minute for the name and address.

    An attempt counts from its beginning and is forgiven when it succeeds, so that many at once gain nothing.
    """
    failures = Failures(username, BaseThrottle().get_ident(request))
    failures.begin()
    user = authenticate(request, username=username, password=password)
    if user is None:
        raise AuthenticationFailed("The name or the password is wrong.", code="no_active_account")
    failures.forgive()
    return user


def confirm(request, user: User, password: str) -> None:
    """That the person knows the password still. Raises ValidationError, or Throttled as signing in does."""
    try:
        person(request, username=user.username, password=password)
    except AuthenticationFailed as error:
        reason = ErrorDetail("This is not your current password.", "wrong_password")
        raise ValidationError({"current_password": [reason]}) from error


class Failures:
    """The failed sign-ins of one name from one address: so many slots, each taken for a minute.

    A slot is taken by `add`, which only one of many at once can do where the cache is shared.
    """

    def __init__(self, username: str, address: str):
        who = hashlib.sha256(f"{username.lower()}\0{address}".encode()).hexdigest()
        self.slots = [f"sign-in:{who}:{number}" for number in range(settings.SIGN_IN_FAILURES)]

    def begin(self) -> None:
        now = time.time()
        self.slot = next((slot for slot in self.slots if cache.add(slot, now, settings.SIGN_IN_SECONDS)), None)
        if self.slot or not settings.THROTTLED:
            return
        over = now - settings.SIGN_IN_SECONDS
        taken = [moment for moment in cache.get_many(self.slots).values() if moment > over]
        if len(taken) == len(self.slots):  # a cache that is away holds none
            raise Throttled(wait=max(1, min(taken) - over))

    def forgive(self) -> None:
        if self.slot:
            cache.delete(self.slot)
