/** Estimates and limits. Default: the template's, else those of BOINC's `create_work`. */
export interface WorkunitBounds {
  readonly fpopsEst?: number | undefined;
  readonly fpopsBound?: number | undefined;
  readonly memoryBoundBytes?: number | undefined;
  readonly diskBoundBytes?: number | undefined;
  /** Seconds until the client must report. */
  readonly delayBoundS?: number | undefined;
}
