"""`ringdesk assistant …`: build the encoder, train heads, see and change which of them serve."""

from ringdesk.commands.house import reading, run
from ringdesk.commands.outcome import Code, Failure
from ringdesk.commands.tenants import tenant_meant
from ringdesk.commands.terminal import say, say_json, table
from ringdesk.domains import assistant, identity
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office


def build() -> Code:
    """Part of the installation; does nothing if the encoder is there."""
    if not assistant.build_encoder():
        return Code.FAILED
    say(f"The sentence encoder is {assistant.ENCODER_ID}.")
    return Code.OK


def train(settings: Settings, *, tenant: str | None, task: str | None, as_json: bool) -> Code:
    """A tenant's heads from its corrections; without a tenant the shipped heads, in a checkout."""
    if tenant is None:
        train_shipped()
        return Code.OK
    tasks = [task] if task else list(assistant.TASKS)
    reports = run(learn_all(settings, tenant, tasks))
    if as_json:
        say_json(reports)
        return Code.OK
    for report in reports:
        tell(report)
    return Code.OK


def train_shipped() -> None:
    try:
        assistant.train_shipped_heads(say)
    except ImportError as error:
        text = f"The shipped heads are trained in a checkout, with the group train: {error}"
        raise Failure(text) from error


async def learn_all(
    settings: Settings, tenant: str, tasks: list[str]
) -> list[assistant.LearningReport]:  # fmt: skip
    async with reading(settings) as office:
        found = await meant(office, tenant)
        return [await assistant.learn(office, tenant_id=found.id, task=one) for one in tasks]


def tell(report: assistant.LearningReport) -> None:
    say(f"{report.task}: {report.corrections} corrections")
    rows = [
        (name, str(one.examples), f"{one.accuracy:.3f}", f"{one.macro_f1:.3f}",
         f"{one.calibration_error:.3f}")
        for name, one in (
            ("what was corrected, shipped head", report.before),
            ("what was corrected, own head", report.after),
            ("shipped examples, shipped head", report.shipped_before),
            ("shipped examples, own head", report.shipped_after),
        )
        if one is not None
    ]  # fmt: skip
    if rows:
        table(("on texts the head had not learned from", "texts", "accuracy", "macro-F1",
               "calibration error"), rows)  # fmt: skip
    if report.version:
        say(f"Kept as version {report.version}; servers take it up within seconds.")
    else:
        say(f"Nothing was kept. {report.reason}")


def list_heads(settings: Settings, tenant: str, *, as_json: bool) -> None:
    heads = run(heads_of(settings, tenant))
    if as_json:
        say_json(heads)
        return
    rows = [
        (one.task, str(one.version), "yes" if one.active else "", str(one.corrections),
         f"{one.made_at:%Y-%m-%d %H:%M}")
        for one in heads
    ]  # fmt: skip
    table(("task", "version", "serves", "corrections", "made"), rows)


async def heads_of(settings: Settings, tenant: str) -> list[assistant.HeadKept]:
    async with reading(settings) as office:
        found = await meant(office, tenant)
        async with office.open(Actor.the_house(found.id)) as work:
            return await assistant.list_heads(work)


def roll_back(settings: Settings, tenant: str, *, task: str, version: int) -> None:
    run(roll_back_to(settings, tenant, task, version))
    say(f"Version {version} serves." if version else "The shipped head serves.")


async def roll_back_to(settings: Settings, tenant: str, task: str, version: int) -> None:
    async with reading(settings) as office:
        found = await meant(office, tenant)
        async with office.open(Actor.the_house(found.id)) as work:
            await assistant.roll_back(work, task=task, version=version)


async def meant(office: Office, text: str) -> identity.Tenant:
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        return await tenant_meant(work, text)
