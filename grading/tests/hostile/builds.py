"""Does as a build command what it may not: reads, calls out, writes, forges, and leaves a daemon and links behind."""
import os
import socket
import time

PLACES = ["/etc/shadow", "/proc/1/root/etc/shadow"] + [line.strip() for line in open("places")]
for place in PLACES:
    try:
        print("FOUND", place, open(place, "rb").read(2000))
    except OSError:
        pass
try:
    socket.create_connection(("127.0.0.1", int(open("port").read())), timeout=0.5).sendall(b"out")
except OSError:
    pass
for place in ["/reports/report.json", "/reports/built.tar", "/usr/new", "/etc/new", "../new"]:
    try:
        open(place, "w").write("{}")
        print("GOT", place)
    except OSError:
        pass
for link, target in [("shadow", "/etc/shadow"), ("report", "/reports/report.json"), ("root", "/")]:
    if not os.path.lexists(link):
        os.symlink(target, link)
if os.fork() == 0:
    os.setsid()
    time.sleep(1000)
