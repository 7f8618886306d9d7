"""Uses all the time of a processor that it gets: it fails, and is never taken for a busy machine."""
while True:
    pass
