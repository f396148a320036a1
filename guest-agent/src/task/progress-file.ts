import { openBelow } from '../work/open-below.ts';
import { MAX_PROGRESS_FILE_BYTES } from './task-limits.ts';

/** How much of the end of a fraction-done file counts: the rule of BOINC's wrappers. */
const FRACTION_TAIL_BYTES = 32;

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** Operations that an app has done so far, by its own account. */
export interface CreditReport {
  readonly floatingPointOperations: number;
  readonly integerOperations: number;
}

/** The last number of a text, 0 to 1; undefined where there is none. */
export function parseFractionDone(text: string): number | undefined {
  const value = Number(text.match(NUMBER)?.at(-1) ?? Number.NaN);
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : undefined;
}

/** The first two numbers of a text, "fpops iops"; undefined unless both are finite and not negative. */
export function parseCreditReport(text: string): CreditReport | undefined {
  const [first, second] = text.trim().split(/\s+/).map(Number);
  if (first === undefined || second === undefined) return undefined;
  if (!Number.isFinite(first) || !Number.isFinite(second) || first < 0 || second < 0) {
    return undefined;
  }
  return { floatingPointOperations: first, integerOperations: second };
}

/** Reads a step's fraction-done file; undefined where it tells nothing. */
export async function readFractionDone(work: string, path: string): Promise<number | undefined> {
  const text = await readPart(work, path, FRACTION_TAIL_BYTES, true);
  return text === undefined ? undefined : parseFractionDone(text);
}

/** Reads a step's credit file; undefined where it tells nothing. */
export async function readCredit(work: string, path: string): Promise<CreditReport | undefined> {
  const text = await readPart(work, path, MAX_PROGRESS_FILE_BYTES, false);
  return text === undefined ? undefined : parseCreditReport(text);
}

async function readPart(
  work: string,
  path: string,
  mostBytes: number,
  fromEnd: boolean,
): Promise<string | undefined> {
  if (path === '') return undefined;
  await using file = await openBelow(work, path);
  if (file === undefined) return undefined;
  const start = fromEnd ? Math.max(0, (await file.stat()).size - mostBytes) : 0;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, start);
  return buffer.toString('latin1', 0, bytesRead);
}
