"""The bundled draft, a draft server and the run that `make demo` shows: everything in it is made here, by code."""
