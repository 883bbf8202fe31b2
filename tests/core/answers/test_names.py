"""The names of the package, each imported when it is asked for."""

import subprocess
import sys

import linxuan.answers


def test_every_name_is_there_and_no_other() -> None:
    assert all(hasattr(linxuan.answers, name) for name in linxuan.answers.__all__)
    assert not hasattr(linxuan.answers, "read_nothing")


def test_reading_a_day_does_not_wait_for_the_definition_of_a_programme() -> None:
    told = "import sys; from linxuan.answers import read_date; print('linxuan.programme.definition' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
