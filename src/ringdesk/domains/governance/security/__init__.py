"""What an administrator should look at, and what became of it."""
