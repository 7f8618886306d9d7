#!/bin/sh
# Grades a class on several hosts by ssh, with GNU parallel: parallel.sh HOSTS CLASS PARTS
# HOSTS is a file with a host a line, each of which has checker and checker-grade.
set -eu
hosts=$1 class=$(basename "$2") parts=$3
cd "$(dirname "$2")"
tar cf "$class.tar" "$class"
seq "$parts" | parallel --sshloginfile "$hosts" --transferfile "$class.tar" --return "$class-{}.tar" --cleanup \
  "mkdir {} && tar xf $class.tar -C {} && { checker-grade run {}/$class --part {}/$parts; tar cf $class-{}.tar -C {}/$class out; rm -rf {}; }"
for part in $(seq "$parts"); do
  mkdir -p "$class-parts/$part"
  tar xf "$class-$part.tar" -C "$class-parts/$part"
done
checker-grade merge "$class" "$class-parts"/*
