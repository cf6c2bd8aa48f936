"""Who is called next, when, and how many at once."""
