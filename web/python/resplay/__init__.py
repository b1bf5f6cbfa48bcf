"""What runs a learner's Python program in lockstep with the simulated world."""

from .program import Program

__all__ = ["Program"]
