"""Questions to the store. Each answers with records, ids or numbers, which ``pages`` words.

Only refusals, with what was perhaps meant, and remarks on a search are worded here.
"""
