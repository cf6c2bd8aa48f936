"""The outside world, for tests, benchmarks and the demo: real protocols over real sockets."""
