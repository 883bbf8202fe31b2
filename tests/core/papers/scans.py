"""Papers as they come back: printed, scanned well or badly, photographed, and files that are no papers."""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pypdfium2
from PIL import Image, ImageFilter

from linxuan.papers.drawing import DOTS, code_png

PAPER = """#set page(paper: "a4", margin: 20mm)
#for (file, words) in sys.inputs.codes.split(" ").zip(sys.inputs.words.split("|")) {
  lorem(300)
  place(bottom + right, words)
  place(bottom + left, image(file, width: 24mm * 49 / 41))
  pagebreak(weak: true)
}
"""


def printed(folder: Path, codes: Sequence[str], words: Mapping[int, str] = MappingProxyType({})) -> bytes:
    """A PDF with one code a page, of the size that a form has it, and words at the foot of some pages, from 1."""
    import typst

    (folder / "paper.typ").write_text(PAPER)
    for place, code in enumerate(codes):
        (folder / f"{place}.png").write_bytes(code_png(code, DOTS)[0])
    names = " ".join(f"{place}.png" for place in range(len(codes)))
    said = "|".join(words.get(place, "") for place, _code in enumerate(codes, start=1))
    made = typst.compile(folder / "paper.typ", sys_inputs={"codes": names, "words": said})
    assert isinstance(made, bytes)
    return made


def scanned(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def pressed(picture: Image.Image) -> Image.Image:
    """As a telephone sends it on: JPEG of quality 30."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=30)
    return Image.open(file)


HANDLED: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "straight": lambda picture: picture,
    "6 degrees to the left": lambda picture: turned(picture, 6),
    "6 degrees to the right": lambda picture: turned(picture, -6),
    "on its side": lambda picture: turned(picture, 90),
    "upside down": lambda picture: turned(picture, 180),
    "grey": lambda picture: picture.point(lambda tone: 90 + tone * 0.4),
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(1)),
    "pressed": pressed,
    "turned, blurred and pressed": lambda picture: pressed(
        turned(picture, 3).filter(ImageFilter.GaussianBlur(0.8))
    ),
}


def as_pdf(pictures: Sequence[Image.Image], dpi: int, mode: str = "L") -> bytes:
    """The pictures as a scanner's PDF, grey unless `mode` says otherwise."""
    file = io.BytesIO()
    first, *others = (one.convert(mode) for one in pictures)
    first.save(file, "PDF", save_all=True, append_images=others, resolution=dpi)
    return file.getvalue()


def as_file(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()
