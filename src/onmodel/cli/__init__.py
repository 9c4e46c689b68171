"""The command line. Commands are thin: they call services and print."""
