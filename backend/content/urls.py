from django.urls import path
from rest_framework.routers import SimpleRouter

from content.views.events import Events
from content.views.keys import ApiKeys
from content.views.namespaces import Members, Namespaces
from content.views.sessions import Login, Logout, Myself, Token, TokenRefresh
from content.views.users import Users

router = SimpleRouter(use_regex_path=False)
router.register("auth/users", Users, "user")
router.register("auth/api-keys", ApiKeys, "api-key")
router.register("content/namespaces", Namespaces, "namespace")
router.register("content/namespaces/<uuid:namespace_id>/members", Members, "member")

urlpatterns = [
    path("auth/login/", Login.as_view(), name="login"),
    path("auth/logout/", Logout.as_view(), name="logout"),
    path("auth/me/", Myself.as_view(), name="me"),
    path("auth/token/", Token.as_view(), name="token"),
    path("auth/token/refresh/", TokenRefresh.as_view(), name="token-refresh"),
    path("events/", Events.as_view(), name="events"),
    *router.urls,
]
