"""A timeline: a cut of a board as people edit it, made from its circled takes and kept in versions.

Its items name shots; what is done to it changes no shot. `cuts` films it, `conforms` takes an editor's version back.
"""
