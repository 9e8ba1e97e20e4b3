"""The command line: parse, ask one question, render once, print once.

Commands are built only when they are called; ``commands`` holds them, one module each.
"""
