#include "ending.h"

#include <pthread.h>
#include <unistd.h>

#include "atomic-value.h"
#include "clock.h"

enum { NOBODY, CLAIMING, CLAIMED };

static int state;
static pthread_t owner;

int vmslot_claim_ending(void) {
  if (!vmslot_replace(&state, NOBODY, CLAIMING)) return 0;
  owner = pthread_self();
  vmslot_store(&state, CLAIMED);
  return 1;
}

int vmslot_is_ending(void) { return vmslot_load(&state) != NOBODY; }

void vmslot_wait_for_end(int status) {
  if (vmslot_load(&state) == CLAIMED && pthread_equal(owner, pthread_self())) _exit(status);
  for (;;) vmslot_sleep_ms(1000);
}
