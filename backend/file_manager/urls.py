from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from file_manager.views.bulk import BulkDelete, BulkTag
from file_manager.views.delivery import ContentView, VersionDownload
from file_manager.views.files import Files
from file_manager.views.histories import FileRenditions, FileSuggestions, FileText, FileVersions, Suggestions
from file_manager.views.organising import Collections, Tags
from file_manager.views.uploading import BulkUploadView, CheckView, UploadView

router = SimpleRouter(use_regex_path=False)
router.register("files", Files)
router.register("suggestions", Suggestions)
router.register("tags", Tags)
router.register("collections", Collections)

urlpatterns: list[URLPattern | URLResolver] = [
    path("upload/", UploadView.as_view()),
    path("bulk-upload/", BulkUploadView.as_view()),
    path("bulk-tag/", BulkTag.as_view()),
    path("bulk-delete/", BulkDelete.as_view()),
    path("files/check/", CheckView.as_view()),
    path("files/<uuid:pk>/content/", ContentView.as_view()),
    path("files/<uuid:pk>/download/", ContentView.as_view(attachment=True)),
    path("files/<uuid:file_id>/renditions/", FileRenditions.as_view()),
    path("files/<uuid:file_id>/text/", FileText.as_view()),
    path("files/<uuid:file_id>/versions/", FileVersions.as_view({"get": "list"})),
    path("files/<uuid:file_id>/versions/<int:number>/download/", VersionDownload.as_view()),
    path("files/<uuid:file_id>/suggestions/", FileSuggestions.as_view({"get": "list"})),
    *router.urls,
]
