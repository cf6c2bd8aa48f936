"""`ringdesk …`: names and options. What a command does is in `commands/`, and imported only by it:
`--help` and a server's start wait for nothing that they don't use."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ringdesk.commands.outcome import Code, outcome_of
from ringdesk.kernel.settings import Settings

EXIT_CODES = (
    "Exit codes: 0 done; 1 failed, or the answer is no; 2 wrong usage or settings; "
    "3 an audit log is broken; 4 the database can't be used."
)

app = typer.Typer(
    name="ringdesk",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Ringdesk, a self-hosted contact centre. Settings are RINGDESK_… variables.",
    epilog=EXIT_CODES,
)
admin = typer.Typer(no_args_is_help=True, help="Administrators.", epilog=EXIT_CODES)
tenant = typer.Typer(no_args_is_help=True, help="Tenants.", epilog=EXIT_CODES)
audit = typer.Typer(no_args_is_help=True, help="The audit logs.", epilog=EXIT_CODES)
assistant = typer.Typer(no_args_is_help=True, help="The assistant's models.", epilog=EXIT_CODES)
app.add_typer(admin, name="admin")
app.add_typer(tenant, name="tenant")
app.add_typer(audit, name="audit")
app.add_typer(assistant, name="assistant")
privacy = typer.Typer(no_args_is_help=True, help="Who was forgotten.", epilog=EXIT_CODES)
app.add_typer(privacy, name="privacy")

AsJson = Annotated[bool, typer.Option("--json", help="For programs: one JSON document.")]
OutFile = Annotated[Path | None, typer.Option("--out", help="Write to this file.", dir_okay=False)]


@app.callback()
def every_command(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Read by `main`, which sees every error."""


@app.command(epilog=EXIT_CODES)
def serve(
    no_reactions: Annotated[
        bool, typer.Option("--no-reactions", help="Leave relay and jobs to `ringdesk worker`.")
    ] = False,
) -> None:
    """Serve the API and the web app until SIGTERM or Ctrl-C, which lets requests end."""
    from ringdesk.commands.serve import serve as command  # noqa: PLC0415 - see above

    command(Settings.from_environment(), reacting=not no_reactions)


@app.command(epilog=EXIT_CODES)
def worker() -> None:
    """Relay and jobs without HTTP, beside `ringdesk serve --no-reactions`."""
    from ringdesk.commands.serve import work as command  # noqa: PLC0415 - see above

    command(Settings.from_environment())


@app.command(epilog=EXIT_CODES)
def migrate(
    check: Annotated[bool, typer.Option("--check", help="Change nothing; 1 if behind.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the database up to date. Every start does so as well."""
    from ringdesk.commands.migrate import migrate as command  # noqa: PLC0415 - see above

    raise typer.Exit(command(Settings.from_environment(), check=check, as_json=as_json))


@app.command(epilog=EXIT_CODES)
def demo(
    pace: Annotated[
        float, typer.Option(min=0, max=100, help="1 is fifteen acts a minute; 0 is nobody.")
    ] = 1.0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the old sample away.")] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
    tickets: Annotated[int, typer.Option(min=1, max=100_000, help="How large a sample.")] = 5000,
) -> None:
    """Serve a sample workspace in which people keep acting, in a data folder of its own."""
    from ringdesk.commands.demo import demo as command  # noqa: PLC0415 - see above

    settings = Settings.from_environment()
    command(settings, pace=pace, fresh=fresh, open_browser=not no_open, tickets=tickets)


@admin.command("create", epilog=EXIT_CODES)
def admin_create(
    username: Annotated[str, typer.Option(prompt=True)],
    email: Annotated[str, typer.Option(prompt=True)],
    full_name: Annotated[str, typer.Option(help="As others see it.")] = "",
    of_tenant: Annotated[str | None, typer.Option("--tenant", help="Its id or name.")] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read one line instead of asking.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The first administrator, or another one of a tenant."""
    from ringdesk.commands.admins import create  # noqa: PLC0415 - see above

    create(
        Settings.from_environment(), username=username, email=email, full_name=full_name,
        tenant=of_tenant, password_stdin=password_stdin, as_json=as_json,
    )  # fmt: skip


@tenant.command("create", epilog=EXIT_CODES)
def tenant_create(
    name: str,
    host: Annotated[
        list[str] | None, typer.Option(help="A host name by which it is known; repeatable.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """A new tenant, still without people."""
    from ringdesk.commands.tenants import create  # noqa: PLC0415 - see above

    hosts = tuple(one.lower() for one in host or ())
    create(Settings.from_environment(), name, hosts=hosts, as_json=as_json)


@tenant.command("list", epilog=EXIT_CODES)
def tenant_list(as_json: AsJson = False) -> None:
    """All tenants, oldest first."""
    from ringdesk.commands.tenants import list_all  # noqa: PLC0415 - see above

    list_all(Settings.from_environment(), as_json=as_json)


@tenant.command("suspend", epilog=EXIT_CODES)
def tenant_suspend(
    name: Annotated[str, typer.Argument(help="Its id or name.")],
    reason: Annotated[str, typer.Option(help="Why; for the installation's eyes.")] = "",
    as_json: AsJson = False,
) -> None:
    """Nobody of it comes in, nothing is dialled or sent; everything stays."""
    from ringdesk.commands.tenants import suspend  # noqa: PLC0415 - see above

    suspend(Settings.from_environment(), name, reason=reason, as_json=as_json)


@tenant.command("resume", epilog=EXIT_CODES)
def tenant_resume(
    name: Annotated[str, typer.Argument(help="Its id or name.")], as_json: AsJson = False
) -> None:
    """A suspended tenant goes on where it was."""
    from ringdesk.commands.tenants import resume  # noqa: PLC0415 - see above

    resume(Settings.from_environment(), name, as_json=as_json)


@tenant.command("export", epilog=EXIT_CODES)
def tenant_export(
    name: Annotated[str, typer.Argument(help="Its id or name.")],
    out: Annotated[Path, typer.Option("--out", help="A ZIP file.", dir_okay=False)],
    as_json: AsJson = False,
) -> None:
    """All of a tenant in one file: every table as JSON lines, and every file."""
    from ringdesk.commands.privacy import export  # noqa: PLC0415 - see above

    export(Settings.from_environment(), name, out=out, as_json=as_json)


@tenant.command("erase", epilog=EXIT_CODES)
def tenant_erase(
    name: Annotated[str, typer.Argument(help="Its id or name.")],
    typed: Annotated[str, typer.Option("--confirm", help="Its name, once more.")] = "",
    days: Annotated[int, typer.Option(min=0, max=90, help="Of grace; 0 is at once.")] = 7,
    keep: Annotated[bool, typer.Option("--keep", help="Call it off while there is time.")] = False,
    as_json: AsJson = False,
) -> None:
    """Everything of a tenant goes, after days of grace: rows, log, files."""
    from ringdesk.commands.privacy import erase  # noqa: PLC0415 - see above

    if not typed and not keep:
        typed = typer.prompt("All of it goes. Type the tenant's name")
    settings = Settings.from_environment()
    erase(settings, name, typed=typed, days=days, keep=keep, as_json=as_json)


@privacy.command("replay", epilog=EXIT_CODES)
def privacy_replay(
    of_tenant: Annotated[str | None, typer.Option("--tenant", help="Only this one.")] = None,
    as_json: AsJson = False,
) -> None:
    """After a restore: whoever the ledger knows as erased is erased again."""
    from ringdesk.commands.privacy import replay  # noqa: PLC0415 - see above

    replay(Settings.from_environment(), tenant=of_tenant, as_json=as_json)


@app.command(epilog=EXIT_CODES)
def openapi(out: OutFile = None) -> None:
    """Print the OpenAPI document of what is served, always the same bytes."""
    from ringdesk.commands.openapi import write  # noqa: PLC0415 - see above

    write(out=out)


@app.command(epilog=EXIT_CODES)
def doctor(as_json: AsJson = False) -> None:
    """Look at the database, its role, the data folder, ports and more; 1 if anything is wrong."""
    from ringdesk.commands.doctor import examine  # noqa: PLC0415 - see above

    raise typer.Exit(examine(Settings.from_environment(), as_json=as_json))


@audit.command("verify", epilog=EXIT_CODES)
def audit_verify(
    of_tenant: Annotated[str | None, typer.Option("--tenant", help="Only this one.")] = None,
    anchor: Annotated[
        Path | None, typer.Option(help="What `audit anchor` gave, kept elsewhere.", dir_okay=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Recompute every log's chain; 3 and the first bad row if one was changed or cut."""
    from ringdesk.commands.audit import verify  # noqa: PLC0415 - see above

    settings = Settings.from_environment()
    raise typer.Exit(verify(settings, tenant=of_tenant, anchor=anchor, as_json=as_json))


@audit.command("anchor", epilog=EXIT_CODES)
def audit_anchor(out: OutFile = None) -> None:
    """Where every log ends now: keep it elsewhere, and even a rewritten log is found out."""
    from ringdesk.commands.audit import anchor  # noqa: PLC0415 - see above

    anchor(Settings.from_environment(), out=out)


@assistant.command("build", epilog=EXIT_CODES)
def assistant_build() -> None:
    """Make the sentence encoder's files, if they are missing. `make` does it."""
    from ringdesk.commands.assistant import build  # noqa: PLC0415 - see above

    raise typer.Exit(build())


@assistant.command("train", epilog=EXIT_CODES)
def assistant_train(
    of_tenant: Annotated[
        str | None, typer.Option("--tenant", help="Its id or name; without it the shipped heads.")
    ] = None,
    task: Annotated[str | None, typer.Option(help="Such as intent or priority; or all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Learn from a tenant's corrections, and keep what is no worse; or make the shipped heads."""
    from ringdesk.commands.assistant import train  # noqa: PLC0415 - see above

    settings = Settings.from_environment()
    raise typer.Exit(train(settings, tenant=of_tenant, task=task, as_json=as_json))


@assistant.command("heads", epilog=EXIT_CODES)
def assistant_heads(
    of_tenant: Annotated[str, typer.Option("--tenant", help="Its id or name.")],
    as_json: AsJson = False,
) -> None:
    """What a tenant's corrections have made, and which of it serves."""
    from ringdesk.commands.assistant import list_heads  # noqa: PLC0415 - see above

    list_heads(Settings.from_environment(), of_tenant, as_json=as_json)


@assistant.command("roll-back", epilog=EXIT_CODES)
def assistant_roll_back(
    of_tenant: Annotated[str, typer.Option("--tenant", help="Its id or name.")],
    task: Annotated[str, typer.Option(help="intent, sentiment, category or priority.")],
    version: Annotated[int, typer.Option(min=0, help="Which is to serve; 0 is the shipped head.")],
) -> None:
    """Serve with an earlier head again."""
    from ringdesk.commands.assistant import roll_back  # noqa: PLC0415 - see above

    roll_back(Settings.from_environment(), of_tenant, task=task, version=version)


def main() -> None:
    try:
        app()
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        text, code = outcome_of(error)
        print(f"ringdesk: {text}", file=sys.stderr)
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(Code.FAILED)


if __name__ == "__main__":
    main()
