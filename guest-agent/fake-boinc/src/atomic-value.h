/* Values that threads and signal handlers share without a lock. */
#ifndef VMSLOT_ATOMIC_VALUE_H
#define VMSLOT_ATOMIC_VALUE_H

#include <stdint.h>
#include <string.h>

/* A double as its bits: no machine has atomic doubles. All zero is 0. */
typedef struct {
  uint64_t bits;
} vmslot_double;

static inline int vmslot_load(const volatile int *value) {
  return __atomic_load_n(value, __ATOMIC_SEQ_CST);
}

static inline void vmslot_store(volatile int *value, int now) {
  __atomic_store_n(value, now, __ATOMIC_SEQ_CST);
}

static inline int vmslot_exchange(volatile int *value, int now) {
  return __atomic_exchange_n(value, now, __ATOMIC_SEQ_CST);
}

static inline int vmslot_add(volatile int *value, int difference) {
  return __atomic_add_fetch(value, difference, __ATOMIC_SEQ_CST);
}

static inline int vmslot_replace(volatile int *value, int before, int now) {
  return __atomic_compare_exchange_n(value, &before, now, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static inline int64_t vmslot_load_long(const int64_t *value) {
  return __atomic_load_n(value, __ATOMIC_SEQ_CST);
}

static inline void vmslot_store_long(int64_t *value, int64_t now) {
  __atomic_store_n(value, now, __ATOMIC_SEQ_CST);
}

static inline double vmslot_load_double(const vmslot_double *value) {
  const uint64_t bits = __atomic_load_n(&value->bits, __ATOMIC_SEQ_CST);
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static inline void vmslot_store_double(vmslot_double *value, double now) {
  uint64_t bits;
  memcpy(&bits, &now, sizeof bits);
  __atomic_store_n(&value->bits, bits, __ATOMIC_SEQ_CST);
}

#endif
