from django.urls import path
from rest_framework.routers import SimpleRouter

from webpages.views import Layouts, Pages, WidgetTypes

router = SimpleRouter(use_regex_path=False)
router.register("pages", Pages, basename="page")

urlpatterns = [
    *router.urls,
    path("widget-types/", WidgetTypes.as_view(), name="widget-types"),
    path("layouts/", Layouts.as_view(), name="layouts"),
]
