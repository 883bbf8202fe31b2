"""What becomes of an honest sheet between printer and scanner, and what somebody writes where nothing is asked for."""

import math
from random import Random
from typing import Any

from PIL import ImageDraw, ImageFont

from bench.papers.changing import FOOT, Page

ADDED = ("sentence", "words", "note", "crossed", "digits")
_MM = 72 / 25.4
_WORDS = ("情况属实同意申报", "以上数据以附件为准", "另有补充说明见后", "其中专利十二项", "作废", "已补")
_TALLEST = 30.0


def handled(page: Page, lot: Random) -> str:
    """Sign and date a page where it asks for that; return how it is bound or, by `scanned`, drawn in: with a `streak`."""
    for sign, after in zip(page.signs, page.signs[1:], strict=False):
        if sign.text in "章字" and after.text in "）):：":
            left = after.box[2] + lot.uniform(4, 60)
            _scribbled(page, lot, (left, sign.box[1] - 4), (lot.uniform(50, 110), lot.uniform(14, 28)))
        if sign.text in "年月" and after.text in "月日" and after.box[0] - sign.box[2] > 12:
            _scribbled(page, lot, (sign.box[2] + 3, sign.box[1]), (8, 9))
    way = lot.choice(("", "", "holes", "staple", "streak"))
    if way == "holes":
        _holes(page, lot)
    if way == "staple":
        x, y, turn, long = (
            lot.uniform(18, 45),
            lot.uniform(18, 45),
            lot.choice((0.0, 0.79, 1.57)),
            lot.uniform(22, 36),
        )
        _line(
            page, [(x, y), (x + long * math.cos(turn), y + long * math.sin(turn))], 1.2, lot.randint(60, 130)
        )
    return way


def _holes(page: Page, lot: Random) -> None:
    x, far, wide = lot.uniform(24, 36), 40 * _MM, lot.uniform(2.5, 3) * _MM
    for y in (421 - far, 421 + far):
        box = page.pixels((x - wide, y - wide, x + wide, y + wide))
        draw, tone = ImageDraw.Draw(page.picture), lot.randint(30, 120)
        if lot.random() < 0.5:
            draw.ellipse(box, fill=tone)
        else:
            draw.ellipse(box, outline=tone, width=round(page.dpi / 50))


def added(page: Page, kind: str, lot: Random) -> bool:
    """Add something by hand; False where there is no room, or nothing to cross out."""
    if kind == "crossed":
        return _crossed(page, lot)
    if kind == "note":
        at = (
            (lot.uniform(30, 520), lot.uniform(14, 26))
            if lot.random() < 0.5
            else (lot.uniform(14, 30), lot.uniform(150, 700))
        )
        _lettered(page, lot, at, lot.uniform(9, 14), lot.choice(("已补", "见附件", "同意", "改")))
        return True
    size = lot.uniform(8, 14)
    words = (
        "".join(lot.choices("0123456789", k=lot.randint(2, 5))) if kind == "digits" else lot.choice(_WORDS)
    )
    words = words if kind != "words" else words[: lot.randint(2, 3)]
    place = _room(page, size * len(words) * 1.05, size * 1.3, lot)
    if place is None:
        return False
    _lettered(page, lot, place, size, words)
    return True


def _crossed(page: Page, lot: Random) -> bool:
    sign = lot.choice(page.signs)
    line = [one for one in page.signs if abs(one.box[3] - sign.box[3]) < 4 and one.box[0] >= sign.box[0]][:12]
    if len(line) < 3:
        return False
    y = (sign.box[1] + sign.box[3]) / 2
    _line(
        page,
        [(sign.box[0] - 2, y + lot.uniform(-2, 2)), (line[-1].box[2] + 2, y + lot.uniform(-2, 2))],
        1.1,
        50,
    )
    return True


def _room(page: Page, wide: float, tall: float, lot: Random) -> tuple[float, float] | None:
    """A place with nothing printed within 1.5 mm, and no field to be filled in by hand on the same page near it."""
    import numpy

    tones = numpy.asarray(page.picture)
    asked = [
        one.box
        for one, after in zip(page.signs, page.signs[1:], strict=False)
        if one.text in "章字" and after.text in "）):："
    ]
    for _ in range(200):
        x, y = lot.uniform(60, 535 - wide), lot.uniform(60, FOOT - tall - 30)
        left, top, right, bottom = page.pixels((x, y, x + wide, y + tall), 4.5)
        if any(box[1] - 20 < y < box[1] + 150 for box in asked):
            continue
        if tones[top:bottom, left:right].min() > 200:
            return x, y
    return None


def _lettered(page: Page, lot: Random, at: tuple[float, float], size: float, words: str) -> None:
    from pylopdf_fonts_zh_cn import serif_path

    font = ImageFont.truetype(str(serif_path()), round(size * page.dpi / 72))
    left, top, _right, _bottom = page.pixels((*at, *at))
    ImageDraw.Draw(page.picture).text((left, top), words, fill=lot.randint(20, 90), font=font)


def _scribbled(page: Page, lot: Random, at: tuple[float, float], size: tuple[float, float]) -> None:
    points = [
        (at[0] + size[0] * step / 14 + lot.uniform(-3, 3), at[1] + size[1] * lot.uniform(0, 1))
        for step in range(15)
    ]
    _line(page, points, 1.1, lot.randint(20, 90))


def _line(page: Page, points: Any, wide: float, tone: int) -> None:
    scale = page.dpi / 72
    ImageDraw.Draw(page.picture).line(
        [(x * scale, y * scale) for x, y in points],
        fill=tone,
        width=max(2, round(wide * scale)),
        joint="curve",
    )
