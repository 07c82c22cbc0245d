"""What can stand in a slot of a page."""

from webpages.widgets.base import Config, Reference, Widget
from webpages.widgets.image import IMAGE
from webpages.widgets.rich_text import RICH_TEXT

WIDGETS: dict[str, Widget] = {widget.type: widget for widget in [RICH_TEXT, IMAGE]}

__all__ = ["WIDGETS", "Config", "Reference", "Widget"]
