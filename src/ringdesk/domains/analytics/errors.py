from ringdesk.kernel.errors import NotFound


class AgentNotFound(NotFound):
    code = "AGENT_NOT_FOUND"
