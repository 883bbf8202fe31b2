"""nginx, systemd and gunicorn as the documentation ships them: they parse, agree with the settings, and serve a page."""

import datetime
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crossplane
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from linxuan_site import server
from linxuan_site.cli.site import server_command

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "docs/operations"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MAIN = """
pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; daemon off;
{user}
events {{}}
http {{
  types {{ text/css css; text/html html; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/linxuan.conf;
}}
"""


def directives(path: Path) -> list[dict[str, Any]]:
    """Every directive of the configuration, with those inside others."""
    parsed = crossplane.parse(str(path), strict=False, check_ctx=False)
    assert parsed["errors"] == []
    found: list[dict[str, Any]] = []

    def walk(block: list[dict[str, Any]]) -> None:
        for one in block:
            found.append(one)
            walk(one.get("block", []))

    walk(parsed["config"][0]["parsed"])
    return found


def sizes(name: str) -> list[int]:
    given = [one["args"][0] for one in directives(SHIPPED / "nginx.conf") if one["directive"] == name]
    return [int(one.removesuffix("m")) * 2**20 for one in given]


def test_the_proxy_takes_what_a_form_and_a_screening_may_send_and_not_much_more() -> None:
    form, register = sizes("client_max_body_size")

    assert settings.UPLOAD_LIMIT * settings.FILES_AT_ONE_FIELD < form < 1.1 * settings.UPLOAD_LIMIT * 20
    assert settings.SCREENING_UPLOAD_LIMIT < register < 1.1 * settings.SCREENING_UPLOAD_LIMIT


def test_the_proxy_replaces_every_header_that_the_site_believes() -> None:
    replaced = {
        one["args"][0]: one["args"][1]
        for one in directives(SHIPPED / "nginx.conf")
        if one["directive"] == "proxy_set_header"
    }

    assert {"X-Forwarded-For", "X-Forwarded-Proto", "X-Request-ID", "X-Request-Start", "Host"} <= set(
        replaced
    )
    assert "$proxy_add_x_forwarded_for" not in replaced.values()


def test_the_proxy_waits_as_long_as_the_server_and_writes_no_address_of_a_page() -> None:
    given = {one["directive"]: one["args"] for one in directives(SHIPPED / "nginx.conf")}

    assert given["proxy_read_timeout"] == [f"{server.timeout}s"]
    assert not re.search(r"\$(request_uri|uri|request|args)\b", " ".join(given["log_format"]))


def test_the_server_has_the_processes_and_threads_of_the_settings() -> None:
    assert (server.workers, server.threads) == (settings.PROCESSES, settings.THREADS)
    assert server_command("127.0.0.1:1")[-4:] == [
        "--config",
        "python:linxuan_site.server",
        "--bind",
        "127.0.0.1:1",
    ]


@pytest.mark.parametrize("unit", sorted(SHIPPED.glob("*.service")), ids=lambda path: path.name)
def test_a_unit_runs_commands_that_there_are(unit: Path) -> None:
    commands = re.findall(r"\.venv/bin/linxuan ([a-z-]+)", unit.read_text("utf-8"))
    call = "import sys; from linxuan_site.cli import main; sys.exit(main())"

    assert commands
    for one in commands:
        done = subprocess.run([sys.executable, "-c", call, one, "--help"], capture_output=True, check=False)
        assert done.returncode == 0, one


def test_the_web_is_given_longer_to_stop_than_what_was_begun_takes() -> None:
    given = int(re.findall(r"TimeoutStopSec=(\d+)", (SHIPPED / "linxuan.service").read_text("utf-8"))[0])

    assert given > server.graceful_timeout


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in SHIPPED.glob("linxuan*.[st]*"):
        text = unit.read_text("utf-8").replace("/srv/linxuan/.venv/bin/linxuan", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.glob("linxuan*")))],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )

    assert [line for line in done.stderr.splitlines() if "linxuan" in line] == []


# ── the whole of it, on loopback ──


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """A certificate for localhost that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, int]]:
    """An installation with two processes of gunicorn: its folder, the port of gunicorn, and one for a proxy."""
    folder = tmp_path_factory.mktemp("served")
    port, proxy = free_port(), free_port()
    (folder / "site.toml").write_text(
        'https = true\nhosts = "localhost"\nmetrics = true\nlog_format = "json"\n', "utf-8"
    )
    kept = {
        key: one
        for key, one in os.environ.items()
        if key != "DATABASE_URL" and not key.startswith("LINXUAN_")
    }
    surroundings = {
        **kept,
        "LINXUAN_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "linxuan_site.settings",
    }
    for command in (["collectstatic", "--noinput", "--verbosity", "0"], ["migrate", "--verbosity", "0"]):
        subprocess.run(
            [sys.executable, "-m", "django", *command], env=surroundings, check=True, capture_output=True
        )
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            server_command(f"127.0.0.1:{port}"), env=surroundings, stdout=log, stderr=log
        ) as running,
    ):
        _wait(port)
        yield folder, port, proxy
        running.terminate()
        running.wait(90)


def _wait(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nothing answers")


def fetch(address: str, context: ssl.SSLContext | None = None, **headers: str) -> Any:
    asked = urllib.request.Request(
        address, headers={key.replace("_", "-"): one for key, one in headers.items()}
    )
    return urllib.request.urlopen(asked, timeout=60, context=context)


def test_a_process_ends_what_it_began_and_all_share_their_figures(served: tuple[Path, int, int]) -> None:
    _folder, port, _proxy = served
    for _ in range(12):
        fetch(
            f"http://127.0.0.1:{port}/glossary/",
            Host="localhost",
            X_Forwarded_Proto="https",
            Connection="close",
        )

    text = fetch(f"http://127.0.0.1:{port}/metrics").read().decode()
    counted = re.findall(r'linxuan_requests_total{[^}]*route="glossary"[^}]*} (\S+)', text)

    assert sum(map(float, counted)) == 12


@pytest.mark.skipif(not NGINX, reason="no nginx here: the configuration is parsed all the same")
def test_a_page_comes_by_tls_through_nginx_with_its_headers_and_its_number(
    served: tuple[Path, int, int],
) -> None:
    folder, port, proxy = served
    certificate(folder)
    text = (SHIPPED / "nginx.conf").read_text("utf-8")
    for given, own in {
        "127.0.0.1:8000": f"127.0.0.1:{port}",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl": f"listen 127.0.0.1:{proxy} ssl",
        "linxuan.example.cn": "localhost",
        "/etc/linxuan/tls/fullchain.pem": f"{folder}/cert.pem",
        "/etc/linxuan/tls/key.pem": f"{folder}/key.pem",
        "/srv/linxuan/var/static/": f"{folder}/static/",
        "/var/log/nginx/linxuan.log": f"{folder}/access.log",
    }.items():
        assert given in text
        text = text.replace(given, own)
    (folder / "linxuan.conf").write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
    with subprocess.Popen([str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder)]) as nginx:
        try:
            _wait(proxy)
            trusted = ssl.create_default_context(cafile=str(folder / "cert.pem"))
            site = f"https://localhost:{proxy}"
            page = fetch(f"{site}/sign-in/", trusted, X_Forwarded_For="10.9.8.7", Accept_Encoding="gzip")
            style = re.findall(
                r'href="(/static/linxuan/theme[^"]+)"', fetch(f"{site}/sign-in/", trusted).read().decode()
            )
            sent = fetch(f"{site}{style[0]}", trusted)
            with pytest.raises(urllib.error.HTTPError, match="404"):
                fetch(f"{site}/metrics", trusted)
        finally:
            nginx.terminate()

    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Content-Encoding"] == "gzip"
    assert re.fullmatch(r"[0-9a-f]{32}", page.headers["X-Request-ID"])
    assert page.headers["X-Request-ID"] in (folder / "log").read_text("utf-8")
    assert "immutable" in sent.headers["Cache-Control"]
    assert "sign-in" not in (folder / "access.log").read_text("utf-8")
