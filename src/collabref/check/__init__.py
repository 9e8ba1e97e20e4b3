"""The rules for libraries: each is a small function that yields the faults it finds.

``structure`` holds the rules that a library must keep to be readable at all (level ``error``);
``identifiers`` those that every library should keep but can be read without (level ``warning``);
``house``, ``short``, ``bibliography`` and ``coding`` hold the editorial rules (level ``house``);
``coding`` also holds what is only noted (level ``note``).
"""

from collabref.check.apply import find_problems, run
from collabref.check.rules import RULES, Fault, Rule

__all__ = ["RULES", "Fault", "Rule", "find_problems", "run"]
