"""JupyterHub on one machine, as `start.py hub` starts it.

Learners are accounts of this machine. Each one's server runs as that account, in a home
that nobody else can read, with its own copy of the course, pulled before it starts.
"""

import asyncio
import os
import pwd
import sys
from pathlib import Path

c = get_config()
FOLDER = Path(os.environ.get("COURSE_HUB", "/srv/course-hub"))
GROUP = os.environ.get("COURSE_GROUP", "course")
IDLE = int(os.environ.get("COURSE_IDLE", "3600"))  # seconds
COURSE = Path(__file__).resolve().parents[2]
FIRST = "course/notebooks/00_start_here.ipynb"
GIB = 1 << 30
LIMITS = {"as": 2 * GIB, "fsize": GIB, "nproc": 256, "core": 0}  # of each process
PULL_SECONDS = 180  # thirty learners at once wait for each other
BRANCH = ""  # the one that the clone has checked out
SEAT = "from course_utils.learning import progress; progress.seat = {}"
# One optional check of jsonschema takes 3 s of every start to import; it may fail.
SERVER = (
    "import sys; sys.modules['rfc3987_syntax'] = None; "
    "from jupyterhub.singleuser import main; sys.exit(main())"
)
GIT = {"GIT_CONFIG_SYSTEM": str(FOLDER / "gitconfig")}

# --- who may come, and where ----------------------------------------------------------

c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {GROUP}
if (FOLDER / "lti.toml").exists():
    load_subconfig("lti.py")

# --- the hub itself -------------------------------------------------------------------

proxy = FOLDER / "proxy/node_modules/.bin/configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(proxy)]
c.JupyterHub.concurrent_spawn_limit = 50  # later ones are asked to try again
c.JupyterHub.shutdown_on_logout = True
c.JupyterHub.load_roles = [
    {
        "name": "culler",
        "services": ["culler"],
        "scopes": [
            *("list:users", "read:users:activity"),
            *("read:servers", "delete:servers"),
        ],
    }
]
culler = [sys.executable, "-m", "jupyterhub_idle_culler"]
culler += [f"--timeout={IDLE}", f"--cull-every={max(IDLE // 6, 5)}"]
c.JupyterHub.services = [{"name": "culler", "command": culler}]

# --- a learner's server ---------------------------------------------------------------


def home(spawner) -> Path:
    """A learner's home."""
    return Path(pwd.getpwnam(spawner.user.name).pw_dir)


c.JupyterHub.spawner_class = "localprocess"
c.Spawner.cmd = ["prlimit", *(f"--{name}={most}" for name, most in LIMITS.items())]
c.Spawner.cmd += [sys.executable, "-c", SERVER]
# A kernel on TCP hands its outputs to every account of the machine; files have owners.
c.Spawner.args = ["--KernelManager.transport=ipc"]
c.Spawner.environment = {
    **GIT,
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"),
    "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
    # The path of a socket has at most 107 letters.
    "JUPYTER_RUNTIME_DIR": lambda spawner: str(home(spawner) / ".run"),
}
c.Spawner.default_url = f"/lab/tree/{FIRST}"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.LocalProcessSpawner.interrupt_timeout = 5  # seconds; then it is told to end


async def as_learner(spawner, *words: str) -> None:
    """Run Python as the learner, at home; what it says goes to the log if it fails."""
    user = pwd.getpwnam(spawner.user.name)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        cwd=user.pw_dir,
        env={"HOME": user.pw_dir, "PATH": os.environ["PATH"], **GIT},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), PULL_SECONDS)
    except TimeoutError:
        process.kill()
        spawner.log.error("%s: %s took too long", spawner.user.name, words[:2])
        return
    if process.returncode:
        spawner.log.error("%s: %s", spawner.user.name, said.decode("utf-8", "replace"))


async def bring_course(spawner) -> None:
    """The newest course, in the learner's home; what the learner changed stays."""
    home(spawner).chmod(0o700)
    first = not (home(spawner) / FIRST).exists()
    await as_learner(
        spawner, "-m", "nbgitpuller.pull", COURSE.as_uri(), BRANCH, "course"
    )
    if not (home(spawner) / FIRST).exists():
        raise RuntimeError("The course could not be pulled. The hub's log says why.")
    if first:
        seat = spawner.user.name.removeprefix(GROUP)
        await as_learner(spawner, "-c", SEAT.format(int(seat)))


c.Spawner.pre_spawn_hook = bring_course
