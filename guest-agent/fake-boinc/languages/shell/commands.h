/* The commands of boinc-report. Each gets the words behind its name and gives an exit code. */
#ifndef VMSLOT_COMMANDS_H
#define VMSLOT_COMMANDS_H

int run_progress(int count, char **words);
int run_checkpoint(int count, char **words);
int run_credit(int count, char **words);
int run_status(int count, char **words);
int run_trickle(int count, char **words);
int run_upload(int count, char **words);
int run_upload_status(int count, char **words);
int run_finish(int count, char **words);
int run_temporary_exit(int count, char **words);

/* Says what is wrong on stderr; the exit code for that. */
int wrong_usage(const char *what);

/* A finite number that is the whole word: 0; else -1. */
int parse_number(const char *word, double *value);

#endif
