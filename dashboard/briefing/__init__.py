"""Events -> Briefing: scenes in order, each with its events, its words and its quote. Nothing here draws.

model: the nouns; topics: which events belong together; making: one click from a selection to a briefing;
limits: what the table cannot tell; editing: reorder, drop, word anew; saving: data/briefings; changes: what is new
since a saved one.
"""
