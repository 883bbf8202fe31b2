"""A PDF: readable, not endless, and what in it acts; runs in the confined child only."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.uploads.inside import findings
from linxuan.uploads.told import Look

MOST_PAGES = 2_000
MOST_OBJECTS = 1_000_000
OURS = frozenset({"answers.json", "letter.json"})
"""What a print of ours carries: data in JSON, which acts on nobody."""
ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "submit",
    "/GoToR": "launch",
    "/GoToE": "launch",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
}
"""Actions that do more than turn to a page or offer a link, by what is told of them (ISO 32000-2, 12.6.4)."""
ANNOTATIONS = {
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "media",
    "/FileAttachment": "attached",
}
_LARGEST_OURS = 5 * 2**20
_LEAST = 64
"""Bytes behind the end of a file that are worth a word."""


def looked_at(content: bytes, name: str) -> Look:
    """Look at a PDF; raises `BadInput`."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return _looked_at(pdf, content, name)
    except pikepdf.PasswordError:
        raise BadInput(say("“{name}”设有密码，打不开；请去掉密码再上传", name=name)) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(name) from None


def _looked_at(pdf: Any, content: bytes, name: str) -> Look:
    pages = len(pdf.pages)
    if not pages or (b"%%EOF" not in content[-2048:] and _was_mended(pdf)):
        raise _damaged(name)
    if pages > MOST_PAGES:
        raise BadInput(
            say(
                "“{name}”共{count}页，超过{most}页；请分成几个再上传", name=name, count=pages, most=MOST_PAGES
            )
        )
    if len(pdf.objects) > MOST_OBJECTS:
        raise BadInput(say("“{name}”太大、太复杂或已损坏，没有读成；请另存或拆成几个再上传", name=name))
    seen = _cleared(pdf)
    seen["appended"] += _has_more(content)
    copy = _written(pdf) if +seen else None
    return Look("pdf", pages, findings(seen), copy=copy)


def _damaged(name: str) -> BadInput:
    return BadInput(say("“{name}”已损坏或不完整，打不开；请重新导出或扫描后再上传", name=name))


def _was_mended(pdf: Any) -> bool:
    return any("reconstruct" in str(one) or "damaged" in str(one) for one in pdf.get_warnings())


def _has_more(content: bytes) -> bool:
    """Whether something else stands behind the end."""
    end = content.rfind(b"%%EOF")
    return end >= 0 and len(content[end + 5 :].strip(b"\r\n\t \0")) >= _LEAST


def _written(pdf: Any) -> bytes:
    """The file as it is now, with nothing in it that nothing names, and no earlier revisions."""
    import pikepdf

    file = BytesIO()
    # Streams are not unpacked: one may be a bomb. The same file gives the same copy.
    levels = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "deterministic_id": not pdf.is_encrypted}
    pdf.save(file, compress_streams=False, encryption=False, **levels)
    return file.getvalue()


# ── what acts ──


def _cleared(pdf: Any) -> Counter[str]:
    """Take out what acts, and count it."""
    seen = _of_root(pdf)
    for found in [*pdf.objects, pdf.trailer]:
        for one in _dictionaries(found):
            seen += _of_dictionary(one)
    return seen


def _dictionaries(found: Any) -> Iterator[Any]:
    """The dictionaries that stand in an object itself: what it refers to is an object of its own."""
    import pikepdf

    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream):
            one = one.stream_dict
        if isinstance(one, pikepdf.Dictionary):
            # Read before: who gets it takes things out of it.
            inner = [one[key] for key in list(one.keys())]
            yield one
        elif isinstance(one, pikepdf.Array):
            inner = list(one)
        else:
            continue
        kinds = (pikepdf.Dictionary, pikepdf.Array)
        waiting += [each for each in inner if isinstance(each, kinds) and not each.is_indirect]


def _of_dictionary(one: Any) -> Counter[str]:
    import pikepdf

    seen: Counter[str] = Counter()
    action, annotation = str(one.get("/S", "")), str(one.get("/Subtype", ""))
    if action in ACTIONS:
        seen[ACTIONS[action]] += 1
        for key in list(one.keys()):
            del one[key]
        # An action by a name that no reader knows does nothing.
        one["/S"], one["/N"] = pikepdf.Name("/Named"), pikepdf.Name("/Removed")
    elif "/JS" in one:
        seen["script"] += 1
        del one["/JS"]
    if annotation in ANNOTATIONS and "/Rect" in one:
        seen[ANNOTATIONS[annotation]] += 1
        one["/Subtype"] = pikepdf.Name("/Square")
        for key in (
            "/FS",
            "/A",
            "/AA",
            "/RichMediaContent",
            "/RichMediaSettings",
            "/3DD",
            "/Movie",
            "/Sound",
        ):
            if key in one:
                del one[key]
    if "/AA" in one:
        seen["automatic"] += 1
        del one["/AA"]
    if "/EF" in one and not _is_ours(one):
        seen["attached"] += 1
        del one["/EF"]
    if "/XFA" in one:
        seen["xfa"] += 1
        del one["/XFA"]
    return seen


def _of_root(pdf: Any) -> Counter[str]:
    """What is done when the file is opened, unless it only turns to a page."""
    import pikepdf

    seen: Counter[str] = Counter()
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) != "/GoTo":
        seen["automatic"] += 1
        seen[ACTIONS.get(str(opening.get("/S", "")), "automatic")] += not opening.is_indirect
        del pdf.Root["/OpenAction"]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        del names["/JavaScript"]
    return seen


def _is_ours(file: Any) -> bool:
    """A file that our own prints carry: of this name, and JSON."""
    with suppress(Exception):
        if str(file.get("/UF", file.get("/F", ""))) not in OURS:
            return False
        embedded = file["/EF"]
        stream = embedded.get("/F", embedded.get("/UF"))
        if int(stream["/Length"]) > _LARGEST_OURS:
            return False
        content = stream.read_bytes()
        json.loads(re.sub(rb"^\xef\xbb\xbf", b"", content))
        return True
    return False
