/* error_numbers.h - the numbers that calls of this library return, and exit codes of BOINC. */
#ifndef BOINC_ERROR_NUMBERS_H
#define BOINC_ERROR_NUMBERS_H

#define BOINC_SUCCESS 0
#define ERR_READ -102
#define ERR_WRITE -103
#define ERR_FREAD -104
#define ERR_FWRITE -105
#define ERR_FOPEN -108
#define ERR_RENAME -109
#define ERR_UNLINK -110
#define ERR_XML_PARSE -112
#define ERR_NULL -116
#define ERR_MKDIR -192
#define ERR_NOT_FOUND -161
#define ERR_FILE_MISSING -163
#define ERR_THREAD -124

#define EXIT_SIGNAL 193
#define EXIT_ABORTED_BY_CLIENT 194
#define EXIT_CHILD_FAILED 195
#define EXIT_OUT_OF_MEMORY 205
#define EXIT_INIT_FAILURE 206
#define EXIT_SUB_TASK_FAILURE 208

#endif
