"""How often, how long and how many at once: one file a stage."""
