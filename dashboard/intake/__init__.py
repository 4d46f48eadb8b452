"""Documents, pages and pasted text -> articles in data/articles."""
