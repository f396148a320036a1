import { parseCount } from './parse-count.ts';

/** The `Name: n kB` lines of /proc/meminfo or /proc/self/status, in bytes; proc(5). */
export function parseMemory(text: string): ReadonlyMap<string, number> {
  const fields = new Map<string, number>();
  for (const [, name, kilobytes] of text.matchAll(/^([\w()]{1,64}):[ \t]+(\d+) kB$/gm)) {
    if (name === undefined) continue;
    fields.set(name, Math.min(parseCount(kilobytes) * 1024, Number.MAX_SAFE_INTEGER));
  }
  return fields;
}
