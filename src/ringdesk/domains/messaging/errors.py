from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound


class MessageNotFound(NotFound):
    code = "MESSAGE_NOT_FOUND"


class TemplateNotFound(NotFound):
    code = "TEMPLATE_NOT_FOUND"


class ProviderNotFound(NotFound):
    code = "PROVIDER_NOT_FOUND"


class SuppressionNotFound(NotFound):
    code = "SUPPRESSION_NOT_FOUND"


class NameOfTemplateTaken(Conflict):
    code, text = "TEMPLATE_NAME_TAKEN", "Another template has this name: choose a new one."


class NameOfProviderTaken(Conflict):
    code, text = "PROVIDER_NAME_TAKEN", "Another provider has this name: choose a new one."


class TooManyProviders(Conflict):
    code, text = "TOO_MANY_PROVIDERS", "Ten providers a channel at most: remove one first."


class TooManyTemplates(Conflict):
    code, text = "TOO_MANY_TEMPLATES", "A thousand templates at most: remove one first."


class AlreadyWritten(Conflict):
    code, text = "MESSAGE_IS_GONE", "It is on its way or gone: nothing can be changed of it."


class TemplatesOnly(NotAllowed):
    code, text = "TEMPLATES_ONLY", "Choose a template: free text is for administrators."


class PeopleOnly(NotAllowed):
    code, text = (
        "PEOPLE_ONLY",
        "Write to a person of this workspace: others are written to by administrators.",
    )
