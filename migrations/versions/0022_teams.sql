select; -- Teams.
