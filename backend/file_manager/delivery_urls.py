from django.urls import re_path

from file_manager.derived import BY_EXTENSION
from file_manager.views.delivery import OriginalView, rendition, scrub_track

ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SIGNED = rf"renditions/(?P<file_id>{ID})/(?P<version>[0-9]{{1,9}})"
RENDITION = rf"{SIGNED}/(?P<spec>[a-z0-9-]{{1,30}})\.(?P<extension>{'|'.join(BY_EXTENSION)})"

urlpatterns = [
    re_path(f"^{RENDITION}$", rendition, name="rendition"),
    re_path(rf"^{SIGNED}/scrub\.vtt$", scrub_track, name="scrub-track"),
    re_path(
        r"^files/(?P<namespace>[\w-]{1,60})/(?P<slug>[\w-]{1,120})\.(?P<extension>\w{1,10})$",
        OriginalView.as_view(),
        name="original",
    ),
]
