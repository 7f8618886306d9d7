# Tries whatever may open of the checker to a program of the same user: its memory, its descriptors, its environment. Says what did.
import os
import sys

reached = []
pid = os.getppid()
while pid > 1:
    status = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status") if ":" in line)
    if status["Name"].strip() == "checker":
        for name, flags in (("mem", os.O_RDWR), ("environ", os.O_RDONLY), ("maps", os.O_RDONLY), ("fd/1", os.O_WRONLY)):
            try:
                os.close(os.open(f"/proc/{pid}/{name}", flags))
                reached.append(f"/proc/{pid}/{name}")
            except PermissionError:
                pass
    pid = int(status["PPid"])
for open_file in os.listdir("/proc/self/fd"):
    if int(open_file) > 2 and os.path.exists(f"/proc/self/fd/{open_file}"):
        reached.append(f"inherited {open_file}: {os.readlink('/proc/self/fd/' + open_file)}")
print("reached:", *(reached or ["nothing"]), file=sys.stderr)
sys.exit(1 if reached else 0)
