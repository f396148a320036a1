import { readSection } from './read-section.ts';
import type { XmlScanner } from './xml-scanner.ts';

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

/** What counts where the document says nothing. */
export const DEFAULT_HOST_INFO: HostInfo = {
  pNcpus: 0,
  pVendor: '',
  pModel: '',
  pFeatures: '',
  pFpops: 0,
  pIops: 0,
  pMembw: 0,
  mNbytes: 0,
  mSwapBytes: 0,
  dTotalBytes: 0,
  dFreeBytes: 0,
  osName: '',
  osVersion: '',
};

/** Reads a `<host_info>` whose start tag was just read. */
export function readHostInfo(scanner: XmlScanner): HostInfo {
  return { ...DEFAULT_HOST_INFO, ...readSection(scanner, 'host_info', FIELDS) };
}

const FIELDS = {
  p_ncpus: ['pNcpus', 'integer'],
  p_vendor: ['pVendor', 'text'],
  p_model: ['pModel', 'text'],
  p_features: ['pFeatures', 'text'],
  p_fpops: ['pFpops', 'number'],
  p_iops: ['pIops', 'number'],
  p_membw: ['pMembw', 'number'],
  m_nbytes: ['mNbytes', 'number'],
  m_swap: ['mSwapBytes', 'number'],
  d_total: ['dTotalBytes', 'number'],
  d_free: ['dFreeBytes', 'number'],
  os_name: ['osName', 'text'],
  os_version: ['osVersion', 'text'],
} as const;
