"""The kinds of files that are taken: what each begins with, and what it is called when it is handed out."""

from collections.abc import Mapping

_ZIP = (b"PK\x03\x04",)
_OFFICE = "application/vnd.openxmlformats-officedocument."
BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "webp": (b"RIFF",),
    "docx": _ZIP,
    "xlsx": _ZIP,
    "pptx": _ZIP,
    "ofd": _ZIP,
    "zip": _ZIP,
}
"""What a file must begin with, by kind: a name alone proves nothing."""
CONTENT_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation",
    "ofd": "application/ofd",
    "zip": "application/zip",
}
OPAQUE = "application/octet-stream"
"""What nothing opens by itself."""
PICTURES: Mapping[str, str] = {"png": "PNG", "jpg": "JPEG", "tiff": "TIFF", "webp": "WEBP"}
"""What Pillow calls a kind."""
MAIN_PARTS: Mapping[str, str] = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "ofd": "OFD.xml",
}
"""The part without which a package is not of its kind."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How doc, xls, ppt and wps begin, and every office file with a password."""
