from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from webpages.widgets.base import Config, Ui, Widget
from webpages.widgets.cleaning import clean, plain, too_deep

LONGEST = 50_000


def cleaned(html: str) -> str:
    if too_deep(html):
        raise PydanticCustomError("too_deep", "This text is nested too deeply.")
    return clean(html)


class RichTextConfig(Config):
    html: Annotated[
        str,
        Field(max_length=LONGEST, title="Text", description="Headings, paragraphs, lists, quotes and links."),
        AfterValidator(cleaned),
        Ui("richtext", order=1),
    ] = ""

    def summary(self) -> str:
        return plain(self.html)


RICH_TEXT = Widget(
    type="rich_text",
    label="Text",
    description="Headings, paragraphs, lists and links.",
    config=RichTextConfig,
    template="webpages/widgets/rich_text.html",
)
