select; -- How the dialler decided, and what was abandoned.
