"""A believable workspace, and people in it who keep acting."""
