"""Who may log in by LTI 1.3: the addresses in lti.toml, each with the seat it names.

jupyterhub_config.py loads this file if lti.toml is in the hub's folder. No name that
the platform sends is ever an account's name: only a listed address has a seat.
"""

import os
import tomllib
from pathlib import Path

c = get_config()
FOLDER = Path(os.environ.get("COURSE_HUB", "/srv/course-hub"))
GROUP = os.environ.get("COURSE_GROUP", "course")
platform = tomllib.loads((FOLDER / "lti.toml").read_text(encoding="utf-8"))
SEATS = {address.lower(): n for address, n in platform.pop("seats").items()}
for address, n in SEATS.items():
    if type(n) is not int or n < 1 or [*SEATS.values()].count(n) > 1:
        raise ValueError(f"lti.toml: {address} has seat {n!r}, and needs its own")


def sit_down(authenticator, handler, learner: dict) -> dict:
    """The same learner under the name of the seat's account."""
    return {**learner, "name": f"{GROUP}{SEATS[learner['name']]:02d}"}


c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
c.Authenticator.allowed_users = set(SEATS)
c.Authenticator.allow_existing_users = False  # else seats' names would be addresses too
c.Authenticator.post_auth_hook = sit_down
c.LTI13Authenticator.username_key = "email"
c.LTI13Authenticator.issuer = platform["issuer"]
c.LTI13Authenticator.authorize_url = platform["authorize_url"]
c.LTI13Authenticator.jwks_endpoint = platform["jwks_endpoint"]
c.LTI13Authenticator.client_id = {platform["client_id"]}
