"""`python -m bench.papers.drawing FILE DPI`: draw pages in a process of its own, to count what that costs."""

import sys
from pathlib import Path


def drawn(file: Path, dpi: int) -> None:
    """Draw every page of a PDF in colours, as a verification does first, and do nothing with it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    for page in document:
        page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()
        page.close()
    document.close()


if __name__ == "__main__":
    drawn(Path(sys.argv[1]), int(sys.argv[2]))
