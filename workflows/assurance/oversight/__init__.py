"""Human oversight: measures with tests and trained overseers, and every time somebody stepped in."""
