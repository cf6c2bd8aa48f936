"""Templates in two languages, and messages that went by the log alone: nothing leaves a sample."""

from ringdesk.demo.weaving import Cast
from ringdesk.domains import identity, messaging
from ringdesk.kernel.work import Actor, Office

WELCOME = (
    messaging.TemplateText(
        "en", "Welcome, {{name}}", "Hello {{name}},\n\nyour order {{order}} is on its way.\n",
        "<p>Hello <b>{{name}}</b>,</p><p>your order {{order}} is on its way.</p>",
    ),
    messaging.TemplateText(
        "de", "Willkommen, {{name}}",
        "Hallo {{name}},\n\nIhre Bestellung {{order}} ist unterwegs.\n",
        "<p>Hallo <b>{{name}}</b>,</p><p>Ihre Bestellung {{order}} ist unterwegs.</p>",
    ),
)  # fmt: skip
REMINDER = messaging.TemplateText("en", "", "{{name}}, we call you back today. The desk", None)
OFFER = messaging.TemplateText(
    "en", "Something for you, {{name}}",
    "Hello {{name}},\n\nthis week: {{offer}}.\n\nNo more of this: {{unsubscribe_link}}\n", None,
)  # fmt: skip
WRITTEN = 12


async def fill_messages(office: Office, cast: Cast) -> None:
    boss = cast.people[cast.company.people[0].username]
    actor = Actor(
        id=boss.id, tenant_id=cast.tenant_id, role=boss.role, name=boss.full_name,
        scopes=identity.scopes_of(boss.role, boss.scopes),
    )  # fmt: skip
    async with office.open(actor) as work:
        order = await messaging.add_template(work, messaging.NewTemplate(
            channel="email", name="Order on its way", texts=list(WELCOME),
        ))  # fmt: skip
        await messaging.add_template(work, messaging.NewTemplate(
            channel="sms", name="Call back", texts=[REMINDER],
        ))  # fmt: skip
        await messaging.add_template(work, messaging.NewTemplate(
            channel="email", name="Offer of the week", texts=[OFFER], purpose="marketing",
        ))  # fmt: skip
        people = [one for one in cast.people.values() if one.email][:WRITTEN]
        for nr, person in enumerate(people):
            await messaging.send(
                work, channel="email", recipient=person.email, template_id=order.row.number,
                variables={"order": str(48_100 + nr)}, language="de" if nr % 4 == 0 else "en",
            )  # fmt: skip
        await messaging.send(
            work, channel="email", recipient=people[0].email, purpose="marketing",
            subject="Our spring sale", body="Everything must go.",
        )  # fmt: skip
        await messaging.add_suppression(
            work, channel="email", address="moved.away@example.com", note="Asked by telephone",
        )  # fmt: skip
