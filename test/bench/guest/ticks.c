/*
 * Runs inside the guest, as root: works in small equal pieces, and writes a byte to the debug port after each, which
 * QEMU passes to the host at once. So the host sees when the guest stands still, whatever its own clock says.
 * Arguments: idle, compute, or write and how many MB. A program that writes checks what it wrote the time before. SIGTERM
 * ends it; status 1 if its memory was ever another than it had left it.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <time.h>

#define DEBUG_PORT 0xe9
#define PAGE_BYTES 4096
#define PAGES_PER_PIECE 16
#define TURNS_PER_PIECE 20000

static volatile sig_atomic_t ended;

static void end(int signal_number) {
  (void)signal_number;
  ended = 1;
}

static void tick(void) { outb('.', DEBUG_PORT); }

static int write_memory(size_t bytes) {
  const size_t words = PAGE_BYTES / sizeof(uint64_t);
  const size_t pages = bytes / PAGE_BYTES;
  uint64_t *memory =
      mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 2;
  for (uint64_t round = 0; !ended; round += 1) {
    for (size_t page = 0; page < pages; page += 1) {
      uint64_t *at = memory + page * words;
      for (size_t word = 0; word < words; word += 1) {
        if (at[word] != (round == 0 ? 0 : round ^ page)) return 1;
        at[word] = (round + 1) ^ page;
      }
      if (page % PAGES_PER_PIECE == PAGES_PER_PIECE - 1) tick();
    }
  }
  return 0;
}

int main(int count, char **words) {
  const char *kind = count < 2 ? "" : words[1];
  const struct timespec pause = {.tv_nsec = 1000000};
  signal(SIGTERM, end);
  if (ioperm(DEBUG_PORT, 1, 1) != 0) return 2;
  if (strcmp(kind, "write") == 0 && count == 3) {
    return write_memory((size_t)atoi(words[2]) << 20);
  }
  volatile uint64_t number = 1;
  while (!ended) {
    if (strcmp(kind, "idle") == 0) {
      nanosleep(&pause, NULL);
    } else {
      for (int turn = 0; turn < TURNS_PER_PIECE; turn += 1) number = number * 6364136223846793005u + 1;
    }
    tick();
  }
  return 0;
}
