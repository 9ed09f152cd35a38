"""The helper package of the course on model collapse.

A learner meets it notebook by notebook: ``loop`` and ``policies`` first, then
``ensembles`` and ``theory``; ``explorers`` and ``learning`` are what the cells show.
"""

import sys

from . import moved

moved.install()
if sys.platform == "emscripten":
    from . import page

    page.install()
