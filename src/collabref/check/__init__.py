"""Rules that a library must keep: each a small function that yields what it finds.

``structure`` holds the rules without which a library cannot be read (level ``error``);
``identifiers`` what every library is held to, but can be read without (level ``warning``);
``house``, ``short``, ``bibliography`` and ``coding`` hold the editorial rules (level ``house``);
``coding`` also holds what is only noted (level ``note``).
"""

from collabref.check.apply import find_problems, run
from collabref.check.rules import RULES, Fault, Rule

__all__ = ["RULES", "Fault", "Rule", "find_problems", "run"]
