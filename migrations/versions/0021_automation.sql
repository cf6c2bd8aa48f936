select; -- Scores and routing rules of leads.
