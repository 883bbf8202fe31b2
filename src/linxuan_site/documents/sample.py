"""A page that says that it is a sample: for the demonstration's attachments."""

from functools import cache

from linxuan_site.documents.typesetting import typeset


@cache
def sample_pdf(title: str) -> bytes:
    """Return a one-page PDF that bears `title` and says that it is synthetic."""
    return typeset("sample.typ", {"title": title})
