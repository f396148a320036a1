#!/bin/sh
# Usage: factor.sh NUMBERS
# Factors numbers with the elliptic curve method, curve by curve, in the current directory:
#   NUMBERS         the numbers and the curves to spend on each; numbers.txt says how
#   factors.txt     out: one line a number, "name = factor * factor"; "(...)" is still composite
#   fraction_done   out: finished curves by planned curves
#   creditreport    out: floating point and integer operations so far
# Needs dash, awk, mv, sort and ecm (Debian package gmp-ecm). The sigmas are fixed, so that each
# run does the same curves and finds the same factors.
set -eu

numbers=${1:?usage: factor.sh NUMBERS}
planned=$(awk '$1 == "curves" { sum += $4 } END { print sum + 0 }' "$numbers")
finished=0
iops=0

fail() {
  echo "factor.sh: $1" >&2
  exit 1
}

# put FILE LINE: a reader must never see half a file, so it is written aside, then renamed.
put() {
  printf '%s\n' "$2" > "$1.new"
  mv -f "$1.new" "$1"
}

report() {
  myriads=$((finished * 10000 / planned))
  put fraction_done "$(printf '%d.%04d' $((myriads / 10000)) $((myriads % 10000)))"
  put creditreport "0 $iops"
}

# count_operations B1 DIGITS: integer operations of one curve, an estimate. Stage 1 multiplies a
# point by all prime powers up to B1, which have 1.44 * B1 bits together, at about 10 modular
# products a bit. A product of n words of 64 bits, with its reduction, takes 2 * n * n word
# products. Stage 2 costs about as much again. Together: 57.6 * B1 * n * n.
count_operations() {
  words=$(($2 * 33219 / 640000 + 1))
  iops=$((iops + 576 * $1 * words * words / 10))
}

# run_curve VALUE B1 SIGMA: one curve; sets status, output and digits. The status of ecm has a bit
# for an error (1), a factor (2), a prime factor (4), a prime cofactor (8); see ecm(1).
run_curve() {
  status=0
  output=$(echo "$1" | ecm -c 1 -sigma "0:$3" "$2" 2>&1) || status=$?
  if [ $((status & 1)) -ne 0 ] || [ "$status" -gt 14 ]; then
    fail "ecm ended with status $status at $1: $output"
  fi
  digits=${output#*Input number is }
  digits=${digits%% digits)*}
  digits=${digits##*\(}
}

# sort_factors: "open" lists the composites of the number, "primes" its prime factors. Where ecm
# has split the first of "open", factor and cofactor take its place.
sort_factors() {
  [ $((status & 2)) -ne 0 ] || return 0
  parts=$(printf '%s\n' "$output" | awk '
    /^Found prime factor of/     { print "prime", $NF }
    /^Found composite factor of/ { print "open", $NF }
    /^Prime cofactor/            { print "prime", $3 }
    /^Composite cofactor/        { print "open", $3 }')
  open=${open#"$current"}
  while read -r kind factor; do
    if [ "$kind" = prime ]; then
      primes="$primes $factor"
      echo "$name: prime factor $factor after curve $finished of $planned (B1=$b1, sigma=$sigma)"
    else
      open="$open $factor"
    fi
  done <<EOF
$parts
EOF
  open=${open# }
}

# finish_number: adds the line of the number to the results.
finish_number() {
  [ -n "$name" ] || return 0
  [ -z "$open" ] || echo "$name: not factored further: $open"
  line=$(for factor in $primes; do printf '%s %s\n' "${#factor}" "$factor"; done |
    sort -k1,1n -k2,2 | awk '{ printf "%s%s", separator, $2; separator = " * " }')
  for factor in $open; do
    line="${line:+$line * }($factor)"
  done
  results="$results$name = $line
"
}

# run_batch B1 SIGMA COUNT: curves on what is still composite of the number.
run_batch() {
  b1=$1
  sigma=$2
  batch_end=$((finished + $3))
  while [ -n "$open" ] && [ "$finished" -lt "$batch_end" ]; do
    current=${open%% *}
    run_curve "$current" "$b1" "$sigma"
    finished=$((finished + 1))
    count_operations "$b1" "$digits"
    sort_factors
    report
    sigma=$((sigma + 1))
  done
  # Curves that are not needed any more count as finished.
  finished=$batch_end
  report
}

[ "$planned" -gt 0 ] || fail "$numbers plans no curves"
name=
open=
primes=
results=
report
while read -r what first second third; do
  case $what in
    '' | '#'*) ;;
    number)
      finish_number
      name=$first
      open=$second
      primes=
      ;;
    curves) run_batch "$first" "$second" "$third" ;;
    *) fail "$numbers: unknown word: $what" ;;
  esac
done < "$numbers"
finish_number
put factors.txt "${results%?}"
