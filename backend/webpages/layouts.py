"""How a page can be laid out: each layout is a template with named slots that take widgets."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    name: str
    label: str


@dataclass(frozen=True)
class Layout:
    name: str
    label: str
    slots: tuple[Slot, ...]
    template: str

    def slot_names(self) -> tuple[str, ...]:
        return tuple(slot.name for slot in self.slots)


DEFAULT = "default"

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in [
        Layout(
            name=DEFAULT,
            label="Article",
            slots=(Slot("main", "Main"),),
            template="webpages/default.html",
        ),
    ]
}
