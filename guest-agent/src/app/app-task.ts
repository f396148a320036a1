/** A message for the project's server, checked. */
export interface AppTrickle {
  readonly trickleId: string;
  readonly variety: string;
  readonly text: Uint8Array;
}

/** What a session needs of the task whose programs it serves. */
export interface AppTask {
  readonly workDirectory: string;
  /** True where the programs are to stand, or are about to. */
  readonly isSuspended: boolean;
  /** True where they were asked to end. */
  readonly isEnding: boolean;
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
  /** CPU time of all steps, measured now. */
  measureCpuTimeMs(): Promise<number>;
  /**
   * Makes an event of a message, unless one with its id is one already; it is on the disk then.
   *
   * @throws {AgentError} out_of_range after too many, resource_exhausted without room
   */
  sendTrickle(step: number, trickle: AppTrickle): Promise<void>;
  /** True where a path was told to the host as ready to be uploaded. */
  isUpload(path: string): boolean;
  /** Number of the paths for which that is true. */
  readonly uploadCount: number;
  /**
   * Tells the host that a file is ready, unless it was told before.
   *
   * @param path checked, below the work directory
   * @throws {AgentError} failed_precondition where there is no such regular file, resource_exhausted
   *   without room
   */
  requestUpload(step: number, path: string): Promise<void>;
}
