#!/usr/bin/env python3
"""Installs what `cargo proof pack` has packed, and takes a learner's way with it: in an empty folder, with nothing in
the PATH but Python and a shell.

    python3 proof/python/one_file.py target/one-file/socket-workbook-*.tar.gz target/one-file/socket_workbook-*.whl
"""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The course's own programs in Python, which earn everything.
RIGHT = ROOT / "solutions/peers/python"
# All that a learner has besides.
TOOLS = ["sh", "python3"]
# Seconds for all that is done with one of the files: nothing is waited for by the clock but this.
LIMIT = 600


def from_archive(file, folder):
    with tarfile.open(file) as archive:
        archive.extractall(folder)
    return next(folder.glob("*/checker")).parent


def from_wheel(file, folder):
    venv.create(folder / "venv", with_pip=True)
    pip = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip, file], check=True)
    return folder / "venv/bin"


class Learner:
    """Somebody in a folder, with this PATH."""

    def __init__(self, folder, path):
        self.folder = folder
        self.environment = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8"}

    def says(self, words, status, *said):
        run = subprocess.run(["checker", *words.split()], cwd=self.folder, env=self.environment, text=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert run.returncode == status, f"checker {words}: {run.returncode}\n{run.stdout}"
        for part in said:
            assert part in run.stdout, f"checker {words}: no {part!r} in\n{run.stdout}"
        return run.stdout

    def verdicts(self, status):
        report = self.folder / "report.json"
        # What is right waits for nothing, however busy the machine is.
        self.says(f"lab1 --patience 60000 --format json --output {report}", status)
        checks = json.loads(report.read_text())["labs"][0]["checks"]
        return {check["id"]: check["verdict"] for check in checks}

    def starts(self, words):
        return subprocess.Popen(["checker", *words.split()], cwd=self.folder, env=self.environment, text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)


class Book:
    """`checker book`, as a browser sees it."""

    def __init__(self, learner):
        self.process = learner.starts("book")
        line = self.process.stdout.readline()
        self.port = int(re.search(r"http://localhost:(\d+)/", line)[1])

    def get(self, path, host=None, status=200):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path, headers={"Host": host or f"localhost:{self.port}"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == status, (path, answer.status, body[:200])
        return body.decode(errors="replace")

    def version(self):
        """What the script of a page that is open asks for, and what it has been filled in with."""
        page = self.get("/lab1.html")
        now = self.get("/checker/version")
        assert f'data-version="{now}"' in page
        return now

    def close(self):
        self.process.terminate()
        self.process.communicate()


def until(process, part):
    """Reads what a program prints up to a line with this in it."""
    read = []
    while line := process.stdout.readline():
        read.append(line)
        if part in line:
            return "".join(read)
    raise AssertionError(f"it ended without {part!r}:\n{''.join(read)}")


def walk(learner):
    learner.says("", 0, "checker new python my-labs lab1")
    learner.says("lab1", 2, "`checker new python my-labs lab1` begins one")
    learner.says("lab1 --solution", 2, "this needs the folder of the course")
    learner.says("interop lab1", 2, "this needs the folder of the course")

    # The book, before anything is begun, and then with each grade.
    book = Book(learner)
    try:
        page = book.get("/lab1.html")
        assert "<h1" in page and "server-echo" in page and 'class="verdict' not in page.split("<main>")[1]
        assert "cargo checker" not in page and "checker lab1" in page
        assert "lab1.html" in book.get("/") and "searchindex" in page
        book.get("/nowhere.html", status=404)
        book.get("/lab1.html", host="elsewhere.example", status=421)
        nothing = book.version()

        learner.says("new python my-labs lab1", 0, "wrote my-labs/lab1_server.py", "next  checker lab1")
        stubs = learner.verdicts(1)
        assert set(stubs.values()) == {"not-started"}, stubs
        begun = book.version()
        assert begun != nothing and "You have 0 of 100 points" in book.get("/lab1.html")
        assert "not started</span>" in book.get("/lab1.html")

        mine = learner.folder / "my-labs"
        for file in RIGHT.glob("*.py"):
            if file.name.startswith("lab1_") or not file.name.startswith("lab"):
                shutil.copy(file, mine)
        right = learner.verdicts(0)
        assert set(right.values()) <= {"pass", "skipped"}, right
        page = book.get("/lab1.html")
        points = re.search(r"You have (\d+) of (\d+) points", page)
        assert points[1] == points[2] and int(points[2]) >= 90, points[0]
        assert book.version() != begun and "Three hints" not in page
        assert points[1] in book.get("/introduction.html").split('class="progress"')[1]

        # A save is graded, and seen in the book.
        watching = learner.starts("watch lab1")
        until(watching, "all of lab1 passes")
        server = mine / "lab1_server.py"
        text = server.read_text()
        assert text.count(".sendall(data)") == 1
        server.write_text(text.replace(".sendall(data)", ".sendall(data.upper())"))
        until(watching, "saved")
        until(watching, "lab1/server-echo is next")
        watching.communicate("q")
        page = book.get("/lab1.html")
        section = page.split('id="server-echo"')[1].split("</details>")[0]
        assert '<details class="check" open>' in page and "likely cause" in section, section
    finally:
        book.close()

    # From the folder itself as well as from where it was begun.
    inside = Learner(mine, learner.environment["PATH"])
    for one in [learner, inside]:
        one.says("use", 0, str(mine))
        one.says("", 0, f"with the programs in {mine}", "lab1/server-echo")
    learner.says("use my-labs", 0, "is graded")
    inside.says("hint", 0, "lab1/server-echo, hint 1 of 3")
    inside.says("explain lab1/server-echo", 0)
    inside.says("diff lab1/server", 1)
    inside.says("reset lab1/server", 0, "kept  ", "lab1_server.py.1")
    inside.says("diff lab1/server", 0)
    learner.says("bug lab1 --seed 7", 0, "fails. What is wrong?")
    learner.says("bug lab1", 1, "Not yet: ")
    learner.says("bug lab1 --give-up", 0, "The mistake, in ")
    learner.says("bug lab1 --language rust", 2, "this needs the folder of the course")


def main():
    for name in sys.argv[1:]:
        file = Path(name).resolve(strict=True)
        signal.alarm(LIMIT)
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder).resolve()
            tools = folder / "tools"
            tools.mkdir()
            for tool in TOOLS:
                (tools / tool).symlink_to(os.path.realpath(shutil.which(tool)) if tool != "python3" else sys.executable)
            installed = (from_wheel if file.suffix == ".whl" else from_archive)(file, folder)
            path = f"{installed}:{tools}"
            present = [tool for tool in ["cargo", "rustc", "mdbook"] if shutil.which(tool, path=path)]
            assert not present, present
            empty = folder / "empty"
            empty.mkdir()
            walk(Learner(empty, path))
        print(f"{file.name}: installed, and a lab done with it")


if __name__ == "__main__":
    main()
