#!/bin/sh
# coprime.sh LIMIT: counts the pairs of numbers up to LIMIT without a common divisor, row by row, into
# coprime.result.
#
# A shell script that reports with boinc-report. Its checkpoint, coprime.checkpoint, is one line: limit, the
# row that comes next, and the count so far.
set -eu

limit=${1:?usage: coprime.sh LIMIT}

# report WORDS: an agent that does not answer is no reason to stop working.
report() {
  boinc-report "$@" || true
}

# put FILE LINE: a reader must never see half a file, so it is written aside, then renamed.
put() {
  printf '%s\n' "$2" > "$1.new"
  mv -f "$1.new" "$1"
}

row=1
count=0
if [ -f coprime.checkpoint ]; then
  read -r its_limit its_row its_count < coprime.checkpoint || its_count=
  # One of another limit, or damaged, would give a wrong result: rather begin again.
  if [ "$its_limit" = "$limit" ] && [ -n "$its_count" ]; then
    row=$its_row
    count=$its_count
    echo "going on at row $row" >&2
  fi
fi

while [ "$row" -le "$limit" ]; do
  column=1
  while [ "$column" -le "$limit" ]; do
    left=$row
    right=$column
    while [ "$right" -ne 0 ]; do
      rest=$((left % right))
      left=$right
      right=$rest
    done
    [ "$left" -ne 1 ] || count=$((count + 1))
    column=$((column + 1))
  done
  row=$((row + 1))
  myriads=$(((row - 1) * 10000 / limit))
  report progress "$(printf '%d.%04d' $((myriads / 10000)) $((myriads % 10000)))"
  if [ $(((row - 1) % 10)) -eq 0 ]; then
    put coprime.checkpoint "$limit $row $count"
    report checkpoint
  fi
done
put coprime.result "$count of $((limit * limit)) pairs up to $limit are coprime"
