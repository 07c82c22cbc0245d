"""JSON web tokens. They end with the account, and with the password that they were given for."""

from django.utils.crypto import constant_time_compare
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.utils import get_md5_hash_password

from content.models import User


def issue(user: User) -> dict[str, str]:
    pair = RefreshToken.for_user(user)
    return {"access": str(pair.access_token), "refresh": str(pair)}


def refresh(text: str) -> str:
    """A new access token. Raises AuthenticationFailed when the account is closed or the password another."""
    try:
        token = RefreshToken(text)  # type: ignore[arg-type]
    except TokenError as error:
        raise refused() from error
    user = User.objects.filter(pk=token[api_settings.USER_ID_CLAIM], is_active=True).first()
    seal = str(token.get(api_settings.REVOKE_TOKEN_CLAIM))
    if user is None or not constant_time_compare(seal, get_md5_hash_password(user.password)):
        raise refused()
    return str(token.access_token)


def refused() -> AuthenticationFailed:
    return AuthenticationFailed("This token is not valid any more. Sign in again.", code="token_not_valid")
