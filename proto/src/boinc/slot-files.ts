/**
 * Names of the files by which core client and app talk in a slot directory (BOINC client/file_names.h,
 * lib/app_ipc.h, api/graphics2.h). The three that end in `Prefix` are followed by a name or a time.
 */
export const BOINC_FILES = {
  initData: 'init_data.xml',
  sharedMemory: 'boinc_mmap_file',
  stderr: 'stderr.txt',
  lock: 'boinc_lockfile',
  finishCalled: 'boinc_finish_called',
  temporaryExit: 'boinc_temporary_exit',
  taskState: 'boinc_task_state.xml',
  trickleUp: 'trickle_up.xml',
  graphicsStatus: 'graphics_status.xml',
  /** Followed by a time: a message of the project's server. */
  trickleDownPrefix: 'trickle_down_',
  /** Followed by a logical name: the app asks for this output to be uploaded now. */
  uploadRequestPrefix: 'boinc_ufr_',
  /** Followed by a logical name: what became of that upload. */
  uploadStatusPrefix: 'boinc_ufs_',
} as const;
