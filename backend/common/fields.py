"""Serializer fields whose values every database can keep."""

import math
from typing import Any

from rest_framework import serializers

#: The largest number of a 64-bit column.
LARGEST = 2**63 - 1


class NumberField(serializers.FloatField):
    """A float that is neither endless nor `nan`, which the framework's own takes as text."""

    default_error_messages = {"invalid": "A number is needed here."}

    def to_internal_value(self, data: Any) -> float:
        number = super().to_internal_value(data)
        if not math.isfinite(number):
            self.fail("invalid")
        return number
