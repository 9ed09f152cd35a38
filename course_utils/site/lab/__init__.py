"""JupyterLab in the page, its Python too: the part of the site that runs code."""
