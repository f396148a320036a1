import { oneLine } from '../report/one-line.ts';
import { MAX_VERSION_LENGTH } from './detect.ts';

/** Most capabilities of one plug-in. */
export const MAX_PLUGIN_CAPABILITY_COUNT = 100;

/** Longest text of a `value`, in UTF-16 units. */
export const MAX_PLUGIN_VALUE_LENGTH = 200;

/** Most lines whose faults are listed one by one. */
export const MAX_PLUGIN_PROBLEM_COUNT = 20;

/** A name that a plug-in may give: as it can stand in a plan class's or preference's text. */
export const PLUGIN_CAPABILITY_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What one line of a plug-in says. */
export interface PluginCapability {
  readonly name: string;
  readonly version?: string;
  readonly value?: string | number | boolean;
}

export interface PluginLines {
  readonly capabilities: readonly PluginCapability[];
  /** One line each: which line of the output, and what is wrong with it. */
  readonly problems: readonly string[];
}

/**
 * Reads the output of a plug-in, JSON lines `{"name", "version"?, "value"?}`. A line that says something
 * else is left out with a problem, and the others count; fields of other names are passed over, for
 * plug-ins that know more. Never throws.
 */
export function parsePluginLines(output: Uint8Array): PluginLines {
  const text = decode(output);
  if (text === undefined) return { capabilities: [], problems: ['the output is not UTF-8'] };
  const capabilities = new Map<string, PluginCapability>();
  const problems: string[] = [];
  let unlistedCount = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = parseLine(line, capabilities);
    if (typeof read !== 'string') capabilities.set(read.name, read);
    else if (problems.length < MAX_PLUGIN_PROBLEM_COUNT) problems.push(`line ${index + 1} ${read}`);
    else unlistedCount += 1;
  }
  if (unlistedCount > 0) problems.push(`${unlistedCount} more line(s) are left out`);
  return { capabilities: [...capabilities.values()], problems };
}

function decode(output: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(output);
  } catch {
    return undefined;
  }
}

/** The capability, or what is wrong. */
function parseLine(
  line: string,
  known: ReadonlyMap<string, PluginCapability>,
): PluginCapability | string {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return 'is not JSON';
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    return 'is not an object {"name": …}';
  }
  const field = (name: string): unknown =>
    Object.hasOwn(read, name) ? (read as Record<string, unknown>)[name] : undefined;
  const [name, version, value] = [field('name'), field('version'), field('value')];
  if (typeof name !== 'string') return 'has no "name"';
  if (!PLUGIN_CAPABILITY_NAME.test(name)) {
    return `has a name that is not of a-z, 0-9, ".", "_", "-": ${quote(name)}`;
  }
  if (known.has(name)) return `says "${name}" once more`;
  if (known.size >= MAX_PLUGIN_CAPABILITY_COUNT) {
    return `is beyond ${MAX_PLUGIN_CAPABILITY_COUNT} capabilities`;
  }
  if (version !== undefined && !isPlain(version, MAX_VERSION_LENGTH)) {
    return `of "${name}" has a version that is no plain text of 1 to ${MAX_VERSION_LENGTH} characters`;
  }
  if (
    value !== undefined &&
    typeof value !== 'boolean' &&
    typeof value !== 'number' &&
    !isPlain(value, MAX_PLUGIN_VALUE_LENGTH)
  ) {
    return (
      `of "${name}" has a value that is no number, true, false, ` +
      `or plain text of 1 to ${MAX_PLUGIN_VALUE_LENGTH} characters`
    );
  }
  // JSON has numbers that become infinite here, and would be written as null.
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return `of "${name}" has a number that is out of range`;
  }
  return { name, ...(version !== undefined && { version }), ...(value !== undefined && { value }) };
}

/** Text that every format of the report can hold as it is: one line, printable, whole characters. */
function isPlain(text: unknown, maxLength: number): text is string {
  return (
    typeof text === 'string' &&
    text.length >= 1 &&
    text.length <= maxLength &&
    text.isWellFormed() &&
    !/[\uFFFE\uFFFF]/.test(text) &&
    oneLine(text) === text
  );
}

const QUOTED_LENGTH = 40;

function quote(text: string): string {
  const line = oneLine(text.toWellFormed());
  return `"${line.length > QUOTED_LENGTH ? `${line.slice(0, QUOTED_LENGTH)}…` : line}"`;
}
