#!/bin/sh
# usage: sh run.sh LAB PROGRAM [ARGUMENT...]
# No exec here, on purpose: the shell stays and waits for the program.
script=$(dirname -- "$0")/../python/$1_$2.py
shift 2
python3 "$script" "$@"
status=$?
exit "$status"
