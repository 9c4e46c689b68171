"""A forgotten password: a link by mail, good once, with which a new one is set.

Whoever asks is told the same whether or not there is such an account; without a mail server an owner hands the link on.
"""
