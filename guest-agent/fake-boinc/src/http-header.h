/* Lines of the head of a reply. */
#ifndef VMSLOT_HTTP_HEADER_H
#define VMSLOT_HTTP_HEADER_H

#include <stdint.h>

#include "http-reply.h"

/* 100 to 599, or -1. */
int vmslot_parse_status_line(const char *line);

/* Notes in the reply what the header says. 0, or -1: the reply cannot be used. */
int vmslot_parse_header(struct vmslot_http_reply *reply, const char *line);

/* 0, or -1. What stands behind ";" is passed over. */
int vmslot_parse_chunk_size(const char *line, uint64_t *size);

#endif
