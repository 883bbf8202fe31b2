"""Sheets of A4 with seals on them, and with all that is red and no seal."""

import io
import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from pylopdf_fonts_zh_cn import serif_path

RED = (205, 30, 42)
NAME = "示例市高端装备制造有限公司"


@dataclass(frozen=True)
class Look:
    """How a page was stamped and scanned: sizes and places in millimetres, `strength` of the ink from 0 to 1."""

    dpi: int = 150
    size: tuple[float, float] = (42, 42)
    at: tuple[float, float] = (130, 200)
    turned: float = 0
    strength: float = 0.9
    colour: tuple[int, int, int] = RED
    quality: int = 75
    line: float = 1.2


def sheet(dpi: int, words: bool = True) -> Image.Image:
    """A page with lines of black words."""
    page = Image.new("RGB", (dots(210, dpi), dots(297, dpi)), (252, 251, 248))
    for line in range(30 if words else 0):
        write(page, dpi, (25, 30 + line * 8), "本单位承诺所提交的材料真实有效并对其真实性负责", 5)
    return page


def stamped(page: Image.Image, look: Look) -> Image.Image:
    """A page with a unit's seal on it."""
    return pressed_on(page, unit_seal(look), look)


def pressed_on(page: Image.Image, ink: Image.Image, look: Look) -> Image.Image:
    """Ink is laid on as ink is: what is black below stays black."""
    ink = ink.rotate(look.turned, expand=True, resample=Image.Resampling.BICUBIC)
    corner = [dots(mm, look.dpi) - side // 2 for mm, side in zip(look.at, ink.size, strict=True)]
    colour = tuple(round(255 - (255 - one) * look.strength) for one in look.colour)
    coloured = Image.new("RGB", page.size, "white")
    coloured.paste(colour, (corner[0], corner[1]), ink)
    return ImageChops.multiply(page, coloured)


def unit_seal(look: Look) -> Image.Image:
    """The ink of a round or oval seal: a ring, a star, and a name along the ring."""
    fine = 4 * look.dpi
    wide, high = (dots(side, fine) for side in look.size)
    ink = Image.new("L", (wide, high))
    draw = ImageDraw.Draw(ink)
    draw.ellipse((0, 0, wide - 1, high - 1), outline=255, width=dots(look.line, fine))
    star = min(wide, high) / 6
    ends = [(star if place % 2 == 0 else star * 0.38, math.pi * (place / 5 - 0.5)) for place in range(10)]
    draw.polygon([(wide / 2 + r * math.cos(a), high / 2 + r * math.sin(a)) for r, a in ends], fill=255)
    high_sign = dots(min(look.size) / 8, fine)
    letter = font(high_sign)
    for place, sign in enumerate(NAME):
        angle = math.radians(-210 + 240 * place / (len(NAME) - 1))
        box = Image.new("L", (high_sign * 2, high_sign * 2))
        ImageDraw.Draw(box).text((high_sign, high_sign), sign, 255, letter, anchor="mm")
        box = box.rotate(-math.degrees(angle) - 90)
        spot = (wide / 2 * (1 + 0.78 * math.cos(angle)), high / 2 * (1 + 0.78 * math.sin(angle)))
        ink.paste(255, (round(spot[0] - box.width / 2), round(spot[1] - box.height / 2)), box)
    return ink.resize((wide // 4, high // 4), Image.Resampling.BOX)


def name_seal(look: Look) -> Image.Image:
    """The ink of a square seal with a name of four signs."""
    side = dots(look.size[0], look.dpi)
    ink = Image.new("L", (side, side))
    draw = ImageDraw.Draw(ink)
    draw.rectangle((0, 0, side - 1, side - 1), outline=255, width=max(1, dots(look.line, look.dpi)))
    letter = font(round(side * 0.4))
    for place, sign in enumerate("张三之印"):
        at = (side * (0.72 if place < 2 else 0.28), side * (0.28 if place % 2 == 0 else 0.72))
        draw.text(at, sign, 255, letter, anchor="mm")
    return ink


def came(page: Image.Image, quality: int = 75) -> Image.Image:
    """As a scanner hands it on: a little blurred, and a JPEG."""
    file = io.BytesIO()
    page.filter(ImageFilter.GaussianBlur(0.5)).save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def dots(millimetres: float, dpi: float) -> int:
    return round(millimetres * dpi / 25.4)


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(serif_path(), size)


def write(
    page: Image.Image,
    dpi: int,
    at: tuple[float, float],
    words: str,
    high: float,
    colour: tuple[int, int, int] = (20, 20, 20),
) -> None:
    ImageDraw.Draw(page).text([dots(one, dpi) for one in at], words, colour, font(dots(high, dpi)))


# ── what is red and no seal ──


def rule(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    ImageDraw.Draw(page).rectangle([dots(one, dpi) for one in (25, 70, 185, 71)], fill=RED)


def heading(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    write(page, dpi, (20, 25), "示例市工业和信息化局文件", 14, RED)
    rule(page, dpi, _lot)


def paragraph(page: Image.Image, dpi: int, lot: random.Random) -> None:
    for line in range(14):
        signs = "".join(lot.choice("请对照通知第三条逐项核实后重新填报加盖公章") for _ in range(26))
        write(page, dpi, (25, 60 + line * 6.5), signs, 5.5, RED)


def bar(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    ImageDraw.Draw(page).rectangle([dots(one, dpi) for one in (20, 15, 80, 50)], fill=RED)


def disc(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    ImageDraw.Draw(page).ellipse([dots(one, dpi) for one in (20, 15, 60, 55)], fill=RED)


def table(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    draw = ImageDraw.Draw(page)
    for step in range(12):
        draw.line([dots(one, dpi) for one in (25, 60 + 8 * step, 185, 60 + 8 * step)], RED, dots(0.5, dpi))
    for step in range(5):
        draw.line([dots(one, dpi) for one in (25 + 40 * step, 60, 25 + 40 * step, 148)], RED, dots(0.5, dpi))


def scribble(page: Image.Image, dpi: int, lot: random.Random) -> None:
    x, y = lot.uniform(60, 140), lot.uniform(80, 200)
    points = [(x + lot.uniform(-25, 25), y + lot.uniform(-20, 20)) for _ in range(lot.randint(8, 40))]
    ImageDraw.Draw(page).line(
        [(dots(a, dpi), dots(b, dpi)) for a, b in points], RED, dots(0.7, dpi), joint="curve"
    )


def tick(page: Image.Image, dpi: int, lot: random.Random) -> None:
    x, y, size = lot.uniform(60, 120), lot.uniform(80, 200), lot.uniform(10, 50)
    points = [(x, y), (x + size / 3, y + size / 2), (x + size, y - size / 2)]
    ImageDraw.Draw(page).line([(dots(a, dpi), dots(b, dpi)) for a, b in points], RED, dots(0.8, dpi))


def circled(page: Image.Image, dpi: int, lot: random.Random) -> None:
    """A place in the words, circled by hand with a red pen."""
    x, y, wide, high = lot.uniform(60, 140), lot.uniform(80, 200), lot.uniform(16, 25), lot.uniform(14, 22)
    phase = lot.uniform(0, 6)
    points = [
        (x + wide * s * math.cos(a), y + high * s * math.sin(a))
        for step in range(80)
        for a in [phase + step * 0.083]
        for s in [1 + 0.05 * math.sin(3 * a + phase)]
    ]
    ImageDraw.Draw(page).line([(dots(a, dpi), dots(b, dpi)) for a, b in points], RED, dots(0.7, dpi))


def blue(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    page.paste(stamped(page, replace(Look(dpi), colour=(40, 60, 190))))


def grey(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    page.paste(stamped(page, Look(dpi)).convert("L").convert("RGB"))


def half(page: Image.Image, dpi: int, _lot: random.Random) -> None:
    page.paste(stamped(page, Look(dpi, at=(210, 150))))


NO_SEALS: Mapping[str, Callable[[Image.Image, int, random.Random], None]] = {
    "a red rule": rule,
    "a red heading": heading,
    "a red paragraph": paragraph,
    "a red bar": bar,
    "a red disc": disc,
    "a red table": table,
    "a red scribble": scribble,
    "a red tick": tick,
    "words circled in red": circled,
    "a blue seal": blue,
    "a grey scan": grey,
    "half a seal at the edge": half,
}
