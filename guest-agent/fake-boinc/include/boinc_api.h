/*
 * boinc_api.h - what a science program says to BOINC, inside a virtual machine of vmslot.
 *
 * Same names, arguments and results as the header of the BOINC library, so a source needs no change:
 * compile it against this one and link with -lboinc_api -lpthread. Nothing here depends on a C++ ABI:
 * the C++ functions are inline wrappers.
 *
 * HOW IT TALKS. boinc_init starts one thread, with all signals blocked, which tells the agent of the
 * virtual machine the newest values once a second and learns what the program should do. The socket
 * is named by the environment variable VMSLOT_APP_SOCKET. While that is not set, or before anybody has
 * answered there, the program runs standalone: every call works, nobody is told. An agent that stops
 * and comes back is no concern of the program.
 *
 * RESULTS. 0 is success. Others are those of error_numbers.h: -103 cannot write, -108 cannot open,
 * -112 not a valid document, -116 null argument, -161 not found.
 *
 * THREADS. Every function may be called from any thread.
 * SIGNALS. From a signal handler as well: boinc_fraction_done, boinc_time_to_checkpoint,
 * boinc_checkpoint_completed, the critical sections, boinc_ops_*, boinc_get_status,
 * boinc_is_standalone. boinc_finish ends the program from there too, as exit() does.
 * FORK. In a child the calls do no harm and reach nobody: only the parent reports.
 */
#ifndef BOINC_BOINC_API_H
#define BOINC_BOINC_API_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#define BOINC_DEFAULT(value) = value
#else
#define BOINC_DEFAULT(value)
#endif

#pragma GCC visibility push(default)

/* How the library behaves; all are 0 or 1. boinc_options_defaults fills it. */
typedef struct BOINC_OPTIONS {
  int normal_thread_priority; /* Default 0. No effect here. */
  int main_program;           /* Default 1. Takes the lock file and says how the program ends. */
  int check_heartbeat;        /* Default 1. No effect here: the agent watches the program. */
  int handle_process_control; /* Default 1. Heeds suspend, quit and abort. */
  int send_status_msgs;       /* Default 1. Reports the fraction done by itself. */
  int direct_process_action;  /* Default 1. Ends by itself when told to; 0: boinc_status tells. */
  int multi_thread;           /* Default 0. No effect here: any number of threads. */
  int multi_process;          /* Default 0. No effect here: the agent stops all processes. */
} BOINC_OPTIONS;

/* What the program should know and do now. Changes once a second at the most. */
typedef struct BOINC_STATUS {
  int no_heartbeat;           /* Always 0. */
  int suspended;              /* The program should not compute. */
  int quit_request;           /* It should end without boinc_finish. */
  int reread_init_data_file;  /* boinc_parse_init_data_file would bring something new. The program
                                 sets it back to 0. */
  int abort_request;          /* It should end for good. */
  double working_set_size;    /* Memory of all its processes, in bytes; 0: not known. */
  double max_working_set_size; /* The most it should take, in bytes; 0: not known. */
  int network_suspended;      /* It should not use the network. */
  int ca_state;               /* Always 0: none. */
} BOINC_STATUS;

/* As boinc_get_status gives it, but without a copy. The program may write it. */
extern volatile BOINC_STATUS boinc_status;

typedef void (*FUNC_PTR)(void);

/* Of the machine that the program sees. */
typedef struct BOINC_HOST_INFO {
  int p_ncpus;     /* Processors that are there. */
  double m_nbytes; /* Memory, in bytes. */
} BOINC_HOST_INFO;

/* Facts of the task, by the names of init_data.xml. Texts are cut to what fits, numbers are 0 where
 * not known. There is no authenticator: the secret of the volunteer stays on the host. */
struct APP_INIT_DATA {
  int major_version; /* Of the BOINC client; 0: there is none. */
  int minor_version;
  int release;
  int app_version;
  char app_name[256];
  char plan_class[256];
  char symstore[256];
  char acct_mgr_url[256];
  char *project_preferences; /* XML or NULL. Belongs to the library and stays valid; do not free. */
  int userid;
  int teamid;
  int hostid;
  char user_name[256];
  char team_name[256];
  char project_dir[256]; /* The work directory. */
  char boinc_dir[4096];  /* The work directory. */
  char wu_name[256];
  char result_name[256];
  char authenticator[256]; /* Always empty. */
  int slot;
  int client_pid;
  double user_total_credit;
  double user_expavg_credit;
  double host_total_credit;
  double host_expavg_credit;
  double resource_share_fraction;
  BOINC_HOST_INFO host_info;
  double starting_elapsed_time; /* Seconds at the last checkpoint of earlier lives. */
  double rsc_fpops_est;
  double rsc_fpops_bound;
  double rsc_memory_bound;       /* Bytes. */
  double rsc_disk_bound;         /* Bytes. */
  double computation_deadline;   /* Unix time, in seconds. */
  double fraction_done_start;    /* 0 */
  double fraction_done_end;      /* 1 */
  char gpu_type[64];             /* Empty. */
  int gpu_device_num;            /* -1 */
  int gpu_opencl_dev_index;      /* -1 */
  double gpu_usage;              /* 0 */
  double ncpus;                  /* CPUs of the task. */
  int process_priority;          /* -1 */
  int process_priority_special;  /* -1 */
  double checkpoint_period;      /* Seconds between checkpoints that the volunteer wants. */
  double wu_cpu_time;            /* CPU seconds of earlier lives up to the last checkpoint. */
};
typedef struct APP_INIT_DATA APP_INIT_DATA;

/* ---- begin and end ---- */

/* Fills the defaults above. */
void boinc_options_defaults_p(BOINC_OPTIONS *options);

/* boinc_init_diagnostics with its defaults, then boinc_init_options with its. Call it first. Waits 2 s
 * for the agent at the most. 0, also standalone and when called again. */
int boinc_init(void);

/* The same with options; NULL: the defaults. Where another program holds the lock file, waits 35 s and
 * then ends this one as boinc_temporary_exit. */
int boinc_init_options(BOINC_OPTIONS *options);

/* boinc_init with multi_thread. Does not fork. */
int boinc_init_parallel(void);

/* Ends the program: fraction done 1, what was not told yet, status, then exit(status). Never returns.
 * Waits 5 s for the agent at the most, 20 s while a trickle has not been taken. status: 0 is success;
 * the low 8 bits count. */
int boinc_finish(int status);

/* The same with a line for people, at most 1,023 bytes; NULL: none. is_notice: the volunteer should see
 * it, not only the log. */
int boinc_finish_message(int status, const char *message, int is_notice);

/* Ends the program with 0; it is started again in delay seconds, 0 to 86,400, else 300. reason: a line
 * for people, or NULL. Returns only where standalone and the file cannot be written: -108. */
int boinc_temporary_exit(int delay, const char *reason BOINC_DEFAULT(NULL),
                         int is_notice BOINC_DEFAULT(0));

/* ---- progress ---- */

/* How much is done: 0 to 1. Costs a store. Not a number: nobody is told; outside: the nearer end is
 * told. Always 0. */
int boinc_fraction_done(double fraction);

/* What was given last, as it was; -1 before. */
double boinc_get_fraction_done(void);

/* Floating-point and integer operations in a second of CPU time. Not a number or below 0: no change. */
void boinc_ops_per_cpu_sec(double fp, double integer);

/* The same, so far in this life of the program. */
void boinc_ops_cumulative(double fp, double integer);

/* boinc_ops_cumulative by credit: 200 are a day of 1e9 floating-point operations a second. */
void boinc_set_credit_claim(double credit);

/* For programs that run others, with send_status_msgs 0: CPU seconds now and at the last checkpoint
 * (earlier lives included; a changed one is a checkpoint) and the fraction done. The agent measures CPU
 * time itself. Always 0. */
int boinc_report_app_status(double cpu_time, double checkpoint_cpu_time, double fraction_done);

/* The same; the other arguments have no effect here. */
int boinc_report_app_status_aux(double cpu_time, double checkpoint_cpu_time, double fraction_done,
                                int other_pid BOINC_DEFAULT(0), double bytes_sent BOINC_DEFAULT(0),
                                double bytes_received BOINC_DEFAULT(0), double wss BOINC_DEFAULT(0));

/* Where a browser finds the program's graphics in this machine, http://localhost:PORT/..., and HOST:PORT
 * of a remote desktop; at most 255 bytes. */
void boinc_web_graphics_url(const char *url);
void boinc_remote_desktop_addr(const char *address);

/* ---- checkpoints ---- */

/* 1 when it is time to write a checkpoint, and then a critical section has begun: write it and call
 * boinc_checkpoint_completed. Else 0. Costs a load. */
int boinc_time_to_checkpoint(void);

/* All that is needed to go on from here is on disk. May be called without asking first. Always 0. */
int boinc_checkpoint_completed(void);

/* Between checkpoints are at least so many seconds, even where the volunteer wants more of them. */
int boinc_set_min_checkpoint_period(int seconds);

/* Between them the program is not ended, nor copied for 10 s at the most. They count. */
void boinc_begin_critical_section(void);
void boinc_end_critical_section(void);

/* ---- facts ---- */

/* 1: nobody listens; 0: the agent does. */
int boinc_is_standalone(void);

/* Copies boinc_status. 0, or -116. */
int boinc_get_status(BOINC_STATUS *status);

/* Copies the facts of the task. 0, or -116. */
int boinc_get_init_data_p(struct APP_INIT_DATA *data);

/* Asks for the facts again; 2 s at the most. 0; -108: nobody answers, or standalone there is no
 * init_data.xml; -112: standalone, it is none. */
int boinc_parse_init_data_file(void);

/* CPU seconds of this process, in this life. */
double boinc_worker_thread_cpu_time(void);

/* CPU seconds with those of earlier lives up to their last checkpoint. 0, or -116. */
int boinc_wu_cpu_time(double *seconds);

/* CPU seconds of the calling thread. 0, or -116. */
int boinc_calling_thread_cpu_time(double *seconds);

/* Seconds of this life in which the program was not suspended. */
double boinc_elapsed_time(void);

/* "HH:MM:SS (PID):" for a log, cut to length bytes. Returns text. */
char *boinc_msg_prefix(char *text, int length);

/* Called once a second in the library's thread; NULL: no more. */
void boinc_register_timer_callback(FUNC_PTR callback);

/* ---- messages and files ---- */

/* A message to the project's server. It is on disk when this returns, and is sent once, be it in the
 * next life of the program. variety: 1 to 255 of [A-Za-z0-9._-]; text: at most 64 KiB. 0; -116 null;
 * -108 or -103 cannot be written and the agent does not take it; -103 also other characters, too long,
 * or more than 1,000 that wait. Waits 2 s for the agent at the most. */
int boinc_send_trickle_up(const char *variety, const char *text);

/* 1 and the name of a file with a message of the server, which the program deletes when it has read
 * it; else 0. */
int boinc_receive_trickle_down(char *name, int length);

/* An output file should be uploaded now; the program does not write it any more. name: its logical name,
 * at most 255 bytes of UTF-8. 0; -108 cannot be asked for; -116 null. */
int boinc_upload_file(const char *name);

/* 0: uploaded; 1: uploaded and kept; -161: nothing is known yet; other below 0: failed for good. */
int boinc_upload_status(const char *name);

/* Path of a file by its logical name: what a <soft_link> in it says, else the name itself; cut to length
 * bytes with the 0 at the end. 0, or -116. */
int boinc_resolve_filename(const char *logical, char *physical, int length);

/* ---- network ---- */

/* The program waits for a network, or does not any more. */
void boinc_need_network(void);
void boinc_network_done(void);
void boinc_waiting_for_network(int is_waiting);

/* 0: it may be used; 1: not now. */
int boinc_network_poll(void);

/* No effect. */
void boinc_network_usage(double sent, double received);

/* ---- sporadic apps: nobody offers them; no effect, and 0 ---- */

void boinc_sporadic_set_ac_state(int state);
int boinc_sporadic_get_ca_state(void);
int boinc_sporadic_dir(const char *directory);

#pragma GCC visibility pop
#undef BOINC_DEFAULT

#ifdef __cplusplus
} /* extern "C" */

#include <string>

inline void boinc_options_defaults(BOINC_OPTIONS &options) { boinc_options_defaults_p(&options); }
inline int boinc_get_init_data(APP_INIT_DATA &data) { return boinc_get_init_data_p(&data); }
inline int boinc_wu_cpu_time(double &seconds) { return boinc_wu_cpu_time(&seconds); }
inline int boinc_calling_thread_cpu_time(double &seconds) {
  return boinc_calling_thread_cpu_time(&seconds);
}
inline int boinc_upload_file(std::string &name) { return boinc_upload_file(name.c_str()); }
inline int boinc_upload_status(std::string &name) { return boinc_upload_status(name.c_str()); }
inline int boinc_resolve_filename_s(const char *logical, std::string &physical) {
  char path[4096];
  const int result = boinc_resolve_filename(logical, path, (int)sizeof path);
  if (result == 0) physical = path;
  return result;
}
#endif

#endif
