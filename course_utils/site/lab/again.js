// JupyterLab takes a notebook's name out of the address once it is open; a reload of the
// tab is to open it again.
{
  const key = "course-notebook", path = new URLSearchParams(location.search).get("path");
  const last = sessionStorage.getItem(key);
  if (path) sessionStorage.setItem(key, path);
  else if (last) history.replaceState(null, "", `?path=${encodeURIComponent(last)}`);
}
