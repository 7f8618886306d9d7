"""A game, picture by picture: two things that take several pictures each, written as coroutines."""


# ANCHOR: coroutines
def open_door():
    for angle in (30, 60, 90):
        print(f"  the door is at {angle} degrees")
        yield  # go on in the next picture
    print("  the door is open")


def burn_torch(pictures):
    for _ in range(pictures):
        print("  the torch burns")
        yield
    print("  the torch is out")
# ANCHOR_END: coroutines


# ANCHOR: loop
running = [open_door(), burn_torch(2)]
picture = 0
while running:
    picture += 1
    print(f"picture {picture}")
    for coroutine in list(running):
        try:
            next(coroutine)  # runs to its next `yield`, and no further
        except StopIteration:
            running.remove(coroutine)
# ANCHOR_END: loop
