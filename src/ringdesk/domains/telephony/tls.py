"""What a trunk's TLS is checked against, and what we show of ourselves (RFC 5922)."""

import ssl
import tempfile
from typing import NamedTuple


class BadCertificate(ValueError):
    pass


class Tls(NamedTuple):
    """`client`: for connections that we open. `server`: for theirs; None: nobody connects to us,
    and calls to us come by the connection that we keep open."""

    client: ssl.SSLContext
    server: ssl.SSLContext | None = None


def tls_with(ca: str = "", certificate: str = "") -> Tls:
    """`ca`: certificates (PEM) that are trusted instead of the system's. `certificate`: ours, with
    its chain and key (PEM). A trunk that is not the one it is to be is never spoken to: there is no
    switch for it. BadCertificate."""
    try:
        client = ssl.create_default_context(cadata=ca or None)
    except (ssl.SSLError, ValueError) as error:
        raise BadCertificate("ca: not certificates in PEM") from error
    client.minimum_version = ssl.TLSVersion.TLSv1_2
    if not certificate:
        return Tls(client)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.minimum_version = ssl.TLSVersion.TLSv1_2
    for context in (client, server):
        show(context, certificate)
    return Tls(client, server)


def show(context: ssl.SSLContext, certificate: str) -> None:
    """OpenSSL reads these from files only. BadCertificate."""
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:  # only we may read it
        file.write(certificate)
        file.flush()
        try:
            # With a password that is none: else it would be asked for at the terminal.
            context.load_cert_chain(file.name, password="")
        except (ssl.SSLError, ValueError, OSError) as error:
            says = "certificate: not a certificate with its unencrypted key in PEM"
            raise BadCertificate(says) from error
