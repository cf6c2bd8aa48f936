"""`ringdesk tenant create`, `list`, `suspend`, `resume`, and finding the tenant that is meant."""

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
        (
            str(one.id), one.name, ", ".join(one.hosts), one.timezone,
            f"{one.created_at:%Y-%m-%d}", "suspended" if one.suspended_at else "",
        )
        for one in tenants
    ]  # fmt: skip
    table(("id", "name", "hosts", "time zone", "since", ""), rows)


async def all_tenants(settings: Settings) -> list[identity.Tenant]:
    async with reading(settings) as office, office.open(Actor.the_house(INSTALLATION)) as work:
        return await identity.list_tenants(work)


def suspend(settings: Settings, name: str, *, reason: str, as_json: bool) -> None:
    tenant = run(set_suspended(settings, name, reason))
    if as_json:
        say_json(shown(tenant))
        return
    say(f"{tenant.name} is suspended: nobody of it comes in, nothing is dialled or sent.")


def resume(settings: Settings, name: str, *, as_json: bool) -> None:
    tenant = run(set_suspended(settings, name, None))
    if as_json:
        say_json(shown(tenant))
        return
    say(f"{tenant.name} goes on.")


async def set_suspended(settings: Settings, name: str, reason: str | None) -> identity.Tenant:
    """`reason` None: it goes on."""
    async with (
        acting(settings) as house,
        house.office.open(Actor.the_house(INSTALLATION)) as work,
    ):
        meant = await tenant_meant(work, name)
        if reason is None:
            return (await identity.resume_tenant(work, tenant_id=meant.id)).tenant
        try:
            seen = await identity.suspend_tenant(work, tenant_id=meant.id, reason=reason)
        except identity.FirstTenantStays as error:
            raise Failure(error.text) from error
        return seen.tenant


def shown(tenant: identity.Tenant) -> dict[str, object]:
    return {
        "id": str(tenant.id), "name": tenant.name, "hosts": tenant.hosts,
        "timezone": tenant.timezone, "created_at": tenant.created_at,
        "strangers_may_register": tenant.strangers_may_register,
        "suspended_at": tenant.suspended_at,
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
