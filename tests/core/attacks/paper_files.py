"""Files that somebody might hand in as a paper, and that are none."""

import io
import zlib
from collections.abc import Iterator

from PIL import Image


def pdf(*pages: bytes, media: str = "0 0 595 842", trailer: str = "", filtered: str = "") -> bytes:
    """A small PDF by hand: a content stream for each page."""
    kids = " ".join(f"{3 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox[{media}]>>".encode(),
    ]
    for place, content in enumerate(pages):
        objects += [
            f"<</Type/Page/Parent 2 0 R/Contents {4 + 2 * place} 0 R>>".encode(),
            f"<</Length {len(content)}{filtered}>>stream\n".encode() + content + b"\nendstream",
        ]
    return _joined(objects, trailer)


def _joined(objects: list[bytes], trailer: str) -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = f"trailer<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(file)}\n%%EOF".encode()
    return bytes(file) + head + table + end


def encrypted() -> bytes:
    """A PDF that asks for a password, which nobody knows."""
    secret = "<" + "28" * 32 + ">"
    how = f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O{secret}/U{secret}>>/ID[<01><01>]"
    return pdf(b"0 0 m", trailer=how)


def inflating() -> bytes:
    """A page whose drawing is half a gigabyte of nothing, in half a megabyte."""
    packer = zlib.compressobj(9)
    blank = b" " * 2**20
    packed = b"".join(packer.compress(blank) for _ in range(512)) + packer.flush()
    return pdf(packed, filtered="/Filter/FlateDecode")


def huge_picture() -> bytes:
    """A PNG of 900 million pixels in a few hundred kilobytes: its head says so before anything is unpacked."""
    return _png(30_000, 30_000)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return len(content).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(bytes(2**20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def many_frames(count: int = 200) -> bytes:
    """A TIFF of more pages than anybody scans."""
    file = io.BytesIO()
    first, *others = (Image.new("L", (8, 8), 255) for _ in range(count))
    first.save(file, "TIFF", save_all=True, append_images=others)
    return file.getvalue()


def truncated_photo() -> bytes:
    """The first half of a JPEG."""
    file = io.BytesIO()
    Image.effect_noise((400, 400), 80).save(file, "JPEG")
    return file.getvalue()[: len(file.getvalue()) // 2]


def refused() -> Iterator[tuple[str, bytes, str]]:
    """What is refused: its name, the file, and a word of the sentence that says why."""
    whole = pdf(b"0 0 m 10 10 l S")
    yield "nothing", b"", "不是PDF"
    yield "a page of the web", b"<!doctype html><script>alert(1)</script>", "不是PDF"
    yield "a program", b"\x7fELF" + bytes(4000), "不是PDF"
    yield "a drawing of commands", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是PDF"
    yield "only the head of a PDF", b"%PDF-1.7\n", "已损坏"
    yield "a PDF without its end", whole[:60], "已损坏"
    yield "a PDF with a password", encrypted(), "密码"
    yield "ten thousand pages", pdf(*[b""] * 10_000), "10000页"
    yield "a picture too large", huge_picture(), "像素"
    yield "two hundred frames", many_frames(), "200页"
    yield "half a photo", truncated_photo(), "已损坏"


def without_a_code() -> Iterator[tuple[str, bytes]]:
    """What can be opened, whatever it holds, and has nothing on it."""
    yield "a blank page", pdf(b"")
    yield "a page of a mile", pdf(b"0 0 m 9 9 l S", media="0 0 9000000 9000000")
    yield "a page of nothing", pdf(b"", media="0 0 0 0")
    yield "a page that never ends", pdf(b"q " * 200_000)
    yield "a drawing that inflates", inflating()
