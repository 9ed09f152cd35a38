"""Goes into /opt/tljh/config/jupyterhub_config.d/, beside littlest.yaml.

A kernel on TCP hands its outputs to every account of the machine; files have owners.
"""

c = get_config()
c.Spawner.args = ["--KernelManager.transport=ipc"]
c.Spawner.environment = {
    "OPENBLAS_NUM_THREADS": "1",
    # What README.md's link pulls: notebooks and their code have the same version.
    "PYTHONPATH": lambda spawner: f"/home/jupyter-{spawner.user.name}/course",
}
c.Spawner.default_url = "/lab/tree/course/notebooks/00_start_here.ipynb"
