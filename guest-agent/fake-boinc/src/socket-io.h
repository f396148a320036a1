/* Sending and receiving on a socket that does not block, with a deadline of clock.h. No SIGPIPE. */
#ifndef VMSLOT_SOCKET_IO_H
#define VMSLOT_SOCKET_IO_H

#include <stddef.h>
#include <stdint.h>

/* 0, or -1: the other side is gone, or it is too late. */
int vmslot_send_all(int fd, const void *bytes, size_t length, int64_t deadline_ms);

/* Bytes, 1 to length; 0: the other side has ended; -1: too late. */
long vmslot_receive_some(int fd, void *bytes, size_t length, int64_t deadline_ms);

#endif
