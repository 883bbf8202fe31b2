"""Compile catalogues: FILE.po → FILE.mo. Runs inside `.venv`, as the machine may have no msgfmt."""

import sys

import polib

if __name__ == "__main__":
    for name in sys.argv[1:]:
        polib.pofile(name).save_as_mofile(name.removesuffix(".po") + ".mo")
