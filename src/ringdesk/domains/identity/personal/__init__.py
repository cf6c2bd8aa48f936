"""Accounts, sessions, invitations: what identity keeps of people."""

from ringdesk.domains.identity.personal import queries
from ringdesk.domains.identity.personal.erasing import erase_person
from ringdesk.kernel.personal import Expiry, Holding, Personal

PERSONAL = Personal(
    domain="identity",
    holdings=(
        Holding(
            table="sessions", about="Sign-ins: when, from where, with which browser",
            fate="erased", shows=queries.SESSIONS, forgets=queries.ERASE_SESSIONS,
        ),
        Holding(
            table="visitors", about="Visits by the widget", fate="erased", shows=queries.VISITS,
            forgets=queries.ERASE_VISITS,
        ),
        Holding(
            table="api_tokens", about="API tokens", fate="erased", shows=queries.TOKENS,
            forgets=queries.ERASE_TOKENS,
        ),
        Holding(
            table="socket_tickets", about="Half a minute's tickets for live connections",
            fate="erased", forgets=queries.ERASE_TICKETS,
        ),
        Holding(
            table="invitations", about="Invitations to this address", fate="erased",
            of="addresses", shows=queries.INVITATIONS, forgets=queries.ERASE_INVITATIONS,
        ),
        Holding(
            table="people", about="The person: name, address, role; the account with them",
            fate="anonymised", shows=queries.PERSON, act=erase_person,
        ),
    ),
    nothing={
        "accounts": "of the installation; goes with the person's last membership",
        "memberships": "of the installation; goes with the person",
        "password_resets": "of the installation; goes with the account, or after a day",
        "mail_outbox": "of the installation; letters to the person's address go with the person",
        "sign_in_failures": "of the installation; hashes of names, kept for a day",
        "tenants": "of the installation: names of companies",
        "installation": "of the installation: one date",
        "roles": "names of roles",
        "workspaces": "settings of the tenant",
    },
    expiries=(
        Expiry(
            kind="visitors", about="Visitors who did not come back: their names and addresses",
            counts=queries.COUNT_VISITORS, removes=queries.EMPTY_VISITORS,
        ),
    ),
)  # fmt: skip
