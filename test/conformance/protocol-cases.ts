import type { ConformanceCase } from './conformance-case.ts';
import { BULK_CASES } from './protocol/bulk-cases.ts';
import { CONNECTION_CASES } from './protocol/connection-cases.ts';
import { CREDENTIALS_CASES } from './protocol/credentials-cases.ts';
import { GARBAGE_CASES } from './protocol/garbage-cases.ts';
import { PATH_CASES } from './protocol/path-cases.ts';
import { REFUSAL_CASES } from './protocol/refusal-cases.ts';
import { STREAM_CASES } from './protocol/stream-cases.ts';
import { UNARY_CASES } from './protocol/unary-cases.ts';

/** What the protocol of docs/protocol.md says, whatever service is called. */
export const PROTOCOL_CASES: readonly ConformanceCase[] = [
  ...UNARY_CASES,
  ...STREAM_CASES,
  ...REFUSAL_CASES,
  ...CREDENTIALS_CASES,
  ...CONNECTION_CASES,
  ...GARBAGE_CASES,
  ...PATH_CASES,
  ...BULK_CASES,
];
