"""The course as a folder of static pages: no server, no kernel, no network."""
