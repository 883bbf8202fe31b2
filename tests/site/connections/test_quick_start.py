"""The quick start of the guide to the API, as it stands there, against the real site."""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from linxuan_site.actions.tokens import make_token
from tests.site.life.conftest import CALL, Life

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = Path(__file__).parents[3] / "docs" / "api.md"


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_quick_start_begins_an_application_and_fills_it_in(
    life: Life, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.BUSINESS_DAY = date(2023, 5, 12)
    token = make_token(name="系统", scopes=["read", "fill"], expires_on=None, by=life.applicant(1)).token
    block = re.search(r"## Quick start\n.*?```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert block is not None

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block[1]],
        env={**os.environ, "SITE": str(live_server), "TOKEN": token, "CALL": CALL},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert life.applicant(1).organisation.applications.get().answers["address"] == "甲路1号"
    assert '"verdict"' in done.stdout
