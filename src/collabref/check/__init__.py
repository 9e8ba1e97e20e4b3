"""Rules that a library must keep: each a small function that yields what it finds.

``structure`` holds the rules without which a library cannot be read (level ``error``);
``house``, ``bibliography`` and ``coding`` hold the editorial rules (level ``house``).
``coding`` also holds what is only noted (level ``note``).
"""

from collabref.check.rules import RULES, Fault, Rule, run

__all__ = ["RULES", "Fault", "Rule", "run"]
