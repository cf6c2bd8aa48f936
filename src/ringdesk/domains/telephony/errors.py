from ringdesk.kernel.errors import Conflict, NotFound


class CarrierNotFound(NotFound):
    code = "CARRIER_NOT_FOUND"


class CarrierNameTaken(Conflict):
    code, text = "CARRIER_NAME_TAKEN", "Another carrier has this name: choose a new one."


class TooManyCarriers(Conflict):
    code, text = "TOO_MANY_CARRIERS", "Ten carriers at most: remove one first."
