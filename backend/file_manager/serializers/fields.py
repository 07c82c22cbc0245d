"""Fields that refuse what a column or a later computation could not bear."""

import re
from typing import Any

from rest_framework import serializers

from file_manager.names import LONGEST_SLUG, slug_from
from file_manager.tagging import clean_name

MOST_IDS = 1000
COLOR = re.compile(r"#[0-9a-fA-F]{6}")


class ShareField(serializers.FloatField):
    """A number from 0 to 1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=1, **options)

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class SlugField(serializers.CharField):
    """What stands in addresses: letters and digits of any script in lower case, `-` and `_` between them."""

    default_error_messages = {
        "invalid_slug": "Only lower-case letters, digits, - and _, with a letter or digit at both ends."
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_SLUG, **options)

    def to_internal_value(self, data: Any) -> str:
        slug = super().to_internal_value(data)
        if slug and slug_from(slug, otherwise="") != slug[:LONGEST_SLUG]:
            self.fail("invalid_slug")
        return slug


class ColorField(serializers.CharField):
    """`#rrggbb`, or nothing."""

    default_error_messages = {"invalid_color": "A colour is written as #rrggbb."}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=7, allow_blank=True, **options)

    def to_internal_value(self, data: Any) -> str:
        color = super().to_internal_value(data)
        if color and not COLOR.fullmatch(color):
            self.fail("invalid_color")
        return color.lower()


class TagNameField(serializers.CharField):
    """The name of a tag as it is kept. Composing letters can make a text longer, so its length is minded afterwards."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=100, **options)

    def to_internal_value(self, data: Any) -> str:
        return clean_name(super().to_internal_value(data))


class TagNamesField(serializers.ListField):
    """Names of tags; those that are missing are made."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=TagNameField(), max_length=100, **options)


class IdsField(serializers.ListField):
    """Ids of at most 1,000 files."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.UUIDField(), allow_empty=False, max_length=MOST_IDS, **options)
