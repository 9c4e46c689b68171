"""A worker: a process that takes jobs of some queues; how long they take it, and whose turn it is with it."""
