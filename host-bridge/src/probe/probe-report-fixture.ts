import type { ProbeReport } from './probe-report.ts';

/** A report in which every field of the form has a value, for tests; texts are as bad as they may be. */
export const FULL_REPORT: ProbeReport = {
  format: 1,
  drivers: [
    {
      name: 'qemu',
      status: 'usable',
      program: '/usr/bin/qemu-system-x86_64',
      version: '7.2.22',
      accelerator: 'kvm',
      rejected: [{ accelerator: 'hvf', reason: 'does not exist on linux' }],
      capabilities: {
        pause: true,
        snapshot: true,
        liveSnapshot: false,
        network: true,
        networkSwitch: true,
        cpuLimit: false,
        balloon: false,
        console: true,
        screenshot: false,
        agentChannels: ['virtio-serial', 'serial'],
      },
    },
    { name: 'other', status: 'missing', rejected: [], reason: 'install <other> & co' },
  ],
  capabilities: [
    {
      name: 'java',
      source: 'built-in',
      status: 'found',
      program: '/usr/bin/java',
      version: '17.0.15',
    },
    { name: 'perl', source: 'built-in', status: 'missing' },
    {
      name: 'python',
      source: 'built-in',
      status: 'unusable',
      program: '/usr/bin/python3',
      reason: 'told no version',
    },
    { name: 'r', source: 'built-in', status: 'not_run', program: '/usr/bin/R', version: '4.2.2' },
    { name: 'seats', source: '/opt/a "b"/detect', status: 'found', value: 4 },
    { name: 'fast', source: '/opt/a "b"/detect', status: 'found', value: true },
    { name: 'site', source: '/opt/a "b"/detect', status: 'found', value: '<Genève> & 数 ]]>' },
  ],
  plugins: [
    { path: '/opt/a "b"/detect', status: 'ran', problems: ['line 2 is not JSON'] },
    { path: '/opt/none', status: 'refused', reason: 'is not there', problems: [] },
  ],
  resources: {
    operatingSystem: 'Linux',
    operatingSystemVersion: '6.1.0-31-amd64',
    architecture: 'x86_64',
    libcVersion: '2.36',
    cpuModel: 'Intel(R) Xeon(R) -- CPU',
    cpuVendor: 'GenuineIntel',
    logicalCpuCount: 8,
    availableCpuCount: 4,
    cpuFeatures: ['vmx'],
    memoryTotalBytes: 16_000_000_000,
    memoryAvailableBytes: 8_000_000_000,
    disk: { directory: '/var/lib/boinc', totalBytes: 500_000_000_000, freeBytes: 100_000_000_000 },
    accelerators: [{ name: 'kvm', status: 'forbidden', reason: 'no permission for /dev/kvm' }],
  },
  skipped: [{ name: 'docker', by: '/etc/vmslot/probe-without' }],
  problems: ['/etc/vmslot/probe-without names "jaav", which is no part of the probe'],
};

/** A report that says nothing. */
export const EMPTY_REPORT: ProbeReport = {
  format: 1,
  drivers: [],
  capabilities: [],
  plugins: [],
  skipped: [],
  problems: [],
};
