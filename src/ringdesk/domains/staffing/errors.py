from ringdesk.kernel.errors import Conflict


class TeamNameTaken(Conflict):
    code = "TEAM_NAME_TAKEN"
    text = "There is a team of this name already."
