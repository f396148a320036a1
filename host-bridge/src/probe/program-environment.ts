import { STANDARD_PATH } from '../hypervisor/find-program.ts';

const KEPT = ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR'];

/**
 * Environment of programs that the probe runs: where things are, and plain English. Variables that make
 * an interpreter load or print something (`JAVA_TOOL_OPTIONS`, `PERL5OPT`, `PYTHONPATH`, …) are left out.
 */
export function programEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept: Record<string, string> = { LC_ALL: 'C' };
  for (const name of KEPT) {
    const value = environment[name];
    if (value !== undefined) kept[name] = value;
  }
  kept['PATH'] ||= STANDARD_PATH;
  return kept;
}
