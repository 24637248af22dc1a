"""Where the server listens and where Excel reaches it, settled before anything starts."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from xlbcf.rules.findings import Refused, finding

_EXAMPLE = "https://xlbcf.example.org"
#: What OpenSSL says of a key that belongs to another certificate, of the same kind or another.
_MISFITS = ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED")
_WEAK = ("_TOO_SMALL", "_TOO_WEAK")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server is.

    Args:
        listening: the socket, bound.
        address: where Excel reaches it, such as ``https://localhost:8000``.
        own: every address that it answers to.
        certificate: a PEM file, or None for plain http.
        key: a PEM file with the private key, or None where the certificate's holds it.
    """

    listening: socket.socket
    address: str
    own: frozenset[str]
    certificate: Path | None
    key: Path | None

    @property
    def is_encrypted(self) -> bool:
        """Whether Excel reaches it over https, which it asks for."""
        return self.address.startswith("https:")


def take_place(
    host: str, port: int, address: str | None, certificate: Path | None, key: Path | None
) -> Place:
    """Bind the port and settle the address.

    Args:
        host: the name or number of the network interface; loopback unless somebody said otherwise.
        port: the port, or 0 for any that is free.
        address: where Excel reaches it if not there, such as behind a proxy.
        certificate: a PEM file.
        key: the private key's file if it is another.

    Raises:
        Refused: the certificate cannot be used (SERVE05), the server would be open to the network
            without an address (SERVE06), the address is none (SERVE07), or the port is not to be
            had (SERVE04).
    """
    if certificate:
        _try_certificate(certificate, key)
    if address:
        address = _checked(address)
    elif not _is_loopback(host):
        raise Refused(finding("SERVE06", f"{host}:{port}"))
    listening = _bound(host, port)
    port = listening.getsockname()[1]
    scheme = "https" if certificate else "http"
    name = f"[{host}]" if ":" in host else host
    own = {f"{scheme}://{each}:{port}" for each in (name, "localhost", "127.0.0.1")}
    address = address or f"{scheme}://localhost:{port}"
    return Place(listening, address, frozenset({*own, address}), certificate, key)


def _try_certificate(certificate: Path, key: Path | None) -> None:
    def no_password() -> str:
        raise ValueError("the key has a password")

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, no_password)
    except (OSError, ValueError) as fault:
        where, reason = _in_words(fault, certificate, key or certificate)
        raise Refused(finding("SERVE05", where, reason=reason)) from fault


def _in_words(fault: Exception, certificate: Path, key: Path) -> tuple[Path, str]:
    """Return which of the two files is at fault, and why."""
    said = getattr(fault, "reason", None) or ""
    if said in _MISFITS:
        return key, "the key does not fit the certificate"
    if said.endswith(_WEAK):
        return certificate, "its encryption is too weak for today's programs"
    where, held = (
        (key, "private key") if _is_certificate(certificate) else (certificate, "certificate")
    )
    if isinstance(fault, ssl.SSLError):
        return where, f"the file holds no {held} in PEM form, or a damaged one"
    return where, str(getattr(fault, "strerror", None) or fault).lower()


def _is_certificate(path: Path) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError:
        return False
    return True


def _checked(address: str) -> str:
    """Return an address in its plain form."""
    try:
        parts = urlsplit(address.rstrip("/").lower())
        plain = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:  # the port is no number, or a bracket is missing
        plain = False
    if not plain or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise Refused(finding("SERVE07", "--address", found=address, expected=_EXAMPLE))
    # Browsers leave the usual port out.
    return f"{parts.scheme}://{parts.netloc.removesuffix(':443')}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Elsewhere this would let two servers share the port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as fault:
        listening.close()
        in_use = fault.errno == errno.EADDRINUSE
        reason = "another program has the port" if in_use else fault.strerror or fault
        raise Refused(finding("SERVE04", f"{host}:{port}", reason=reason)) from fault
    return listening
