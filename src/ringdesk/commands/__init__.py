"""What `ringdesk …` does, one file for each command. `cli.py` has their names and options."""
