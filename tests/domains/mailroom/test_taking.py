"""Mail becomes tickets: by a real IMAP server, fetched by the house itself."""

import pytest

from tests.conftest import eventually
from tests.domains.mailroom.conftest import Post
from tests.domains.mailroom.server import mail

pytestmark = pytest.mark.anyio


class TestANewMail:
    async def test_of_an_unknown_sender_is_a_ticket_of_a_new_customer(self, post: Post) -> None:
        [taken] = await post.take(mail(subject="Re: Printer on fire"))
        assert taken.state == "taken", taken.reason
        ticket = await post.ticket(taken.ticket_id)
        assert ticket["title"] == "Printer on fire"
        assert ticket["description"] == "The printer smokes."
        assert ticket["created_by"]["full_name"] == "Ann"
        assert "by-mail" in ticket["tags"]
