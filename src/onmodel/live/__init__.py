"""What is live: sockets on the port of the API, events as they happen, documents that several people edit at once.

The only package where functions may be async. It calls the slices as the endpoints do, in threads, because they wait
for the database. docs/live.md tells the wire protocol.
"""
