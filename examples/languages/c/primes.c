/* primes LIMIT: counts the primes below LIMIT, block by block, into primes.result.
 *
 * A program in C with BOINC's calls. Its checkpoint, primes.checkpoint, is one line: limit, the block that
 * comes next, and the count so far. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boinc_api.h"
#include "filesys.h"

#define BLOCK 100000L
#define MAX_LIMIT 10000000000L

static unsigned char small_sieve[100001], block_sieve[BLOCK];
static long small_primes[10000];
static int small_count;

/* Primes below the square root of the greatest limit. */
static void find_small_primes(void) {
  long number, multiple;
  for (number = 2; number < (long)sizeof small_sieve; number++) {
    if (small_sieve[number]) continue;
    small_primes[small_count++] = number;
    for (multiple = number * 2; multiple < (long)sizeof small_sieve; multiple += number)
      small_sieve[multiple] = 1;
  }
}

static long count_block(long begin, long end) {
  long number, count = 0;
  int index;
  memset(block_sieve, 0, sizeof block_sieve);
  for (index = 0; index < small_count && small_primes[index] * small_primes[index] < end; index++) {
    const long prime = small_primes[index];
    long multiple = (begin + prime - 1) / prime * prime;
    if (multiple < prime * prime) multiple = prime * prime;
    for (; multiple < end; multiple += prime) block_sieve[multiple - begin] = 1;
  }
  for (number = begin < 2 ? 2 : begin; number < end; number++) count += !block_sieve[number - begin];
  return count;
}

/* A reader must never see half a file: it is written aside, then renamed. */
static int write_line(const char *name, const char *line) {
  char aside[64];
  FILE *file;
  int is_written;
  snprintf(aside, sizeof aside, "%s.new", name);
  file = boinc_fopen(aside, "w");
  if (file == NULL) return -1;
  is_written = fputs(line, file) >= 0;
  return fclose(file) == 0 && is_written ? boinc_rename(aside, name) : -1;
}

static void read_checkpoint(long limit, long *block, long *count) {
  long its_limit, its_block, its_count;
  FILE *file = boinc_fopen("primes.checkpoint", "r");
  if (file == NULL) return;
  /* One of another limit, or damaged, would give a wrong result: rather begin again. */
  if (fscanf(file, "%ld %ld %ld", &its_limit, &its_block, &its_count) == 3 && its_limit == limit &&
      its_block >= 0 && its_block * BLOCK <= limit + BLOCK) {
    *block = its_block;
    *count = its_count;
    fprintf(stderr, "going on at block %ld\n", its_block);
  }
  fclose(file);
}

int main(int argc, char **argv) {
  const long limit = argc == 2 ? atol(argv[1]) : 0;
  long block = 0, count = 0;
  char line[96];
  boinc_init();
  if (limit < 1 || limit > MAX_LIMIT)
    return boinc_finish_message(2, "usage: primes LIMIT, 1 to 10000000000", 0);
  find_small_primes();
  read_checkpoint(limit, &block, &count);
  for (; block * BLOCK < limit; block++) {
    const long begin = block * BLOCK, end = begin + BLOCK < limit ? begin + BLOCK : limit;
    count += count_block(begin, end);
    boinc_fraction_done((double)end / (double)limit);
    /* True when the volunteer wants one; it is a critical section until it is completed. */
    if (boinc_time_to_checkpoint()) {
      snprintf(line, sizeof line, "%ld %ld %ld\n", limit, block + 1, count);
      if (write_line("primes.checkpoint", line) == 0) boinc_checkpoint_completed();
      else boinc_end_critical_section();
    }
  }
  snprintf(line, sizeof line, "%ld primes below %ld\n", count, limit);
  return boinc_finish(write_line("primes.result", line) == 0 ? 0 : 1);
}
