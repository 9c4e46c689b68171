"""Notifications: what somebody is told of because it concerns them, in the app, by mail and by webhook.

Rows are made in the transaction of the event; mail and webhooks leave as jobs, so that nothing is lost or sent twice.
"""
