from collections.abc import Iterator, Mapping
from typing import Annotated
from uuid import UUID

from pydantic import Field

from file_manager.models import MediaFile
from webpages.widgets.base import Config, Ui, Widget
from webpages.widgets.problems import Problem


class ImageConfig(Config):
    # Empty while an editor still looks for the picture: a draft may be saved so, a page not published.
    media: Annotated[
        UUID | None,
        Field(strict=False, title="Picture", description="A picture of the library."),
        Ui("media", order=1, kinds=("image",)),
    ] = None
    alt_text: Annotated[
        str,
        Field(
            max_length=2_000,
            title="Alt text",
            description="What the picture says to those who do not see it. Empty: the file's own alt text.",
        ),
        Ui("multiline", order=2),
    ] = ""
    decorative: Annotated[
        bool,
        Field(title="Decorative", description="The picture says nothing that the text does not say."),
        Ui("checkbox", order=3),
    ] = False
    caption: Annotated[
        str,
        Field(max_length=1_000, title="Caption", description="Shown below the picture."),
        Ui("text", order=4),
    ] = ""

    def alt(self, file: MediaFile) -> str:
        """Nothing, the words written here, or those of the file."""
        return "" if self.decorative else self.alt_text.strip() or super().alt(file)

    def unfinished(self, files: Mapping[UUID, MediaFile]) -> Iterator[Problem]:
        if self.media is None:
            yield Problem("media", "media_required", "Choose a picture, or take this widget out.")
        elif not self.decorative and self.media in files and not self.alt(files[self.media]):
            yield Problem("alt_text", "alt_text_required", "Say what the picture shows, or mark it as decorative.")


IMAGE = Widget(
    type="image",
    label="Image",
    description="One picture with its alt text and a caption.",
    config=ImageConfig,
    template="webpages/widgets/image.html",
)
