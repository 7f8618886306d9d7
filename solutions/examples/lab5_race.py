"""A race condition, and a way out of it: two threads count to a million each, in one number."""

import threading

TIMES = 1_000_000
count = 0
lock = threading.Lock()


# ANCHOR: race
def one_more(number):
    return number + 1


def read_then_write():
    global count
    for _ in range(TIMES):
        # Between the two the other thread may do the same, with the same old number.
        count = one_more(count)


def with_a_lock():
    global count
    for _ in range(TIMES):
        with lock:
            count = one_more(count)


def twice(work):
    """Lets two threads do something, and waits for both."""
    global count
    count = 0
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count


print(f"read, then write: {twice(read_then_write)}", flush=True)
print(f"with a lock:      {twice(with_a_lock)}", flush=True)
# ANCHOR_END: race
