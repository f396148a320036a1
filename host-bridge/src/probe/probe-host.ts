import { createDriver, DRIVER_NAMES, type DriverOptions } from '../hypervisor/registry.ts';
import { detect } from './detect.ts';
import { DETECTORS } from './detectors/index.ts';
import { probeDriver } from './probe-driver.ts';
import {
  PROBE_REPORT_FORMAT,
  type CapabilityReport,
  type DriverReport,
  type PluginReport,
  type ProbeReport,
} from './probe-report.ts';
import { readResources } from './read-resources.ts';
import { runPlugin } from './run-plugin.ts';
import type { SelectedParts } from './select-parts.ts';

export interface ProbeHostOptions {
  readonly selected: SelectedParts;
  /** Absolute paths of plug-ins, run in this order. */
  readonly plugins: readonly string[];
  /** Whose file system's room is told. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** By the driver's name; the others get the defaults. */
  readonly driverOptions?: Readonly<Record<string, DriverOptions>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told what is done next, for people who wait. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

/**
 * Probes the host, one thing after the other: whoever else uses it should not notice. Keeps nothing, and
 * writes nothing but what a driver's trial needs and deletes again.
 *
 * @throws the reason of `signal` alone; all else is in the report
 */
export async function probeHost(options: ProbeHostOptions): Promise<ProbeReport> {
  const { selected, environment, signal, onProgress } = options;
  const { parts, mayRun } = selected;
  const problems = [...selected.problems];
  const drivers: DriverReport[] = [];
  for (const name of DRIVER_NAMES.filter((driver) => parts.has(driver))) {
    onProgress?.(mayRun ? `trying the driver ${name}` : `looking for the driver ${name}`);
    drivers.push(
      await probeDriver(createDriver(name, options.driverOptions?.[name]), { mayRun, signal }),
    );
  }
  const capabilities: CapabilityReport[] = [];
  for (const detector of DETECTORS.filter(({ name }) => parts.has(name))) {
    onProgress?.(`looking for ${detector.name}`);
    capabilities.push(await detect(detector, { mayRun, environment, signal }));
  }
  const plugins: PluginReport[] = [];
  for (const path of parts.has('plugins') ? options.plugins : []) {
    onProgress?.(`asking the plug-in ${path}`);
    const result = await runPlugin(path, { mayRun, environment, signal });
    plugins.push(result.plugin);
    capabilities.push(...result.capabilities);
  }
  const read = parts.has('resources') ? await readResources(options.directory) : undefined;
  problems.push(...(read?.problems ?? []));
  signal?.throwIfAborted();
  return {
    format: PROBE_REPORT_FORMAT,
    drivers,
    capabilities,
    plugins,
    ...(read !== undefined && { resources: read.resources }),
    skipped: selected.skipped,
    problems,
  };
}
