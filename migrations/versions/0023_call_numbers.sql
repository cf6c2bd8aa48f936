select; -- Roll-ups of calls and leads.
