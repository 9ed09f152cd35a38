"""What differs where Python runs in a browser's page (Pyodide): loaded there alone."""

import logging

# Each kernel finds the fonts anew; that it does so is no warning to a learner.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
