"""The same forms through WeasyPrint and through LibreOffice, with the same faces; what each page costs them.

In their favour: what stands on a form is there before the clock runs, the Word files are written, starting is not
counted, and neither makes the codes, nor carries the data. Each answers with a reason where it cannot be run.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn

from bench.papers.forms import content, filed
from bench.papers.pages import as_html
from bench.papers.places import workplace
from bench.papers.reading import pages_of
from bench.papers.spending import Spent, spending
from bench.papers.word import write_word

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def weasyprint(count: int) -> dict[str, Any]:
    """Lay forms out one after another in this process; the first is not counted."""
    os.environ["FONTCONFIG_FILE"] = _fonts()
    try:
        from weasyprint import HTML, __version__
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as fault:
        wanted = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return {"missing": f"WeasyPrint: {str(fault).splitlines()[0]}; {wanted}"}
    fonts = FontConfiguration()
    pages = [as_html(_plain(place)) for place in range(count + 1)]
    HTML(string=pages[0]).write_pdf(font_config=fonts)
    with spending() as spent:
        made = [HTML(string=one).write_pdf(font_config=fonts) for one in pages[1:]]
    (workplace() / "weasyprint.pdf").write_bytes(made[-1])
    return {"version": __version__, **_each(spent, count), "pages": pages_of(made[-1])}


def libreoffice(count: int) -> dict[str, Any]:
    """Have forms converted in one call; what a call for one form costs is taken off, for the start."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return {"missing": "LibreOffice: apt-get install libreoffice-writer"}
    os.environ["FONTCONFIG_FILE"] = _fonts()
    folder = workplace() / "word"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files = [folder / f"{place}.docx" for place in range(count + 1)]
    for place, file in enumerate(files):
        write_word(_plain(place), file)
    # The first call makes a profile.
    _converted(soffice, folder, files[:1])
    one, all_of_them = _converted(soffice, folder, files[:1]), _converted(soffice, folder, files)
    rest = Spent(all_of_them.cpu - one.cpu, all_of_them.wall - one.wall)
    version = subprocess.run([soffice, "--version"], capture_output=True, text=True, check=True).stdout
    pages = pages_of(files[-1].with_suffix(".pdf").read_bytes())
    return {"version": version.split()[1], **_each(rest, count), "pages": pages}


def _converted(soffice: str, folder: Path, files: Sequence[Path]) -> Spent:
    for file in files:
        file.with_suffix(".pdf").unlink(missing_ok=True)
    profile = f"-env:UserInstallation={(workplace() / 'profile').as_uri()}"
    call = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    with spending() as spent:
        subprocess.run(call, capture_output=True, check=True)
    return spent


def _each(spent: Spent, count: int) -> dict[str, Any]:
    return {"forms": count, "cpu_s": spent.cpu / count, "wall_s": spent.wall / count}


def _plain(place: int) -> Any:
    return json.loads(json.dumps(content(filed(place))))


def _fonts() -> str:
    """Write down where the faces are: ours, and no others."""
    place = workplace() / "fonts.conf"
    faces = Path(pylopdf_fonts_zh_cn.serif_path()).parent
    place.write_text(FONTS.format(fonts=faces, cache=workplace() / "faces"), "utf-8")
    return str(place)
