"""Builders of the files in data/: one module a file, `scripts/build_data.py` runs them."""
