#include "report-texts.h"

#include <pthread.h>
#include <string.h>

#include "../include/boinc_api.h"
#include "clock.h"
#include "process-owner.h"
#include "utf8-line.h"

#define LOCK_TIMEOUT_MS 100

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char web_graphics_url[VMSLOT_MAX_TEXT_BYTES + 1];
static char remote_desktop_address[VMSLOT_MAX_TEXT_BYTES + 1];

/* A child of a fork may find the lock taken for ever, and nobody would ask for its texts. */
static void give(char *target, const char *text) {
  if (text == NULL || vmslot_is_forked_child()) return;
  pthread_mutex_lock(&lock);
  vmslot_copy_utf8_line(target, VMSLOT_MAX_TEXT_BYTES + 1, text);
  pthread_mutex_unlock(&lock);
}

/* A handler of a signal that has interrupted give() would wait for its own thread. */
static int lock_soon(void) {
  const int64_t end_ms = vmslot_now_ms() + LOCK_TIMEOUT_MS;
  while (pthread_mutex_trylock(&lock) != 0) {
    if (vmslot_now_ms() >= end_ms) return -1;
    vmslot_sleep_ms(1);
  }
  return 0;
}

void vmslot_copy_report_texts(struct vmslot_report *report) {
  if (lock_soon() != 0) return;
  memcpy(report->web_graphics_url, web_graphics_url, sizeof web_graphics_url);
  memcpy(report->remote_desktop_address, remote_desktop_address, sizeof remote_desktop_address);
  pthread_mutex_unlock(&lock);
}

void boinc_web_graphics_url(const char *url) { give(web_graphics_url, url); }

void boinc_remote_desktop_addr(const char *address) { give(remote_desktop_address, address); }
