"""An organization: a studio with its people and projects. Its owners own every project in it.

Who is asked to join gets an invitation: a link that works once, for one address, for a week.
"""
