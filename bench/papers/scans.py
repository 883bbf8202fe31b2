"""A scan of twelve pages that is verified, beside the same pages merely drawn as pictures."""

import math
import subprocess
import sys
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.papers.drawing import drawn
from bench.papers.forms import PARAGRAPH, filed, key, laid_out
from bench.papers.places import workplace
from bench.papers.reading import pages_of
from bench.papers.spending import spending
from linxuan.papers.scans import Examination, Expected, examine_here, examine_scan

PAGES, DPI = 12, 200
LONGEST = 8
"""Sentences of a paragraph, at most."""
SEALED = (1,)


def scan(rounds: int) -> dict[str, Any]:
    """Verify and draw in turns: both in a child that starts for it, and both in this process."""
    expected = _printed(workplace() / "print.pdf")
    file = _scanned(workplace() / "print.pdf", workplace() / "scan.pdf")
    keys = {key().public.id: key().public}
    seconds: dict[str, list[float]] = {"examined": [], "drawn": [], "examined_here": [], "drawn_here": []}
    for _ in range(rounds):
        with spending() as spent:
            found = examine_scan([file], expected, keys)
        seconds["examined"].append(spent.cpu)
        with spending() as spent:
            subprocess.run([sys.executable, "-m", "bench.papers.drawing", str(file), str(DPI)], check=True)
        seconds["drawn"].append(spent.cpu)
        with spending() as spent:
            examine_here([file], expected, keys)
        seconds["examined_here"].append(spent.cpu)
        with spending() as spent:
            drawn(file, DPI)
        seconds["drawn_here"].append(spent.cpu)
    return {
        "pages": expected.pages,
        "dpi": DPI,
        "megabytes": file.stat().st_size / 1e6,
        "found": _said(found),
        **{f"{name}_cpu_s": median(each) for name, each in seconds.items()},
    }


def _said(found: Examination) -> str:
    """How many pages were taken for the print's, and what was doubted."""
    ours = sum(one.outcome == "ours" for one in found.pages)
    return ", ".join([f"{ours} pages of the print", *sorted({one.kind for one in found.doubts})])


def _printed(file: Path) -> Expected:
    """Print a form of twelve pages; longer answers are tried until it has so many."""
    from linxuan_site.documents.typesetting import typesetting

    with typesetting() as lay:
        for place, sentences in (
            (place, size) for size in range(PARAGRAPH, LONGEST + 1) for place in range(3)
        ):
            submission = filed(place, sentences)
            made = laid_out(submission, lay)
            if pages_of(made) == PAGES:
                break
        else:
            raise ValueError(PAGES)
    file.write_bytes(made)
    number = submission.application.number
    return Expected(number, submission.revision, PAGES, submission.digest, sealed=SEALED, print=file)


def _scanned(printed: Path, file: Path) -> Path:
    """What a scanner makes of the print: a seal, pages a little turned, specks, JPEG in a PDF."""
    import pypdfium2
    from PIL import Image

    random, pages = Random(12), []
    for place, page in enumerate(pypdfium2.PdfDocument(printed), start=1):
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
        if place in SEALED:
            _seal(picture)
        picture = picture.rotate(
            random.uniform(-1, 1), resample=Image.Resampling.BICUBIC, fillcolor=(250, 250, 248)
        )
        specks = Image.effect_noise(picture.size, 18).convert("RGB")
        pages.append(Image.blend(picture, specks, 0.06))
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=80)
    return file


def _seal(picture: Any) -> None:
    """Press a unit's seal of 42 mm onto a page: a ring, a star, and marks for the signs of its name along the ring."""
    from PIL import ImageDraw

    red, draw, x, y = (205, 35, 45), ImageDraw.Draw(picture), 810, 1660
    draw.ellipse((x - 165, y - 165, x + 165, y + 165), outline=red, width=10)
    turns = [math.pi * (one / 5 - 0.5) for one in range(10)]
    radii = (55, 21) * 5
    draw.polygon(
        [(x + r * math.cos(turn), y + r * math.sin(turn)) for r, turn in zip(radii, turns, strict=True)], red
    )
    for one in range(12):
        turn = math.pi * (0.8 + 1.4 * one / 11)
        across, down = x + 125 * math.cos(turn), y + 125 * math.sin(turn)
        draw.rectangle((across - 12, down - 14, across + 12, down + 14), outline=red, width=5)
