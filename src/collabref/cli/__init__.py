"""The command line: parse, ask one question, render once, print once.

Commands are built only when called; ``commands`` has one module for each.
"""
