"""Shapes of people, namespaces and what joins them."""

from content.serializers.fields import NamespaceField, RoleField
from content.serializers.summaries import NamespaceSummary, UserSummary

__all__ = ["NamespaceField", "NamespaceSummary", "RoleField", "UserSummary"]
