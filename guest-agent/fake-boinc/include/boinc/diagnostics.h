/* diagnostics.h - where standard output and errors go, and what becomes of a crash. */
#ifndef BOINC_DIAGNOSTICS_H
#define BOINC_DIAGNOSTICS_H

#define BOINC_DIAG_DUMPCALLSTACKENABLED 0x00000001L
#define BOINC_DIAG_HEAPCHECKENABLED 0x00000002L
#define BOINC_DIAG_MEMORYLEAKCHECKENABLED 0x00000004L
#define BOINC_DIAG_ARCHIVESTDERR 0x00000008L
#define BOINC_DIAG_ARCHIVESTDOUT 0x00000010L
#define BOINC_DIAG_REDIRECTSTDERR 0x00000020L
#define BOINC_DIAG_REDIRECTSTDOUT 0x00000040L
#define BOINC_DIAG_REDIRECTSTDERROVERWRITE 0x00000080L
#define BOINC_DIAG_REDIRECTSTDOUTOVERWRITE 0x00000100L
#define BOINC_DIAG_TRACETOSTDERR 0x00000200L
#define BOINC_DIAG_TRACETOSTDOUT 0x00000400L
#define BOINC_DIAG_HEAPCHECKEVERYALLOC 0x00000800L
#define BOINC_DIAG_BOINCAPPLICATION 0x00001000L
#define BOINC_DIAG_PERUSERLOGFILES 0x00002000L
#define BOINC_DIAG_DEFAULTS                                                            \
  (BOINC_DIAG_DUMPCALLSTACKENABLED | BOINC_DIAG_HEAPCHECKENABLED |                     \
   BOINC_DIAG_MEMORYLEAKCHECKENABLED | BOINC_DIAG_REDIRECTSTDERR | BOINC_DIAG_TRACETOSTDERR)

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/* With the flags: stderr to stderr.txt (standalone only: else the agent takes it), stdout to stdout.txt,
 * both appended to or written anew; crashes end with exit code 193. 0, or -108. */
int boinc_init_diagnostics(int flags);

/* SIGILL, SIGABRT, SIGBUS, SIGSEGV and SIGSYS write a line and exit with 193; those that the program
 * handles itself are left. 0. */
int boinc_install_signal_handlers(void);

/* Writes out what is buffered. 0. */
int boinc_finish_diag(void);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif
