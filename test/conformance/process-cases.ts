import type { ConformanceCase } from './conformance-case.ts';
import { BAD_REQUEST_CASES } from './process/bad-request-cases.ts';
import { LIFE_CASES } from './process/life-cases.ts';
import { RUN_CASES } from './process/run-cases.ts';

/** ProcessService: programs beside the tasks. */
export const PROCESS_CASES: readonly ConformanceCase[] = [
  ...RUN_CASES,
  ...LIFE_CASES,
  ...BAD_REQUEST_CASES,
];
