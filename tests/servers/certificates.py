"""An authority of our own and a certificate for loopback, made anew for each run of the tests."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")


@dataclass(frozen=True)
class Certificates:
    """PEM files: the authority that clients trust, and what servers show."""

    authority: Path
    certificate: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make_certificates(directory: Path) -> Certificates:
    """Make an authority, and a certificate for 127.0.0.1 and localhost that it has signed."""
    authority, authority_key = directory / "authority.pem", directory / "authority.key"
    made = Certificates(authority, directory / "server.pem", directory / "server.key")
    usage = "keyUsage=critical,keyCertSign,cRLSign"
    _openssl("-subj", "/CN=Tests Authority", "-addext", usage, "-keyout", authority_key, "-out", authority)
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    signer = ("-CA", authority, "-CAkey", authority_key, "-addext", "basicConstraints=critical,CA:FALSE")
    _openssl("-subj", "/CN=localhost", "-addext", names, *signer, "-keyout", made.key, "-out", made.certificate)
    return made


def _openssl(*arguments: str | Path) -> None:
    command = ["openssl", "req", "-x509", *_NEW_KEY, *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)
