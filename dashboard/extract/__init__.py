"""Article -> events: the steps in order."""
