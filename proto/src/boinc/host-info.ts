/** Figures of `<host_info>` as the core client measured them; 0 where it did not say. */
export interface HostInfo {
  /** CPUs of the host. */
  readonly pNcpus: number;
  readonly pVendor: string;
  readonly pModel: string;
  /** Names of CPU features, divided by spaces; `vmx` or `svm` where it can virtualise. */
  readonly pFeatures: string;
  /** Benchmarked floating-point and integer operations per second of one CPU, and bytes per second of memory. */
  readonly pFpops: number;
  readonly pIops: number;
  readonly pMembw: number;
  readonly mNbytes: number;
  readonly mSwapBytes: number;
  readonly dTotalBytes: number;
  readonly dFreeBytes: number;
  readonly osName: string;
  readonly osVersion: string;
}
