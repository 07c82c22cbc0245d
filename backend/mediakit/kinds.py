"""The types that are taken, and what a file name or a client's content type claims."""

from mediakit.office_kinds import OFFICE, OPEN_DOCUMENTS

IMAGE, VIDEO, AUDIO, DOCUMENT, OTHER = "image", "video", "audio", "document", "other"
KINDS = (IMAGE, VIDEO, AUDIO, DOCUMENT, OTHER)

SVG = "image/svg+xml"
ICON = "image/vnd.microsoft.icon"
EPUB = "application/epub+zip"
RTF = "application/rtf"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"

# MIME type -> (kind, extension under which the file is kept)
TYPES: dict[str, tuple[str, str]] = {
    "image/jpeg": (IMAGE, "jpg"),
    "image/png": (IMAGE, "png"),
    "image/gif": (IMAGE, "gif"),
    "image/webp": (IMAGE, "webp"),
    "image/avif": (IMAGE, "avif"),
    "image/heic": (IMAGE, "heic"),
    "image/tiff": (IMAGE, "tif"),
    "image/bmp": (IMAGE, "bmp"),
    SVG: (IMAGE, "svg"),
    ICON: (IMAGE, "ico"),
    "video/mp4": (VIDEO, "mp4"),
    "video/quicktime": (VIDEO, "mov"),
    "video/3gpp": (VIDEO, "3gp"),
    "video/webm": (VIDEO, "webm"),
    "video/x-matroska": (VIDEO, "mkv"),
    "video/x-msvideo": (VIDEO, "avi"),
    "video/ogg": (VIDEO, "ogv"),
    "video/mp2t": (VIDEO, "m2ts"),
    "video/mpeg": (VIDEO, "mpg"),
    "video/x-flv": (VIDEO, "flv"),
    "video/x-ms-wmv": (VIDEO, "wmv"),
    "audio/mpeg": (AUDIO, "mp3"),
    "audio/mp4": (AUDIO, "m4a"),
    "audio/aac": (AUDIO, "aac"),
    "audio/flac": (AUDIO, "flac"),
    "audio/ogg": (AUDIO, "ogg"),
    "audio/wav": (AUDIO, "wav"),
    "audio/aiff": (AUDIO, "aiff"),
    "audio/webm": (AUDIO, "weba"),
    "audio/x-matroska": (AUDIO, "mka"),
    "audio/x-ms-wma": (AUDIO, "wma"),
    "audio/amr": (AUDIO, "amr"),
    "audio/x-caf": (AUDIO, "caf"),
    "application/pdf": (DOCUMENT, "pdf"),
    **{file_type: (DOCUMENT, extension) for file_type, extension in (OFFICE | OPEN_DOCUMENTS).items()},
    EPUB: (DOCUMENT, "epub"),
    DOC: (DOCUMENT, "doc"),
    XLS: (DOCUMENT, "xls"),
    PPT: (DOCUMENT, "ppt"),
    RTF: (DOCUMENT, "rtf"),
    "application/json": (DOCUMENT, "json"),
    "text/plain": (DOCUMENT, "txt"),
    "text/csv": (DOCUMENT, "csv"),
    "text/markdown": (DOCUMENT, "md"),
}

TEXT_TYPES = frozenset(("text/plain", "text/csv", "text/markdown", "application/json"))

ALIASES = {
    # Names are compared in lower case, and some are registered with a capital.
    **{file_type.lower(): file_type for file_type in OFFICE},
    "application/csv": "text/csv",
    "application/mp4": "video/mp4",
    "application/ogg": "audio/ogg",
    "application/x-matroska": "video/x-matroska",
    "audio/3gpp": "audio/mp4",
    "audio/amr-wb": "audio/amr",
    "audio/caf": "audio/x-caf",
    "audio/m4a": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "audio/opus": "audio/ogg",
    "audio/vnd.wave": "audio/wav",
    "audio/vorbis": "audio/ogg",
    "audio/wave": "audio/wav",
    "audio/x-aiff": "audio/aiff",
    "audio/x-flac": "audio/flac",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "image/heic-sequence": "image/heic",
    "image/heif": "image/heic",
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-bmp": "image/bmp",
    "image/x-ms-bmp": "image/bmp",
    "image/apng": "image/png",
    "image/avif-sequence": "image/avif",
    "image/ico": ICON,
    "image/svg": SVG,
    "image/x-icon": ICON,
    "text/rtf": "application/rtf",
    "text/x-markdown": "text/markdown",
    "video/3gpp2": "video/3gpp",
    "video/avi": "video/x-msvideo",
    "video/flv": "video/x-flv",
    "video/mp2p": "video/mpeg",
    "video/mpeg2": "video/mpeg",
    "video/vnd.dlna.mpeg-tts": "video/mp2t",
    "video/x-ms-asf": "video/x-ms-wmv",
    "video/matroska": "video/x-matroska",
    "video/x-m4v": "video/mp4",
}

OTHER_EXTENSIONS = {
    "3g2": "video/3gpp",
    "aif": "audio/aiff",
    "apng": "image/png",
    "avifs": "image/avif",
    "heif": "image/heic",
    "hif": "image/heic",
    "jfif": "image/jpeg",
    "jpe": "image/jpeg",
    "jpeg": "image/jpeg",
    "asf": "video/x-ms-wmv",
    "awb": "audio/amr",
    "m4b": "audio/mp4",
    "m4v": "video/mp4",
    "mpe": "video/mpeg",
    "mpeg": "video/mpeg",
    "mts": "video/mp2t",
    "vob": "video/mpeg",
    "markdown": "text/markdown",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "qt": "video/quicktime",
    "text": "text/plain",
    "tiff": "image/tiff",
    "wave": "audio/wav",
}
EXTENSIONS = {extension: file_type for file_type, (_, extension) in TYPES.items()} | OTHER_EXTENSIONS

# Plain text under one of these names is meant to be run or drawn by somebody's program.
ACTIVE_EXTENSIONS = frozenset(
    (
        "asp",
        "aspx",
        "bat",
        "cgi",
        "cmd",
        "css",
        "htm",
        "html",
        "js",
        "jsp",
        "jsx",
        "m3u",
        "m3u8",
        "mjs",
        "php",
        "phtml",
        "pl",
        "ps1",
        "py",
        "rb",
        "sh",
        "ts",
        "vbs",
        "xhtml",
        "xml",
        "xsl",
    )
)

# One container serves sound and film, and people name it after the film.
SHARED_CONTAINERS = frozenset(
    (
        "video/mp4",
        "video/quicktime",
        "video/3gpp",
        "video/webm",
        "video/x-matroska",
        "video/ogg",
        "audio/ogg",
        "audio/mp4",
        "video/mpeg",
        "video/mp2t",
        "video/x-ms-wmv",
        "audio/x-ms-wma",
    )
)


def canonical(file_type: str) -> str:
    """The one name of a MIME type here, without parameters; unknown names come back in lower case."""
    bare = file_type.partition(";")[0].strip().lower()
    return ALIASES.get(bare, bare)


def extension_of(filename: str) -> str:
    """The extension in lower case without its dot, or an empty string."""
    stem, dot, extension = filename.rpartition(".")
    return extension.strip().lower() if stem and dot else ""


def written_extension(filename: str, file_type: str) -> str:
    """The extension as a name has it where files of this type end like that, else the one they are kept under."""
    written = filename.rpartition(".")[2].strip()
    fits = written.isascii() and EXTENSIONS.get(extension_of(filename)) == file_type
    return written if fits else TYPES[file_type][1]


def kind_of(file_type: str) -> str:
    """The kind of a type; `other` for one that is not taken."""
    return TYPES.get(file_type, (OTHER, ""))[0]
