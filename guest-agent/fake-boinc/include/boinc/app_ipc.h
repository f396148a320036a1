/* app_ipc.h - names of the files in a work directory that BOINC knows. */
#ifndef BOINC_APP_IPC_H
#define BOINC_APP_IPC_H

#include "boinc_api.h"

#define INIT_DATA_FILE "init_data.xml"
#define BOINC_FINISH_CALLED_FILE "boinc_finish_called"
#define TEMPORARY_EXIT_FILE "boinc_temporary_exit"
#define TRICKLE_UP_FILENAME "trickle_up.xml"
#define STDERR_FILE "stderr.txt"
#define STDOUT_FILE "stdout.txt"
#define LOCKFILE "boinc_lockfile"
#define UPLOAD_FILE_REQ_PREFIX "boinc_ufr_"
#define UPLOAD_FILE_STATUS_PREFIX "boinc_ufs_"
#define DEFAULT_CHECKPOINT_PERIOD 300

#endif
