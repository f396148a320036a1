/*
 * The first process of a guest under User-Mode Linux: does one thing, as TINY_ACTION of the environment
 * says, which the kernel fills from its command line. Static, so that the guest holds nothing else.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static void say(const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t written = write(1, text, left);
    if (written > 0) {
      text += written;
      left -= (size_t)written;
    }
  }
}

/* The kernel's own last words would come after the guest's. */
static void silence_kernel(void) {
  int file = open("/proc/sys/kernel/printk", O_WRONLY);
  if (file < 0 || write(file, "0 4 0 7", 7) != 7) say("the kernel cannot be silenced\r\n");
}

static void end(int how) {
  sync();
  reboot(how);
  for (;;) pause();
}

static void work(uint32_t rounds) {
  for (volatile uint32_t round = 0; round < rounds; round++);
}

/* Each digit is one of the 16 characters from '0' to '?'. */
static void say_count(uint32_t count) {
  char line[] = "00000000\r\n";
  for (int digit = 0; digit < 8; digit++) line[digit] = '0' + ((count >> (28 - 4 * digit)) & 15);
  say(line);
}

static void count(void) {
  for (uint32_t number = 1;; number++) {
    say_count(number);
    work(4000000);
  }
}

/* Makes processes and ends them as fast as it can: in the host each is one. */
static void churn(void) {
  for (uint32_t number = 1;; number++) {
    pid_t child = fork();
    if (child == 0) {
      work(1000);
      _exit(0);
    }
    if (child < 0 || waitpid(child, NULL, 0) != child) say("a child is lost\r\n");
    if (number % 8 == 0) say_count(number / 8);
  }
}

static void flood(void) {
  silence_kernel();
  for (int line = 0; line < 8000; line++) say("flood 0123456789\r\n");
  end(RB_POWER_OFF);
}

/* Sends back what comes in on the second serial port. */
static void echo(void) {
  int port = open("/dev/ttyS1", O_RDWR | O_NOCTTY);
  struct termios raw;
  if (port < 0 || tcgetattr(port, &raw) != 0) say("no serial port\r\n");
  cfmakeraw(&raw);
  tcsetattr(port, TCSANOW, &raw);
  say("echo is ready\r\n");
  for (;;) {
    char bytes[4096];
    ssize_t length = read(port, bytes, sizeof bytes);
    for (ssize_t done = 0; done < length;) {
      ssize_t written = write(port, bytes + done, (size_t)(length - done));
      if (written > 0) done += written;
    }
  }
}

/* Tells of each disk whether it can be written to, its size, and its first bytes as they were. */
static void disks(void) {
  static const char *const names[] = {"/dev/ubda", "/dev/ubdb", "/dev/ubdc"};
  for (int disk = 0; disk < 3; disk++) {
    char head[8] = "", mark[8] = "", line[128];
    int file = open(names[disk], O_RDWR);
    if (pread(file, head, 7, 0) != 7) say("a disk cannot be read\r\n");
    off_t size = lseek(file, 0, SEEK_END);
    /* The first bytes of the room disk are the host's. */
    off_t place = disk == 2 ? 4096 : 0;
    int written = pwrite(file, "written", 7, place) == 7 && fsync(file) == 0;
    close(file);
    file = open(names[disk], O_RDONLY);
    if (pread(file, mark, 7, place) != 7) say("a disk cannot be read\r\n");
    snprintf(line, sizeof line, "%s %d %lld %s %s\r\n", names[disk], written, (long long)size,
             head, written ? mark : "-");
    say(line);
  }
  end(RB_POWER_OFF);
}

/* Tries what leads out of the guest. */
static void escape(void) {
  static const char *const roots[] = {"", "/", "../../../../../../..", "/../../../../../../etc"};
  int open_ways = 0;
  mkdir("/way", 0700);
  for (int root = 0; root < 4; root++) {
    if (mount("none", "/way", "hostfs", 0, roots[root]) == 0) open_ways++;
  }
  char line[128], disabled = '?', bpf = '?';
  int file = open("/proc/sys/kernel/modules_disabled", O_RDONLY);
  if (read(file, &disabled, 1) != 1) disabled = '?';
  file = open("/proc/sys/kernel/unprivileged_bpf_disabled", O_RDONLY);
  if (read(file, &bpf, 1) != 1) bpf = '?';
  snprintf(line, sizeof line, "ways %d modules_disabled %c bpf %c\r\n", open_ways, disabled, bpf);
  say(line);
  end(RB_POWER_OFF);
}

int main(void) {
  const char *action = getenv("TINY_ACTION");
  if (action == NULL) action = "";
  mkdir("/proc", 0555);
  mount("proc", "/proc", "proc", 0, NULL);
  mkdir("/dev", 0755);
  mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
  if (strcmp(action, "power-off") == 0) silence_kernel();
  /* Colours and a bell: a driver must not pass them on. */
  say("\033[32mtiny guest is up\033[0m\007\r\n");
  if (strcmp(action, "power-off") == 0) end(RB_POWER_OFF);
  if (strcmp(action, "reset") == 0) end(RB_AUTOBOOT);
  if (strcmp(action, "flood") == 0) flood();
  if (strcmp(action, "count") == 0) count();
  if (strcmp(action, "churn") == 0) churn();
  if (strcmp(action, "spin") == 0) for (;;);
  if (strcmp(action, "echo") == 0) echo();
  if (strcmp(action, "disks") == 0) disks();
  if (strcmp(action, "hold") == 0 && open("/dev/ubda", O_RDWR) >= 0) say("holds its disk\r\n");
  if (strcmp(action, "escape") == 0) escape();
  if (strcmp(action, "panic") == 0) return 1;
  for (;;) pause();
}
