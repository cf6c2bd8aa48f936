"""What all benchmarks stand on: one loaded database, servers as processes, one load generator."""
