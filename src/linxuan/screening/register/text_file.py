"""CSV: told apart by its bytes, read by DuckDB where every row is even, evened out first where not."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from linxuan.language import say
from linxuan.screening.register import quoting
from linxuan.screening.register.even import BUFFER, evened
from linxuan.screening.register.source import Given, Source, refused

_CHUNK = 1 << 20
_SEPARATORS = ",;\t"
_MOST_COLUMNS = 2_000
_NO_MARKS = bytes(each for each in range(256) if each not in b'"\n')


@dataclass(frozen=True)
class Look:
    """What the bytes of a file are like."""

    digest: str
    utf8: bool
    nul: bool
    even: bool
    """Whether all lines end in the same way, none is empty, and quotes come in pairs."""
    quotes: bool
    lines: int
    """Those that do not end inside quotes: as many as there are rows, if quotes are where they belong."""


def text_source(path: Path, scratch: Path) -> Source:
    """Return a CSV file as a source. Raises BadInput if it is none."""
    look = look_at(path)
    if look.nul:
        raise refused(path, say("不是CSV文本，请另存为“CSV UTF-8”"))
    file = path if look.utf8 else _in_utf8(path, scratch)
    separator, head, spans = _header(path, file)
    mend = partial(evened, path, file, scratch, head=head, separator=separator, digest=look.digest)
    if not look.even or spans or len(head) < 2:
        return mend()
    return Source(
        scan=_scan(file, separator, len(head), quotes=look.quotes),
        row='" row"',
        given=tuple(Given(heading, f"c{place}", "VARCHAR") for place, heading in enumerate(head)),
        rows=look.lines - 1,
        digest=look.digest,
        mend=mend,
    )


def look_at(path: Path) -> Look:
    """Read all bytes once, in pieces."""
    digest, decoder = sha256(), codecs.getincrementaldecoder("utf-8")()
    utf8, nul, quotes, blank = True, False, False, False
    returns = pairs = ends = lines = 0
    before, open_quote = b"\n", False
    for chunk in _chunks(path):
        digest.update(chunk)
        utf8 = utf8 and _decodes(decoder, chunk)
        nul, quotes = nul or b"\0" in chunk, quotes or b'"' in chunk
        seam = before[-2:] + chunk
        blank = blank or b"\n\n" in seam or b"\n\r\n" in seam
        returns, ends = returns + chunk.count(b"\r"), ends + chunk.count(b"\n")
        found, open_quote = _lines(chunk, open_quote)
        lines += found
        pairs += chunk.count(b"\r\n") + (before[-1:] == b"\r" and chunk[:1] == b"\n")
        before = seam
    utf8 = utf8 and _decodes(decoder, b"", final=True)
    even = not (blank or open_quote) and returns == pairs and pairs in (0, ends)
    return Look(digest.hexdigest(), utf8, nul, even, quotes, lines + (before[-1:] != b"\n"))


def _lines(chunk: bytes, open_quote: bool) -> tuple[int, bool]:
    """Count the lines that end outside quotes, and tell whether the last quote is still open."""
    if b'"' not in chunk:
        return (0 if open_quote else chunk.count(b"\n")), open_quote
    # Nothing but quotes and line ends is left; a pair with nothing in between opens and closes.
    parts = chunk.translate(None, _NO_MARKS).replace(b'""', b"").split(b'"')
    outside = parts[1::2] if open_quote else parts[::2]
    return sum(part.count(b"\n") for part in outside), open_quote ^ (len(parts) % 2 == 0)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


def _in_utf8(path: Path, scratch: Path) -> Path:
    """Write the same text in UTF-8. Raises BadInput if it is not GB18030."""
    file, decoder = scratch / "utf8.csv", codecs.getincrementaldecoder("gb18030")()
    try:
        with file.open("wb") as opened:
            for chunk in _chunks(path):
                opened.write(decoder.decode(chunk).encode())
            opened.write(decoder.decode(b"", True).encode())
    except UnicodeError:
        raise refused(path, say("既不是UTF-8也不是GB18030编码，请另存为“CSV UTF-8”")) from None
    return file


def _header(path: Path, file: Path) -> tuple[str, tuple[str, ...], bool]:
    """The separator, the headings, and whether they stand on more than one line. Raises BadInput."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        first = next((line for line in opened if line.strip()), "")
        separator = max(_SEPARATORS, key=first.count)
        opened.seek(0)
        reader = csv.reader(opened, delimiter=separator, strict=True)
        try:
            head = next((cells for cells in reader if any(map(str.strip, cells))), [])
        except csv.Error:
            raise refused(path, say("第1行：不是CSV，请检查引号")) from None
    if not head:
        raise refused(path, say("文件是空的"))
    if len(head) > _MOST_COLUMNS:
        raise refused(path, say("列太多，最多{most}列", most=_MOST_COLUMNS))
    return separator, tuple(cell.strip() for cell in head), reader.line_num > 1


def _scan(file: Path, separator: str, width: int, *, quotes: bool) -> str:
    """Even rows as SQL, each with its place in ` row`.

    Where there are quotes, a line may end inside a cell: then the file is read from one end to the other.
    """
    columns = ", ".join(f"c{place}: 'VARCHAR'" for place in range(width))
    return (
        f'(SELECT row_number() OVER () AS " row", * FROM read_csv({quoting.text(file)}, auto_detect = false,'
        f" header = false, skip = 1, delim = {quoting.text(separator)}, quote = '\"', escape = '\"',"
        f" columns = {{{columns}}}, parallel = {str(not quotes).lower()}, buffer_size = {BUFFER}))"
    )
