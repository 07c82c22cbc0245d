"""What people send by mistake, or in the format of its program: what it is called, and what to do instead."""

from dataclasses import dataclass

from mediakit.errors import UnsupportedType
from mediakit.kinds import AUDIO, DOCUMENT, IMAGE, VIDEO

# What an unknown type is at heart, by the first half of its name.
FAMILIES = {"image": IMAGE, "video": VIDEO, "audio": AUDIO, "text": DOCUMENT}
NOUNS = {IMAGE: "a picture", VIDEO: "a film", AUDIO: "a sound file", DOCUMENT: "a document"}

LEAVE_OUT = "Leave it out."
SAVE_ANEW = "Save it in another format, or leave it out."
AS_PICTURE = "Export it as a PNG, JPEG or TIFF."
AS_PDF = "Export it as a PDF."


@dataclass(frozen=True)
class Foreign:
    """A sort of file that is not taken, by libmagic's types and by the endings of those that libmagic does not know."""

    called: str
    advice: str
    types: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


ARCHIVE = Foreign(
    "an archive",
    "Unpack it and upload the files inside.",
    (
        "application/gzip",
        *(f"application/x-{name}" for name in ("7z-compressed", "bzip2", "compress", "cpio", "lz4", "lzip", "lzma")),
        *(f"application/x-{name}" for name in ("lzh-compressed", "rar", "stuffit", "tar", "ustar", "xar", "xz")),
        "application/vnd.ms-cab-compressed",
        "application/zstd",
    ),
    ("ace", "cab"),
)
RAW_PHOTO = Foreign(
    "a raw photo of a camera",
    "Develop it and upload a JPEG or TIFF.",
    ("image/x-canon-cr2", "image/x-canon-crw", "image/x-fuji-raf", "image/x-olympus-orf", "image/x-x3f"),
    ("cr3", "mrw", "rw2", "rwl"),
)
PROGRAM = Foreign(
    "a program",
    LEAVE_OUT,
    (
        *(f"application/x-{name}" for name in ("coff", "dosdriver", "dosexec", "executable", "java-applet", "msi")),
        *(f"application/x-{name}" for name in ("mach-binary", "object", "pie-executable", "rpm", "sharedlib")),
        "application/vnd.debian.binary-package",
        "application/vnd.microsoft.portable-executable",
    ),
    ("wasm",),
)
SCRIPT = Foreign(
    "a script",
    # Notes that begin with some lines of code look so too.
    "Leave it out, or save it as a text (.txt) if it is one.",
    (
        *(f"text/x-{name}" for name in ("asm", "awk", "gawk", "lisp", "lua", "m4", "makefile", "msdos-batch", "nawk")),
        *(f"text/x-{name}" for name in ("perl", "ruby", "script.python", "tcl")),
        "application/javascript",
    ),
)
SENT_BY_MISTAKE = (
    ARCHIVE,
    RAW_PHOTO,
    PROGRAM,
    SCRIPT,
    Foreign("a shell script", LEAVE_OUT, ("text/x-shellscript",)),
    Foreign("a PHP program", LEAVE_OUT, ("text/x-php",)),
    Foreign("a web page", "Save it as a PDF, or leave it out.", ("text/html",)),
    Foreign(
        "a disk image",
        "Open it and upload the files inside.",
        ("application/x-apple-diskimage", "application/x-iso9660-image", "application/x-virtualbox-vhd"),
        ("dmg", "iso", "qcow2", "vmdk"),
    ),
    Foreign(
        "a font",
        LEAVE_OUT,
        ("application/vnd.ms-fontobject", "application/vnd.ms-opentype", "font/otf", "font/sfnt", "font/ttf"),
        ("woff", "woff2"),
    ),
    Foreign("a Photoshop file", AS_PICTURE, ("image/vnd.adobe.photoshop",)),
    Foreign("a GIMP picture", AS_PICTURE, ("image/x-xcf",)),
    Foreign("a JPEG 2000 picture", AS_PICTURE, ("image/jp2", "image/jpm", "image/jpx"), ("j2k", "jp2")),
    Foreign("a JPEG XL picture", AS_PICTURE, ("image/jxl",)),
    Foreign("a PostScript file", AS_PDF, ("application/postscript", "image/x-eps")),
    Foreign("a DjVu document", AS_PDF, ("image/vnd.djvu",)),
    Foreign("an InDesign document", AS_PDF, endings=("indd", "indt")),
    Foreign("a QuarkXPress document", AS_PDF, ("application/x-quark-xpress-3",), ("qxd",)),
    Foreign("a CorelDRAW drawing", AS_PDF, ("application/vnd.corel-draw",), ("cdr",)),
    Foreign("a technical drawing", AS_PDF, ("application/x-dxf", "image/vnd.dwg"), ("dgn",)),
    Foreign("a database", LEAVE_OUT, ("application/vnd.sqlite3", "application/x-dbf", "application/x-msaccess")),
    Foreign("an old or unknown Office file", SAVE_ANEW, ("application/x-ole-storage",)),
)
BY_TYPE = {file_type: sort for sort in SENT_BY_MISTAKE for file_type in sort.types}
BY_ENDING = {ending: sort for sort in SENT_BY_MISTAKE for ending in sort.endings}


def of_type(file_type: str) -> Foreign:
    """The sort of file that a type which is not taken belongs to, never called by the type itself."""
    family = FAMILIES.get(file_type.partition("/")[0])
    noun = NOUNS[family] if family else "a file"
    return BY_TYPE.get(file_type) or Foreign(f"{noun} of a kind that is not known here", SAVE_ANEW)


def refused(sort: Foreign, *, by_name: bool = False) -> UnsupportedType:
    """The error for a file of that sort, of which nothing but the name may say so."""
    found = f"{'By its name it' if by_name else 'It'} is {sort.called}."
    return UnsupportedType.because(f"{found} {sort.advice}")
