import type { ConformanceCase } from './conformance-case.ts';
import { FILE_CASES } from './file-cases.ts';
import { PROCESS_CASES } from './process-cases.ts';
import { PROTOCOL_CASES } from './protocol-cases.ts';
import { SYSTEM_CASES } from './system-cases.ts';

/** Every case there is. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  ...PROTOCOL_CASES,
  ...SYSTEM_CASES,
  ...PROCESS_CASES,
  ...FILE_CASES,
];
