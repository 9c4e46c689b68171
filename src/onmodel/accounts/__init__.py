"""Accounts: people who sign in, and what proves who somebody is: sessions, API tokens, tickets, another's word (OIDC).

Of every secret only a hash is kept. The audit log, to which things are only ever added, stands here too.
"""
