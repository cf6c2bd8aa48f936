"""What is done behind leads, a batch at a time: see `jobs`."""
