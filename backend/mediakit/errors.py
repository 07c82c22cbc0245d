"""What can be wrong with a file, each with a stable code and a sentence that a person can act on."""

from typing import Self


class MediaError(Exception):
    """A file cannot be taken or read; `code` is stable, `detail` is for people."""

    code = "media_error"
    default_detail = "The file cannot be used."

    def __init__(self, detail: str = "") -> None:
        self.detail = detail or self.default_detail
        super().__init__(self.detail)


class EmptyFile(MediaError):
    code = "empty_file"
    default_detail = "The file is empty. Choose the original again."


class UnsupportedType(MediaError):
    code = "unsupported_type"
    # The app begins with the same words, which it recognises and says once.
    default_detail = "This type of file is not taken here."

    @classmethod
    def because(cls, reason: str) -> Self:
        """The error with what the file is and what to do about it."""
        return cls(f"{cls.default_detail} {reason}")


class TypeMismatch(MediaError):
    code = "type_mismatch"
    default_detail = "The content of the file is not what its name says."


class HostileSvg(MediaError):
    code = "hostile_svg"
    default_detail = "Nothing is left of the SVG once it is cleaned. Save it again as a plain SVG or as a PNG."


class TooManyPixels(MediaError):
    code = "too_many_pixels"
    default_detail = "The picture has too many pixels. Upload a smaller version."


class UnreadableFile(MediaError):
    code = "unreadable_file"
    default_detail = "The file cannot be read. It is damaged, so save it again."


class TruncatedFile(MediaError):
    code = "truncated"
    default_detail = "The file is not whole. Copy the original again."
