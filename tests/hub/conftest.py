"""A hub needs the accounts of a POSIX system."""

import os

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]
