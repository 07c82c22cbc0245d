from django.urls import path, re_path

from webpages import public
from webpages.trees import RESERVED, SLUG

urlpatterns = [
    path("", public.home, name="home"),
    # Only what can be a page's path, so that a missing slash is not "corrected" on any other address.
    re_path(
        rf"^(?P<path>(?!(?:{'|'.join(sorted(RESERVED))})/){SLUG.pattern}(?:/{SLUG.pattern})*)/$",
        public.public_page,
        name="public-page",
    ),
]
