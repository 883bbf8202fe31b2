"""A configuration for fontconfig under which every family of fonts can draw Chinese."""

from pathlib import Path
from xml.sax.saxutils import escape

SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
ALIASES = {
    "sans-serif": SANS,
    "system-ui": SANS,
    "monospace": SANS,
    "serif": SERIF,
    "仿宋": SERIF,
    "仿宋_GB2312": SERIF,
}


def write(folder: Path, fonts: Path) -> Path:
    """Write `fonts.conf` for the fonts under `fonts`, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "fonts.conf"
    text = _configuration(folder, fonts)
    if not file.exists() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")
    return file


def _configuration(folder: Path, fonts: Path) -> str:
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong"><string>{family}</string></edit></match>\n'
        for name, family in ALIASES.items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"<dir>{escape(str(fonts))}</dir>\n<cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        f"{aliases}</fontconfig>\n"
    )
