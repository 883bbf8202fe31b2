"""A scanner by lot: paper that is sealed, written on, turned, stretched and bent, and light that is never quite even."""

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

FINER = 2
"""So many times as fine as it is scanned a page is drawn first."""
_INCH = 25.4
_MESH = 24
_RED = ((205, 30, 42), (220, 50, 60), (190, 20, 40))


def scanned(
    page: Image.Image, dpi: int, lot: Random, file: Path, *, grey: bool | None = None, streak: bool = False
) -> None:
    """Write the scan of a page, drawn `FINER` times as fine, as a PDF of one page; the same lot, the same scan.

    `grey` says that it is grey and sealed; by lot it is only one of both. With a `streak` the glass was dirty.
    """
    fine = dpi * FINER
    seals = lot.randint(1, 2) if lot.random() < 0.5 else 0
    sheet = _printed(page, fine, lot).convert("RGB")
    as_grey = lot.random() < 0.3 if grey is None else grey
    for _ in range(seals if not as_grey else int(bool(grey))):
        sheet = _sealed(sheet, fine, lot)
    laid = _laid(sheet, fine, lot).reduce(FINER).filter(ImageFilter.GaussianBlur(lot.uniform(0.3, 0.95)))
    seen = _lit(laid, dpi, lot)
    if streak:
        _streaked(seen, lot)
    seen = seen.convert("L") if as_grey else seen
    seen.save(file, "PDF", resolution=dpi, quality=lot.randint(40, 90))


def _printed(page: Image.Image, dpi: int, lot: Random) -> Image.Image:
    """As a printer puts it on paper: a little softer, and ink runs."""
    soft, gain = page.filter(ImageFilter.GaussianBlur(dpi / 600 * lot.uniform(0.4, 1))), lot.uniform(1, 1.6)
    return soft.point(lambda tone: 255 - min(255, (255 - tone) * gain))


def _sealed(sheet: Image.Image, dpi: int, lot: Random) -> Image.Image:
    """A unit's seal anywhere, round or oval: a ring, a star, marks for the signs of its name; black stays black."""
    wide, high = lot.choice([(42, 42), (38, 38), (45, 30), (50, 50)])
    across, down = (round(side * dpi / _INCH) for side in (wide, high))
    ink = Image.new("L", (across, down))
    draw = ImageDraw.Draw(ink)
    draw.ellipse((0, 0, across - 1, down - 1), outline=255, width=round(1.2 * dpi / _INCH))
    turns = [math.pi * (one / 5 - 0.5) for one in range(10)]
    star = [min(across, down) / (6 if one % 2 == 0 else 16) for one in range(10)]
    points = [
        (across / 2 + r * math.cos(a), down / 2 + r * math.sin(a)) for r, a in zip(star, turns, strict=True)
    ]
    draw.polygon(points, 255)
    for one in range(12):
        turn, side = math.pi * (0.8 + 1.4 * one / 11), min(across, down) / 16
        x, y = across / 2 * (1 + 0.78 * math.cos(turn)), down / 2 * (1 + 0.78 * math.sin(turn))
        draw.rectangle((x - side, y - side, x + side, y + side), outline=255, width=round(0.5 * dpi / _INCH))
    ink = ink.rotate(lot.uniform(-30, 30), expand=True)
    strength = lot.uniform(0.5, 0.95)
    colour = tuple(round(255 - (255 - one) * strength) for one in lot.choice(_RED))
    layer = Image.new("RGB", sheet.size, "white")
    at = (round(lot.uniform(20, 150) * dpi / _INCH), round(lot.uniform(30, 230) * dpi / _INCH))
    layer.paste(colour, at, ink)
    return ImageChops.multiply(sheet, layer)


def _streaked(seen: Image.Image, lot: Random) -> None:
    """A dark line along the whole page, as of dirt on the glass under which it was drawn through."""
    x, tone = lot.uniform(0.03, 0.97) * seen.width, lot.randint(90, 170)
    ImageDraw.Draw(seen).line([(x, 0), (x, seen.height)], (tone, tone, tone), lot.randint(1, 2))


def _laid(sheet: Image.Image, dpi: int, lot: Random) -> Image.Image:
    """Turned, stretched and sheared on the glass, and drawn in unevenly."""
    width, height = sheet.size
    from_ = _from(width, height, dpi, lot)
    across, down = ([round(side * step / _MESH) for step in range(_MESH + 1)] for side in (width, height))
    mesh = []
    for left, right in pairwise(across):
        for top, bottom in pairwise(down):
            corners = ((left, top), (left, bottom), (right, bottom), (right, top))
            mesh.append(((left, top, right, bottom), tuple(one for at in corners for one in from_(*at))))
    white = (255, 255, 255)
    return sheet.transform(
        (width, height), Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=white
    )


def _from(width: int, height: int, dpi: int, lot: Random) -> Callable[[float, float], tuple[float, float]]:
    """Where on the sheet lies what comes to lie at a place of the scan."""
    turn, shear = math.radians(lot.uniform(-2, 2)), lot.uniform(-0.0015, 0.0015)
    wider, taller = (1 + lot.uniform(-0.004, 0.004) for _ in range(2))
    off = [lot.uniform(-2, 2) * dpi / _INCH for _ in range(2)]
    waves = [
        (lot.uniform(0, 0.35) * dpi / _INCH, lot.uniform(120, 300) * dpi / _INCH, lot.uniform(0, 6.3))
        for _ in range(4)
    ]

    def wave(place: int, along: float) -> float:
        height, length, start = waves[place]
        return height * math.sin(2 * math.pi * along / length + start)

    def from_(x: float, y: float) -> tuple[float, float]:
        u, v = x - width / 2 - off[0], y - height / 2 - off[1]
        across = (math.cos(turn) * u + math.sin(turn) * v) * wider + shear * v + width / 2
        down = (math.cos(turn) * v - math.sin(turn) * u) * taller + height / 2
        return across + wave(0, y) + wave(1, x) / 2, down + wave(2, y) + wave(3, x) / 2

    return from_


def _lit(picture: Image.Image, dpi: int, lot: Random) -> Image.Image:
    """By a lamp that is brighter on one side, with its own black, white and tone, noise and dust."""
    import numpy

    tones = numpy.asarray(picture).astype(numpy.float32) / 255
    black, white = lot.uniform(0, 0.2), lot.uniform(0.93, 1)
    tones = black + (white - black) * tones ** lot.uniform(0.8, 1.3)
    down, across = numpy.mgrid[: tones.shape[0], : tones.shape[1]].astype(numpy.float32)
    way, much = lot.uniform(0, 2 * math.pi), lot.uniform(0, 0.14)
    along = math.cos(way) * (across / tones.shape[1] - 0.5) + math.sin(way) * (down / tones.shape[0] - 0.5)
    tones *= (1 - much * (along + 0.7) / 1.4)[..., None]
    noise: Any = numpy.random.default_rng(lot.randrange(10**9))
    tones += noise.normal(0, lot.uniform(0.5, 5) / 255, tones.shape).astype(numpy.float32)
    for _ in range(lot.choice([0, 0, 0, 2, 4])):
        x, y, wide = lot.uniform(0, tones.shape[1]), lot.uniform(0, tones.shape[0]), lot.uniform(0.05, 0.12)
        tones[(across - x) ** 2 + (down - y) ** 2 < (wide * dpi / _INCH) ** 2] *= 0.5
    return Image.fromarray((tones.clip(0, 1) * 255).astype(numpy.uint8))
