"""What people look at: a view graph as a picture, a page, or a file for other programs.

>>> import enishi.viz
>>> sorted(enishi.viz.__all__)
['PictureLang', 'ViewGraph', 'diagram']
"""

from .diagrams import diagram
from .view import PictureLang, ViewGraph

__all__ = ["PictureLang", "ViewGraph", "diagram"]
