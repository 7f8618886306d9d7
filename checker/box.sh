#!/bin/sh
# Grades a folder of programs in a box: box.sh CHECKER FOLDER REPORTS LAB...
# In the box are a copy of FOLDER, and /usr and /etc to read; there is no network, and nobody else's process. What is
# written into REPORTS comes out of it.
set -eu
checker=$(realpath "$1") folder=$(realpath "$2") reports=$(realpath "$3")
shift 3
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r "$folder/." "$copy"

# A box that root makes keeps nothing from root: become somebody else first.
become=
if [ "$(id -u)" = 0 ]; then
  chown -R 20001:20001 "$copy" "$reports"
  become="setpriv --reuid 20001 --regid 20001 --clear-groups --no-new-privs --bounding-set -all --"
fi

$become bwrap --unshare-all --unshare-user --die-with-parent --new-session --cap-drop ALL --hostname box --clearenv \
  --setenv PATH /usr/bin:/bin --setenv HOME /tmp --setenv LANG C.UTF-8 \
  --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64 \
  --ro-bind /etc /etc --proc /proc --dev /dev --size 67108864 --tmpfs /tmp \
  --ro-bind "$checker" /checker --bind "$copy" /submission --bind "$reports" /reports --remount-ro / --chdir /submission \
  -- /checker "$@" --submission /submission --format json --output /reports/report.json
