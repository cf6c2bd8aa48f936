"""Its tables, and N tickets with M answers each: python fill.py N M"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - after setup()
from django.core.management import call_command  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket  # noqa: E402

TITLE = "The printer on the third floor does not answer any more"
TEXT = "Thank you, we have looked at it and it should work again now. " * 3


def main(tickets: int, answers: int) -> None:
    call_command("migrate", verbosity=0)
    if Ticket.objects.count() == tickets:
        return
    Ticket.objects.all().delete()
    agent, _ = User.objects.get_or_create(
        username="agent", defaults={"is_staff": True, "is_superuser": True}
    )
    queue, _ = Queue.objects.get_or_create(slug="desk", defaults={"title": "Desk"})
    # One statement, and with the numbers that the load generator asks for.
    made = Ticket.objects.bulk_create(
        Ticket(id=n + 1, queue=queue, title=TITLE, description=TEXT * 2, status=n % 4 + 1,
               submitter_email=f"customer-{n % 45}@bench.example", assigned_to=agent,
               priority=n % 5 + 1)
        for n in range(tickets)
    )  # fmt: skip
    FollowUp.objects.bulk_create(
        FollowUp(ticket=ticket, user=agent, title="Comment", comment=TEXT, public=True)
        for ticket in made
        for _ in range(answers)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
