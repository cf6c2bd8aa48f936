"""Other people's services, for tests and the demo: real protocols over real sockets."""
