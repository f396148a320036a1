#!/bin/sh
# Usage: check.sh DIRECTORY. Says whether the bar.dat that came back is foo.dat, byte by byte.
here=$(dirname "$0")
if [ $# -ne 1 ]; then
  echo "usage: $0 DIRECTORY-WITH-BAR.DAT" >&2
  exit 2
fi
cmp "$here/foo.dat" "$1/bar.dat" || exit 1
echo "bar.dat equals foo.dat"
