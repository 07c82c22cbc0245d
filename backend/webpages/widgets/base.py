"""What a widget is: a name, a typed configuration that publishes its form, and a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from file_manager.models import MediaFile
from webpages.widgets.problems import Problem


@dataclass(frozen=True)
class Ui:
    """How a form asks for a field, published as `ui` in the JSON Schema. Media fields name the kinds that they take."""

    control: Literal["text", "multiline", "richtext", "checkbox", "media"]
    order: int
    kinds: tuple[str, ...] = ()

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        hints: dict[str, Any] = {"control": self.control, "order": self.order}
        if self.kinds:
            hints["kinds"] = list(self.kinds)
        return {**handler(schema), "ui": hints}


@dataclass(frozen=True)
class Reference:
    """A field of a configuration that names a file of the library."""

    field: str
    file_id: UUID
    kinds: tuple[str, ...]


class Config(BaseModel):
    """What a person sets in a widget. Keys that it does not know are refused, and so is text where a flag belongs."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def references(self) -> Iterator[Reference]:
        for name, field in type(self).model_fields.items():
            ui = next((hint for hint in field.metadata if isinstance(hint, Ui)), None)
            if ui and ui.kinds and (file_id := getattr(self, name)):
                yield Reference(name, file_id, ui.kinds)

    def alt(self, file: MediaFile) -> str:
        """What a reader hears for a file that the widget shows."""
        return file.alt_text.strip()

    def summary(self) -> str:
        """What the widget says in words, for search engines; empty when nothing."""
        return ""

    def unfinished(self, files: Mapping[UUID, MediaFile]) -> Iterator[Problem]:
        """What must still be said before the public sees the widget. Places are relative to the configuration."""
        yield from ()


ConfigClass = type[Config]


@dataclass(frozen=True)
class Widget:
    type: str
    label: str
    description: str
    config: ConfigClass
    template: str
