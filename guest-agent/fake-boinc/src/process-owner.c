#include "process-owner.h"

#include <pthread.h>

#include "atomic-value.h"
#include "init-data.h"

static int is_child;

static void mark_child(void) {
  vmslot_store(&is_child, 1);
  vmslot_unlock_init_data();
}

/* The data's lock is held over a fork, so that the child never finds it taken by a thread it lacks. */
void vmslot_own_process(void) {
  (void)pthread_atfork(vmslot_lock_init_data, vmslot_unlock_init_data, mark_child);
}

int vmslot_is_forked_child(void) { return vmslot_load(&is_child); }
