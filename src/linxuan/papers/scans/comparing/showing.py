"""What a person is shown of a place that differs: the scan on the left and the print on the right, both upright."""

from io import BytesIO
from typing import Any

from linxuan.papers.scans.comparing.laying import Lay
from linxuan.papers.scans.comparing.prints import PrintedPage
from linxuan.papers.scans.results import Box

AROUND = (70.0, 18.0)
"""Points across and down that are shown around a place."""
_SCALE, _WIDEST = 4.0, 620.0
"""Pixels a point, and pixels of one side at most."""
_GAP, _LINE = 12, 4.0
"""Pixels between both sides; points by which a frame lies outside of what differs."""
_FRAME, _PAPER = (200, 60, 20), (255, 255, 255)


def shown(page: PrintedPage, lay: Lay, colours: Any, times: float, box: Box) -> bytes:
    """Return a JPEG of a box in points; `times` is by how much finer the lay's pixels are than those of `colours`."""
    from PIL import Image

    left, top = max(box[0] - AROUND[0], 0.0), max(box[1] - AROUND[1], 0.0)
    right, bottom = min(box[2] + AROUND[0], page.width), min(box[3] + AROUND[1], page.height)
    scale = min(_SCALE, _WIDEST / (right - left))
    width, height = round((right - left) * scale), round((bottom - top) * scale)
    both = Image.new("RGB", (2 * width + _GAP, height), _PAPER)
    both.paste(_scanned(lay, colours, times, (left, top), scale, (width, height)), (0, 0))
    both.paste(_printed(page, (left, top), scale, (width, height)), (width + _GAP, 0))
    for start in (0, width + _GAP):
        _frame(
            both,
            [(side - edge) * scale for side, edge in zip(box, (left, top) * 2, strict=True)],
            start,
            scale,
        )
    file = BytesIO()
    both.save(file, "JPEG", quality=80)
    return file.getvalue()


def _scanned(
    lay: Lay, colours: Any, times: float, corner: tuple[float, float], scale: float, size: Any
) -> Any:
    import numpy
    from PIL import Image

    middle = lay.matrix @ (*(at + side / scale / 2 for at, side in zip(corner, size, strict=True)), 1.0)
    more = lay.moved(middle[:1], middle[1:])[0]
    turn = lay.matrix[:, :2] / scale / times
    start = (lay.matrix @ (*corner, 1.0) + more) / times
    numbers = numpy.column_stack([turn, start]).ravel().tolist()
    picture = Image.fromarray(numpy.ascontiguousarray(colours))
    return picture.transform(
        size, Image.Transform.AFFINE, numbers, Image.Resampling.BICUBIC, fillcolor=_PAPER
    )


def _printed(page: PrintedPage, corner: tuple[float, float], scale: float, size: tuple[int, int]) -> Any:
    import numpy
    from PIL import Image

    matrix = numpy.array([[scale, 0, -corner[0] * scale], [0, scale, -corner[1] * scale]])
    return Image.fromarray(page.drawn(matrix, *size)).convert("RGB")


def _frame(picture: Any, box: list[float], start: int, scale: float) -> None:
    from PIL import ImageDraw

    out = _LINE * scale
    at = (start + box[0] - out, box[1] - out, start + box[2] + out, box[3] + out)
    ImageDraw.Draw(picture).rectangle(at, outline=_FRAME, width=2)
