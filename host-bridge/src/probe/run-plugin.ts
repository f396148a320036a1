import { realpath } from 'node:fs/promises';
import { oneLine } from '../report/one-line.ts';
import { findDistrust } from './find-distrust.ts';
import { parsePluginLines } from './plugin-lines.ts';
import type { CapabilityReport, PluginReport } from './probe-report.ts';
import { programEnvironment } from './program-environment.ts';
import { runBounded } from './run-bounded.ts';

/** How long a plug-in may take. */
export const PLUGIN_TIMEOUT_MS = 10_000;

/** Most bytes that a plug-in may print, on each of its outputs. */
export const MAX_PLUGIN_OUTPUT_BYTES = 64 * 1024;

/** The one argument that a plug-in is called with. */
export const PLUGIN_ARGUMENT = 'capabilities';

const MAX_SAID_LENGTH = 200;

export interface RunPluginOptions {
  /** False: it is looked at, and not run. */
  readonly mayRun: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Default {@link PLUGIN_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
}

export interface PluginResult {
  readonly plugin: PluginReport;
  readonly capabilities: readonly CapabilityReport[];
}

/**
 * Runs a project's plug-in. Only one that ends by itself with status 0 is believed; docs/probe.md has the
 * interface.
 *
 * @param path absolute
 * @throws the reason of `signal` alone; all else is in the report
 */
export async function runPlugin(path: string, options: RunPluginOptions): Promise<PluginResult> {
  const without = (status: PluginReport['status'], reason?: string): PluginResult => ({
    plugin: { path, status, ...(reason !== undefined && { reason }), problems: [] },
    capabilities: [],
  });
  const distrust = await findDistrust(path);
  if (distrust !== undefined) return without('refused', distrust);
  if (!options.mayRun) return without('not_run');
  const run = await runBounded(await realpath(path), [PLUGIN_ARGUMENT], {
    timeoutMs: options.timeoutMs ?? PLUGIN_TIMEOUT_MS,
    maxOutputBytes: MAX_PLUGIN_OUTPUT_BYTES,
    environment: programEnvironment(options.environment),
    signal: options.signal,
  });
  if (run.outcome === 'failed') return without('failed', run.reason);
  if (run.exitCode !== 0) {
    const how = run.signal ?? `status ${run.exitCode}`;
    const lastLine = run.stderr.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
    const said = oneLine(lastLine).slice(0, MAX_SAID_LENGTH) || 'it said nothing';
    return without('failed', `ended with ${how}: ${said}`);
  }
  const { capabilities, problems } = parsePluginLines(run.stdout);
  return {
    plugin: { path, status: 'ran', problems },
    capabilities: capabilities.map(({ name, ...facts }) => ({
      name,
      source: path,
      status: 'found',
      ...facts,
    })),
  };
}
