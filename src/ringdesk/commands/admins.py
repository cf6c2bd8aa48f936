"""`ringdesk admin create`: the first administrator, or another one of a tenant."""

import secrets
import sys

import typer

from ringdesk.commands.house import acting, run
from ringdesk.commands.outcome import Code, Failure
from ringdesk.commands.tenants import tenant_meant
from ringdesk.commands.terminal import say, say_json
from ringdesk.domains import identity
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, NOWHERE, Actor
from ringdesk.wiring import House


def create(
    settings: Settings, *, username: str, email: str, full_name: str, tenant: str | None,
    password_stdin: bool, as_json: bool,
) -> None:  # fmt: skip
    new = identity.NewAccount(
        username=username, email=email, full_name=full_name, role="admin",
        password=password_from_stdin() if password_stdin else password_asked(),
    )  # fmt: skip
    made = run(create_admin(settings, new, tenant))
    person, its_tenant = made.person, made.tenant
    if as_json:
        say_json({
            "id": person.id, "username": person.username, "email": person.email,
            "role": person.role, "tenant": {"id": str(its_tenant.id), "name": its_tenant.name},
        })  # fmt: skip
    else:
        say(f"{person.username} is an administrator of {its_tenant.name}.")


def password_from_stdin() -> str:
    """The first line: nothing of it is in the process list or the shell's history."""
    return sys.stdin.readline().rstrip("\r\n")


def password_asked() -> str:
    if not sys.stdin.isatty():
        raise Failure("There is nobody to ask for a password: use --password-stdin.", Code.USAGE)
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


async def create_admin(
    settings: Settings, new: identity.NewAccount, tenant: str | None
) -> identity.Registered:
    async with acting(settings) as house:
        is_set_up = await identity.is_set_up(house.office)
        if tenant is None and is_set_up:
            raise Failure("There is an administrator already: name a --tenant, by id or name.")
        if is_set_up and tenant is not None:
            return await another(house, new, tenant)
        return await the_first(house, new, tenant)


async def the_first(
    house: House, new: identity.NewAccount, tenant: str | None
) -> identity.Registered:
    """The same act as at the set-up page, by whoever has the machine: no token is asked for."""
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        first = await identity.first_tenant(work)
        if tenant is not None and (await tenant_meant(work, tenant)) != first:
            name = first.name if first else ""
            raise Failure(f"The first administrator is one of the first tenant, {name}.")
    rules = identity.SetupRules(openly=True, token=secrets.token_hex(16))
    return await identity.register(
        house.office, new, host="", rules=rules, setup_token=None, origin=NOWHERE
    )


async def another(house: House, new: identity.NewAccount, tenant: str) -> identity.Registered:
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        meant = await tenant_meant(work, tenant)
    async with house.office.open(Actor.the_house(meant.id)) as work:
        return await identity.register_by_administrator(work, new)
