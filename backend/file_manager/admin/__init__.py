"""The administration of the library, for superusers. Every act is the one that the API does."""

from file_manager.admin import bytes, files, organising, records

__all__ = ["bytes", "files", "organising", "records"]
