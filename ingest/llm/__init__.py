"""A second extractor: a language model behind an OpenAI-compatible endpoint that the user names.

What always holds: nothing is sent unless an endpoint was given; a fact whose quote does not stand in the text is
dropped and told; facts say by ``extractor`` that a model found them.
"""

from .client import Client, Usage
from .extractor import ModelExtractor, joined

__all__ = ["Client", "ModelExtractor", "Usage", "joined"]
