#!/bin/sh
# Usage: count.sh COUNT
# Takes steps of work whose result says whether all were done, in the current directory:
#   COUNT           how many steps, and rounds in each; count.txt says how
#   result.txt      out: the last hash and the number of steps, a function of COUNT alone
#   fraction_done   out: finished steps by all steps
#   checkpoint      out: "steps rounds finished hash"; read again at the start, if it is there
# A round replaces the hash by the SHA-256 of "HASH STEP ROUND" with a line end, so that no step can
# be left out or done twice. Needs dash, mv and sha256sum.
set -eu

count=${1:?usage: count.sh COUNT}

fail() {
  echo "count.sh: $1" >&2
  exit 1
}

# put FILE LINE: a reader must never see half a file, so it is written aside, then renamed.
put() {
  printf '%s\n' "$2" > "$1.new"
  mv -f "$1.new" "$1"
}

# is_number WORD: digits alone, no leading zero, at most 6 digits.
is_number() {
  case $1 in
    '' | *[!0-9]* | 0?* | ???????*) return 1 ;;
  esac
}

report() {
  myriads=$((finished * 10000 / steps))
  put fraction_done "$(printf '%d.%04d' $((myriads / 10000)) $((myriads % 10000)))"
}

steps=
rounds=
while read -r word number; do
  case $word in
    '' | '#'*) ;;
    steps) steps=$number ;;
    rounds) rounds=$number ;;
    *) fail "$count: unknown word: $word" ;;
  esac
done < "$count"
is_number "$steps" && [ "$steps" -gt 0 ] || fail "$count: steps is not a number from 1 to 999999"
is_number "$rounds" && [ "$rounds" -gt 0 ] || fail "$count: rounds is not a number from 1 to 999999"

finished=0
hash=0
if [ -f checkpoint ]; then
  read -r its_steps its_rounds its_finished its_hash < checkpoint || its_hash=
  # One that is of another count, or damaged, would give a wrong result: rather begin again.
  if [ "$its_steps $its_rounds" = "$steps $rounds" ] && is_number "$its_finished" &&
    [ "$its_finished" -le "$steps" ] && [ "${#its_hash}" -eq 64 ]; then
    finished=$its_finished
    hash=$its_hash
    echo "going on after step $finished of $steps"
  else
    echo 'the checkpoint is not of this count: beginning again'
  fi
fi

report
while [ "$finished" -lt "$steps" ]; do
  step=$((finished + 1))
  round=1
  while [ "$round" -le "$rounds" ]; do
    hash=$(echo "$hash $step $round" | sha256sum)
    hash=${hash%% *}
    round=$((round + 1))
  done
  put checkpoint "$steps $rounds $step $hash"
  # Each tenth once, also where a step is more than a tenth.
  if [ $((step * 10 / steps)) -gt $((finished * 10 / steps)) ]; then
    echo "step $step of $steps"
  fi
  finished=$step
  report
done
put result.txt "$hash $steps"
