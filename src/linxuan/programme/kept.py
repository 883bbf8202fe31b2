"""The files of a package as texts, as a database and JSON keep them: what is no text is kept in Base64."""

from base64 import b64decode, b64encode
from collections.abc import Mapping

BINARY = (".xlsx", ".docx")


def is_binary(file: str) -> bool:
    """Tell whether a file of a package is no text, by its name."""
    return file.endswith(BINARY)


def as_text(file: str, content: bytes) -> str:
    """Return a file as it is kept. Raises `UnicodeDecodeError` for a text that is none."""
    return b64encode(content).decode() if is_binary(file) else content.decode()


def as_bytes(file: str, text: str) -> bytes:
    """Return a file from what is kept of it."""
    return b64decode(text) if is_binary(file) else text.encode()


def contents_of(kept: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a package by path, from what is kept of them."""
    return {file: as_bytes(file, text) for file, text in kept.items()}
