"""The command that serves: what it refuses, writes and says."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.serving import KEY, ROOT, XLBCF, environment, need_extra, serving
from xlbcf.hosts.addin.configuration import Configuration, as_file, read_configuration
from xlbcf.hosts.server.manifest import write_manifest
from xlbcf.hosts.server.place import take_place
from xlbcf.hosts.server.ribbon import Group, Tab
from xlbcf.rules.findings import Refused

HERE = "127.0.0.1"


def run(folder: Path, *words: object, **others: str) -> subprocess.CompletedProcess[str]:
    need_extra()
    return subprocess.run(
        [*XLBCF, "serve", "--json", *map(str, words)],
        capture_output=True, text=True, cwd=ROOT, env=environment(folder, **others), timeout=60,
        check=False,
    )  # fmt: skip


def code(ran: subprocess.CompletedProcess[str]) -> str:
    assert (ran.returncode, ran.stderr) == (2, "")
    (found,) = json.loads(ran.stdout)["findings"]
    return str(found["code"])


def test_without_the_extra_it_says_what_to_install_and_its_licence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xlbcf.hosts.server.engine.find_spec", lambda _: None)
    found = refused("serve", ending="Excel is not served")
    assert found["code"] == "SERVE01"
    assert "xlbcf[server]" in found["action"]
    assert "noncommercial" in found["action"]


@pytest.mark.parametrize("key", [None, ""])
def test_without_a_key_it_says_who_may_use_which(
    monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    monkeypatch.setattr("xlbcf.hosts.server.engine.find_spec", lambda _: object())
    monkeypatch.delenv("XLWINGS_LICENSE_KEY", raising=False)
    if key is not None:
        monkeypatch.setenv("XLWINGS_LICENSE_KEY", key)
    found = refused("serve", ending="Excel is not served")
    assert found["code"] == "SERVE02"
    assert "XLWINGS_LICENSE_KEY=noncommercial" in found["action"]
    assert "PolyForm Noncommercial" in found["action"]


def test_a_key_that_xlwings_does_not_know_is_refused_in_its_words(tmp_path: Path) -> None:
    ran = run(tmp_path, XLWINGS_LICENSE_KEY="wrong")
    assert code(ran) == "SERVE03"
    assert "Invalid xlwings license key" in ran.stdout


def test_help_states_the_licence_first_of_all() -> None:
    outcome = xlbcf("serve", "--help")
    assert outcome.status == 0
    assert "noncommercial" in outcome.out


@pytest.mark.parametrize("port", ["65536", "-1", "eighty"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    outcome = xlbcf("serve", f"--port={port}")
    assert outcome.status == 2
    assert "is not a port" in outcome.err


def test_figures_that_are_not_there_are_refused(tmp_path: Path) -> None:
    assert code(run(tmp_path, "--figures", tmp_path / "none.csv")) == "FILE01"


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server((HERE, 0)) as other:
        ran = run(tmp_path, "--port", other.getsockname()[1])
    assert code(ran) == "SERVE04"
    assert "another program has the port" in ran.stdout


def test_an_interface_that_is_not_this_computers_is_refused() -> None:
    with pytest.raises(Refused) as raised:
        take_place("192.0.2.1", 0, "https://xlbcf.example.org", None, None)
    assert raised.value.findings[0].code == "SERVE04"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "server.example.org"])
def test_it_is_not_opened_to_the_network_by_the_way(host: str) -> None:
    with pytest.raises(Refused) as raised:
        take_place(host, 0, None, None, None)
    assert raised.value.findings[0].code == "SERVE06"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_this_computer_needs_no_address(host: str) -> None:
    place = take_place(host, 0, None, None, None)
    with place.listening:
        port = place.listening.getsockname()[1]
        assert place.address == f"http://localhost:{port}"
        assert f"http://{host}:{port}" in place.own
        assert not place.is_encrypted


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://xlbcf.example.org", "https://xlbcf.example.org"),
        ("https://xlbcf.example.org/", "https://xlbcf.example.org"),
        ("https://XLBCF.example.org:8443", "https://xlbcf.example.org:8443"),
        ("https://xlbcf.example.org:443", "https://xlbcf.example.org"),
        ("http://xlbcf.example.org", None),
        ("xlbcf.example.org", None),
        ("https://xlbcf.example.org/app", None),
        ("https://xlbcf.example.org?a=b", None),
        ("https://user@xlbcf.example.org", None),
        ("https://xlbcf.example.org:port", None),
        ("https://", None),
        ("https://[::1", None),
    ],
)
def test_an_address_is_https_with_a_name_and_no_more(given: str, address: str | None) -> None:
    if address is None:
        with pytest.raises(Refused) as raised:
            take_place(HERE, 0, given, None, None)
        assert raised.value.findings[0].code == "SERVE07"
        return
    place = take_place(HERE, 0, given, None, None)
    with place.listening:
        assert place.address == address
        assert place.is_encrypted
        assert address in place.own


@pytest.mark.parametrize("content", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAA\n"])
def test_a_certificate_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "localhost.pem"
    path.write_text(content)
    for named in (path, tmp_path / "none.pem"):
        with pytest.raises(Refused) as raised:
            take_place(HERE, 0, None, named, None)
        (found,) = raised.value.findings
        assert (found.code, found.where) == ("SERVE05", str(named))
        told = "no certificate in PEM form" if named.exists() else "no such file"
        assert told in found.message


def certificate(folder: Path, *words: str) -> tuple[Path, Path]:
    """Make a certificate for this computer."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("OpenSSL (openssl), which makes the certificate, is not installed")
    made, key = folder / "localhost.pem", folder / "localhost-key.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(made),
         *(words or ("-nodes",))],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key


def test_a_key_with_a_password_is_refused_without_asking(tmp_path: Path) -> None:
    made, key = certificate(tmp_path, "-passout", "pass:secret")
    with pytest.raises(Refused) as raised:
        take_place(HERE, 0, None, made, key)
    (found,) = raised.value.findings
    assert found.code == "SERVE05"
    assert "password" in found.message


def test_a_key_of_another_certificate_or_none_is_named_in_words(tmp_path: Path) -> None:
    folders = (tmp_path / "own", tmp_path / "other")
    for folder in folders:
        folder.mkdir()
    (own, key), (_, other) = map(certificate, folders)
    plain = tmp_path / "key.der"
    plain.write_bytes(ssl.PEM_cert_to_DER_cert(own.read_text()))
    cases = (
        (other, "the key does not fit the certificate"),
        (plain, "the file holds no private key in PEM form"),
        (None, "the file holds no private key in PEM form"),
        (tmp_path / "none.pem", "no such file"),
    )
    for named, words in cases:
        with pytest.raises(Refused) as raised:
            take_place(HERE, 0, None, own, named)
        (found,) = raised.value.findings
        assert (found.code, found.where) == ("SERVE05", str(named or own))
        assert words in found.message
        assert "ssl" not in found.message
    with pytest.raises(Refused, match="no certificate in PEM form"):
        take_place(HERE, 0, None, key, own)


def test_with_a_certificate_it_serves_over_https(tmp_path: Path) -> None:
    made, key = certificate(tmp_path)
    with serving(tmp_path, "--certificate", str(made), "--key", str(key)) as served:
        assert served.address.startswith("https://localhost:")
        assert f'"{served.address}/taskpane.html"' in served.manifest.read_text(encoding="utf-8")
        trusting = ssl.create_default_context(cafile=str(made))
        with urllib.request.urlopen(served.address, context=trusting) as answer:
            assert answer.status == 200


def test_the_manifest_goes_over_an_earlier_one_and_over_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "here" / "xlbcf.xml"
    path.parent.mkdir()
    path.write_text(write_manifest("https://earlier.example.org", Tab("t", (Group("g", ()),)), "1"))
    with serving(tmp_path, "--manifest", str(path)) as served:
        assert served.manifest == path
        assert served.address in path.read_text(encoding="utf-8")
        assert "earlier" not in path.read_text(encoding="utf-8")
    path.write_text("<figures/>")
    assert code(run(tmp_path, "--port", 0, "--manifest", path)) == "SERVE08"
    assert path.read_text() == "<figures/>"


def test_functions_and_buttons_work_with_what_the_add_in_works_with_unless_told(
    tmp_path: Path,
) -> None:
    own = Configuration(version="1", figures="theirs.csv", commentary="words.yaml")
    (tmp_path / "xlbcf.conf").write_bytes(as_file(own))
    kept = tmp_path / "server" / "xlbcf.conf"
    mine = tmp_path / "mine.csv"
    mine.write_text("")
    with serving(tmp_path, "--home", ".", "--figures", str(mine)):
        told = read_configuration(kept)
    assert (told.home, told.figures, told.commentary) == (ROOT, str(mine), "words.yaml")
    assert read_configuration(tmp_path / "xlbcf.conf") == own


def test_a_folder_that_is_no_working_folder_is_refused(tmp_path: Path) -> None:
    ran = run(tmp_path, "--home", tmp_path)
    codes = {each["code"] for each in json.loads(ran.stdout)["findings"]}
    assert (ran.returncode, codes) == (2, {"RUN03"})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to a process")
def test_ctrl_c_is_the_way_to_stop_it(tmp_path: Path) -> None:
    need_extra()
    with subprocess.Popen(
        [*XLBCF, "serve", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env=environment(tmp_path),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        said = ""
        while "Ctrl+C" not in said:
            line = process.stdout.readline()
            assert line
            said += line
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert said.startswith("xlwings Server answers here.")
    assert "Noncommercial" in said
    assert "xlbcf-manifest.xml" in said
    assert "https only" in said


def test_asking_for_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from xlbcf.hosts.cli import main\n"
        "try: main(['serve', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'xlwings', 'openpyxl', 'pandas', 'fastapi', 'uvicorn'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**environment(ROOT), **KEY},
    )  # fmt: skip
    assert ran.stdout.rstrip().endswith("[]")
