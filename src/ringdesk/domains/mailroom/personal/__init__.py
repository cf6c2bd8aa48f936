"""Mails as they came, and by which addresses people are known."""

from ringdesk.domains.mailroom.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="mailroom",
    holdings=(
        Holding(
            table="mails", about="Mails, as they came", fate="erased",
            shows=queries.MAILS, files=queries.FILES_OF_MAILS, forgets=queries.FORGET_MAILS,
        ),
        Holding(
            table="mails", about="Mails from this address that were passed over or put aside",
            fate="erased", of="addresses", shows=queries.LOOSE_MAILS,
            files=queries.FILES_OF_LOOSE, forgets=queries.FORGET_LOOSE,
        ),
        Holding(
            table="correspondents", about="The address by which a person is known", fate="erased",
            shows=queries.KNOWN_BY, forgets=queries.FORGET_KNOWN,
        ),
        Holding(
            table="mail_threads", about="That answers to tickets go by mail", fate="erased",
            counts=queries.COUNT_THREADS, forgets=queries.FORGET_THREADS,
        ),
        Holding(
            table="text_threads", about="That answers to tickets go by SMS or WhatsApp",
            fate="erased",
            shows=queries.TEXT_THREADS, forgets=queries.FORGET_TEXT_THREADS,
        ),
    ),
    nothing={"mailboxes": "settings of the tenant"},
)  # fmt: skip
