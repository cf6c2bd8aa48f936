from ringdesk.kernel.errors import Conflict, Invalid, NotFound


class ProviderNotFound(NotFound):
    code = "PROVIDER_NOT_FOUND"


class ProviderUnknown(Invalid):
    code, text = "PROVIDER_UNKNOWN", "There is no provider of this name: see the settings."


class TooManyProviders(Conflict):
    code, text = "TOO_MANY_PROVIDERS", "Five providers at most: remove one first."
