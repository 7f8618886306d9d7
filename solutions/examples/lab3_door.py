"""The door of the state diagram as a program: what happens to it is typed, and its state is printed."""

import sys

# ANCHOR: states
SHUT, OPEN, LOCKED = "shut", "open", "locked"
# ANCHOR_END: states


# ANCHOR: arrows
def following(state, key, line):
    """The state that follows and its key, or nothing where the diagram has no arrow."""
    word, _, rest = line.partition(" ")
    match state, word:
        case "shut", "push":
            return OPEN, None
        case "open", "let" if rest == "go":
            return SHUT, None
        case "shut", "lock":
            return LOCKED, rest
        case "locked", "unlock" if rest == key:
            return SHUT, None
    return None
# ANCHOR_END: arrows


# ANCHOR: machine
state, key = SHUT, None
print(f"state: {state}", flush=True)
for line in sys.stdin:
    found = following(state, key, line.rstrip("\n"))
    if found is None:
        print(f"a door that is {state} can't do that", flush=True)
        continue
    state, key = found
    print(f"state: {state}", flush=True)
# ANCHOR_END: machine
