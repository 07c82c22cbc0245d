"""All addresses. Public pages come last, since a page may stand at any path that nothing else has."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from config import failures, health, shell

api = [
    path("", include("content.urls")),
    path("media/", include("file_manager.urls")),
    path("webpages/", include("webpages.urls")),
]

urlpatterns = [
    path("api/v1/", include(api)),
    path("api/schema/", SpectacularAPIView.as_view(renderer_classes=[OpenApiJsonRenderer2]), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    re_path(r"^api/", failures.no_route),
    path("livez", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("app", RedirectView.as_view(url="/app/", query_string=True)),
    path("app/", shell.app, name="app"),
    path("app/<path:path>", shell.app),
    path("", include("file_manager.delivery_urls")),
    path("", include("webpages.public_urls")),
]

handler400 = failures.bad_request
handler403 = failures.forbidden
handler404 = failures.not_found
handler500 = failures.broken
