"""What of webhooks goes on by itself."""

from ringdesk.domains.webhooks import jobs as chores
from ringdesk.domains.webhooks import reactions
from ringdesk.domains.webhooks.hooks import Hooks
from ringdesk.domains.webhooks.sending import Sending
from ringdesk.kernel.jobs import Jobs


def register(jobs: Jobs, hooks: Hooks) -> Sending:
    """The loop that sends, not yet running."""
    chores.register(jobs, hooks.office)
    reactions.listen(hooks.registry, hooks.office)
    sending = Sending(hooks)
    sending.listen()
    return sending
