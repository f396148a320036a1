import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DETECTORS } from './detectors/index.ts';
import { FULL_REPORT } from './probe-report-fixture.ts';
import type { ProbeReport } from './probe-report.ts';

describe('JSON', () => {
  test('keeps its form: all names, with the types of their values', () => {
    const form = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        const entries = value.map(form);
        const isObject = (entry: unknown) => typeof entry === 'object';
        return entries.every(isObject)
          ? [Object.assign({}, ...(entries as object[]))]
          : [entries[0]];
      }
      if (typeof value !== 'object' || value === null) return typeof value;
      return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, form(child)]));
    };
    // A change here that readers cannot ignore needs a new number of the format.
    expect(form(JSON.parse(JSON.stringify(FULL_REPORT)))).toEqual({
      format: 'number',
      drivers: [
        {
          name: 'string',
          status: 'string',
          program: 'string',
          version: 'string',
          accelerator: 'string',
          rejected: expect.any(Array),
          capabilities: {
            pause: 'boolean',
            snapshot: 'boolean',
            liveSnapshot: 'boolean',
            network: 'boolean',
            networkSwitch: 'boolean',
            cpuLimit: 'boolean',
            balloon: 'boolean',
            console: 'boolean',
            screenshot: 'boolean',
            agentChannels: ['string'],
          },
          reason: 'string',
        },
      ],
      capabilities: [
        {
          name: 'string',
          source: 'string',
          status: 'string',
          program: 'string',
          version: 'string',
          value: 'string',
          reason: 'string',
        },
      ],
      plugins: [
        { path: 'string', status: 'string', reason: 'string', problems: expect.any(Array) },
      ],
      resources: {
        operatingSystem: 'string',
        operatingSystemVersion: 'string',
        architecture: 'string',
        libcVersion: 'string',
        cpuModel: 'string',
        cpuVendor: 'string',
        logicalCpuCount: 'number',
        availableCpuCount: 'number',
        cpuFeatures: ['string'],
        memoryTotalBytes: 'number',
        memoryAvailableBytes: 'number',
        disk: { directory: 'string', totalBytes: 'number', freeBytes: 'number' },
        accelerators: [{ name: 'string', status: 'string', reason: 'string' }],
      },
      skipped: [{ name: 'string', by: 'string' }],
      problems: ['string'],
    });
  });
});

describe('docs/probe.md', () => {
  const page = readFileSync(new URL('../../../docs/probe.md', import.meta.url), 'utf8');

  test('shows JSON of this form, with no other field', () => {
    const [, example = ''] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
    const { type, ...report } = JSON.parse(example) as ProbeReport & { type: string };
    expect(type).toBe('probed');
    const known = namesIn(FULL_REPORT);
    expect([...namesIn(report)].filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(report)).toEqual(Object.keys(FULL_REPORT));
    expect(Object.keys(report.resources ?? {})).toEqual(Object.keys(FULL_REPORT.resources ?? {}));
  });

  test('lists what is run for each part', () => {
    for (const { name, programs, versionArguments } of DETECTORS) {
      const command = [programs[0], ...versionArguments].join(' ');
      expect(page).toContain(`\`${name}\``);
      if (name !== programs[0] || versionArguments.join(' ') !== '--version') {
        expect(page).toContain(`\`${command}\``);
      }
    }
  });
});

/** All names of fields, at any depth. */
function namesIn(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return new Set([...names, ...Object.values(value).flatMap((child) => [...namesIn(child)])]);
}
