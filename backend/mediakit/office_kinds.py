"""The types of Office Open XML and OpenDocument: documents and their templates, with macros and without."""

OPEN_XML, MICROSOFT = "application/vnd.openxmlformats-officedocument.", "application/vnd.ms-"
DOCX, DOTX = f"{OPEN_XML}wordprocessingml.document", f"{OPEN_XML}wordprocessingml.template"
XLSX, XLTX = f"{OPEN_XML}spreadsheetml.sheet", f"{OPEN_XML}spreadsheetml.template"
PPTX, POTX = f"{OPEN_XML}presentationml.presentation", f"{OPEN_XML}presentationml.template"
PPSX = f"{OPEN_XML}presentationml.slideshow"
# With macros.
DOCM, DOTM = f"{MICROSOFT}word.document.macroEnabled.12", f"{MICROSOFT}word.template.macroEnabled.12"
XLSM, XLTM = f"{MICROSOFT}excel.sheet.macroEnabled.12", f"{MICROSOFT}excel.template.macroEnabled.12"
PPTM, POTM = f"{MICROSOFT}powerpoint.presentation.macroEnabled.12", f"{MICROSOFT}powerpoint.template.macroEnabled.12"
PPSM = f"{MICROSOFT}powerpoint.slideshow.macroEnabled.12"

# MIME type -> extension under which the file is kept
WORD = {DOCX: "docx", DOTX: "dotx", DOCM: "docm", DOTM: "dotm"}
EXCEL = {XLSX: "xlsx", XLTX: "xltx", XLSM: "xlsm", XLTM: "xltm"}
POWERPOINT = {PPTX: "pptx", PPSX: "ppsx", POTX: "potx", PPTM: "pptm", PPSM: "ppsm", POTM: "potm"}
OFFICE = WORD | EXCEL | POWERPOINT

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ODT, ODS, ODP, ODG = (f"{OPEN_DOCUMENT}{name}" for name in ("text", "spreadsheet", "presentation", "graphics"))
TEMPLATE = "-template"
OPEN_TEXT = {ODT: "odt", ODT + TEMPLATE: "ott"}
OPEN_SHEETS = {ODS: "ods", ODS + TEMPLATE: "ots"}
OPEN_SLIDES = {ODP: "odp", ODP + TEMPLATE: "otp"}
OPEN_DRAWINGS = {ODG: "odg", ODG + TEMPLATE: "otg"}
OPEN_DOCUMENTS = OPEN_TEXT | OPEN_SHEETS | OPEN_SLIDES | OPEN_DRAWINGS


def main_type(file_type: str) -> str:
    """The type of the main part of such a document of Office Open XML, by which it is known."""
    if file_type == DOTM:
        return f"{MICROSOFT}word.template.macroEnabledTemplate.main+xml"
    return f"{file_type.removesuffix('.12')}.main+xml"
