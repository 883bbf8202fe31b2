"""An uploaded archive: its package is taken, the rest is left, and what is meant to do harm is refused."""

import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from linxuan.errors import BadInput
from linxuan.programme.archive import belongs, unpack

CALL = b"format = 1\n"
Entries = dict[str | ZipInfo, bytes]


def packed(folder: Path, entries: Entries) -> Path:
    path = folder / "package.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return path


def of_kind(name: str, mode: int) -> ZipInfo:
    info = ZipInfo(name)
    info.external_attr = mode << 16
    return info


def refused(folder: Path, entries: Entries) -> str:
    with pytest.raises(BadInput) as caught:
        unpack(packed(folder, entries))
    return caught.value.problem


def test_a_folder_that_was_packed_is_the_package_and_gives_its_name(tmp_path: Path) -> None:
    found = unpack(packed(tmp_path, {"prize-2030/call.toml": CALL, "prize-2030/lists/a.csv": b"a\n"}))

    assert found.folder == "prize-2030"
    assert found.files == {"call.toml": CALL, "lists/a.csv": b"a\n"}


def test_files_that_were_packed_without_a_folder_are_the_package_too(tmp_path: Path) -> None:
    found = unpack(packed(tmp_path, {"call.toml": CALL, "notice.txt": b"x"}))

    assert (found.folder, set(found.files)) == ("", {"call.toml", "notice.txt"})


def test_what_is_no_file_of_the_format_is_left_and_named(tmp_path: Path) -> None:
    entries: Entries = {
        "p/call.toml": CALL,
        "p/demo/run.sh": b"#!",
        "p/lists/deep/a.csv": b"a",
        "__MACOSX/p/._call.toml": b"",
    }
    found = unpack(packed(tmp_path, entries))

    assert set(found.files) == {"call.toml"}
    assert found.left == ("__MACOSX/p/._call.toml", "demo/run.sh", "lists/deep/a.csv")


@pytest.mark.parametrize(
    "name", ["../call.toml", "/etc/call.toml", "p/../../x.txt", "a\\b.txt", "C:x.txt", "x\n.txt"]
)
def test_a_path_out_of_the_package_is_refused(tmp_path: Path, name: str) -> None:
    assert "路径" in refused(tmp_path, {"call.toml": CALL, name: b"x"})


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644], ids=["link", "pipe", "device"])
def test_a_link_or_a_special_file_is_refused(tmp_path: Path, mode: int) -> None:
    entry = of_kind("templates/form.typ", mode)

    assert "链接" in refused(tmp_path, {"call.toml": CALL, entry: b"/etc/passwd"})


def test_a_path_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("call.toml", CALL)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("call.toml", b"format = 2\n")

    with pytest.raises(BadInput, match="两份"):
        unpack(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = b"#" * 900_000
    entries: Entries = {"call.toml": CALL, **{f"lists/a{number}.csv": bomb for number in range(10)}}

    assert "合计" in refused(tmp_path, entries)


def test_a_single_file_is_read_no_further_than_may_be(tmp_path: Path) -> None:
    found = unpack(packed(tmp_path, {"call.toml": b"#" * 50_000_000}))

    assert len(found.files["call.toml"]) == 1_000_001


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    assert "超过" in refused(tmp_path, {f"{number}.txt": b"" for number in range(2001)})
    assert "超过" in refused(tmp_path, {"call.toml": CALL, **{f"{number}.txt": b"" for number in range(501)}})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_or_holds_no_package_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(content)

    with pytest.raises(BadInput):
        unpack(path)


def test_an_archive_that_is_damaged_is_refused(tmp_path: Path) -> None:
    whole = packed(tmp_path, {"call.toml": CALL * 100}).read_bytes()
    for cut in range(20, len(whole), 7):
        damaged = bytearray(whole)
        damaged[cut] ^= 0xFF
        path = tmp_path / "damaged.zip"
        path.write_bytes(bytes(damaged))
        with suppress(BadInput):
            unpack(path)


def test_an_entry_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    content = packed(tmp_path, {"call.toml": b"#" * 2_000_000}).read_bytes()
    lying = content.replace(struct.pack("<I", 2_000_000), struct.pack("<I", 10))
    path = tmp_path / "lying.zip"
    path.write_bytes(lying)

    with suppress(BadInput):
        assert len(unpack(path).files["call.toml"]) <= 1_000_001


def test_an_archive_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(BytesIO(b"\0" * 5_000_001).getvalue())

    with pytest.raises(BadInput, match="MB"):
        unpack(path)


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("call.toml", True),
        ("notice.txt", True),
        ("forms/fields.toml", True),
        ("lists/x.csv", True),
        ("cases/x.toml", True),
        ("other.toml", False),
        ("forms/x/y.toml", False),
        ("forms/x.csv", False),
        ("templates/form.typ", True),
        ("templates/logo.png", False),
        ("templates/x/form.typ", False),
    ],
)
def test_only_files_of_the_format_belong(path: str, is_one: bool) -> None:
    assert belongs(path) is is_one
