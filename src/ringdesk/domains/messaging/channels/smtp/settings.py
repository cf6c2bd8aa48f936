"""What an SMTP provider is set up with."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

HOST = r"^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])$"


class SmtpSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`security`: `starttls` and `tls` (from the first byte, mostly port 465) verify the server's
    certificate; `none` is for a relay beside us and takes no password. `helo`: the name we greet
    with, "" is the domain of the sender."""

    host: Annotated[str, Meta(pattern=HOST, max_length=253)]
    port: Annotated[int, Meta(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Annotated[str, Meta(max_length=200, pattern=r"^[\x21-\x7e]*$")] = ""
    helo: Annotated[str, Meta(max_length=253, pattern=r"^[A-Za-z0-9.-]*$")] = ""
