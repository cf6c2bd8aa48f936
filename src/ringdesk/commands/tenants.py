"""`ringdesk tenant create`, `ringdesk tenant list`, and finding the tenant that somebody means."""

from uuid import UUID

from ringdesk.commands.house import acting, reading, run
from ringdesk.commands.outcome import Code, Failure
from ringdesk.commands.terminal import say, say_json, table
from ringdesk.domains import identity
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Work


def create(settings: Settings, name: str, *, hosts: tuple[str, ...], as_json: bool) -> None:
    tenant = run(create_tenant(settings, name, hosts))
    if as_json:
        say_json(shown(tenant))
        return
    say(f"{tenant.name}: {tenant.id}")
    say(f"Its first administrator: ringdesk admin create --tenant {tenant.id}")


async def create_tenant(settings: Settings, name: str, hosts: tuple[str, ...]) -> identity.Tenant:
    async with acting(settings) as house:
        async with house.office.open(Actor.the_house(INSTALLATION)) as work:
            existing = await identity.list_tenants(work)
            taken = {host for tenant in existing for host in tenant.hosts} & {*hosts}
            if taken:
                raise Failure(f"Another tenant has this host name: {', '.join(sorted(taken))}.")
            tenant = await identity.add_tenant(work, name, first=not existing, hosts=hosts)
            if missing := {*hosts} - {*tenant.hosts}:
                raise Failure(f"This is no host name: {', '.join(sorted(missing))}.", Code.USAGE)
        return tenant


def list_all(settings: Settings, *, as_json: bool) -> None:
    tenants = run(all_tenants(settings))
    if as_json:
        say_json([shown(tenant) for tenant in tenants])
        return
    rows = [
        (str(one.id), one.name, ", ".join(one.hosts), one.timezone, f"{one.created_at:%Y-%m-%d}")
        for one in tenants
    ]
    table(("id", "name", "hosts", "time zone", "since"), rows)


async def all_tenants(settings: Settings) -> list[identity.Tenant]:
    async with reading(settings) as office, office.open(Actor.the_house(INSTALLATION)) as work:
        return await identity.list_tenants(work)


def shown(tenant: identity.Tenant) -> dict[str, object]:
    return {
        "id": str(tenant.id), "name": tenant.name, "hosts": tenant.hosts,
        "timezone": tenant.timezone, "created_at": tenant.created_at,
        "strangers_may_register": tenant.strangers_may_register,
    }  # fmt: skip


async def tenant_meant(work: Work, text: str) -> identity.Tenant:
    """By its id or, if only one has it, its name."""
    tenants = await identity.list_tenants(work)
    found = [one for one in tenants if is_id(text, one.id) or one.name == text]
    if len(found) != 1:
        many = "More than one tenant has" if found else "There is no tenant with"
        raise Failure(f"{many} the id or name {text}: see ringdesk tenant list.")
    return found[0]


def is_id(text: str, tenant_id: UUID) -> bool:
    return text.strip().lower() == str(tenant_id)
