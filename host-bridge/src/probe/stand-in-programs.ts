import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a stand-in for a program, for tests: a shell script. Tests of what the probe says of programs
 * must not depend on those of the machine.
 * @returns its path
 */
export function writeStandIn(
  directory: string,
  name: string,
  script: string,
  mode = 0o755,
): string {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
}
