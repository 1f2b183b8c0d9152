"""Frames: what a clause says when no rule knew its wording.

A frame knows a trigger (締結, 開催, "hosted"), the kinds of things that take part, and how they may stand around it
in any order; what the clause leaves out is taken from the discourse. Frames only add to what the rules found in a
sentence, they never contradict it.
"""

from .reader import Frames

__all__ = ["Frames"]
