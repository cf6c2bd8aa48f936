from ringdesk.kernel.errors import NotAllowed, NotFound


class AgentNotFound(NotFound):
    code = "AGENT_NOT_FOUND"


class AdministratorsOnly(NotAllowed):
    text = "Admin access required"
