import type { vmslot } from '@vmslot/proto/agent';
import { safeText } from './safe-text.ts';

type Info = vmslot.agent.v1.IGetInfoResponse;
type Metrics = vmslot.agent.v1.IGetMetricsResponse;

/** Most features, disks and networks that are shown. */
const SHOWN_COUNT = 64;

/** What `guest info` shows of a guest; all of it is what the guest says. */
export function describeGuest(info: Info, metrics: Metrics | undefined): string[] {
  const features = (info.features ?? []).slice(0, SHOWN_COUNT).map(safeText);
  const rows: [string, string][] = [
    ['agent', `${safeText(info.agentVersion ?? '')}, ${startsOf(info)}`],
    ['features', features.join(', ')],
    ['boot', safeText(info.bootId ?? '')],
    ['kernel', `${safeText(info.kernel ?? '')}, ${safeText(info.architecture ?? '')}`],
    ['up', `${duration(info.uptimeMs ?? 0)}, ${info.cpuCount ?? 0} CPU(s)${loadOf(metrics)}`],
    ['memory', `${freeOf(info.memoryAvailableBytes, info.memoryTotalBytes)}${swapOf(metrics)}`],
    [
      'agent RSS',
      `${bytes(info.agentRssBytes ?? 0)}, at most ${bytes(info.agentPeakRssBytes ?? 0)}`,
    ],
    ['tasks', `${freeOf(info.diskFreeBytes, info.diskTotalBytes)} of their file system`],
  ];
  if (metrics?.cpu) rows.push(['CPU time', cpuOf(metrics.cpu)]);
  for (const disk of (metrics?.disks ?? []).slice(0, SHOWN_COUNT)) {
    const what = `${safeText(disk.device ?? '')}, ${safeText(disk.fileSystem ?? '')}`;
    rows.push([
      `disk ${safeText(disk.mountPoint ?? '')}`,
      `${freeOf(disk.freeBytes, disk.totalBytes)}, ${what}`,
    ]);
  }
  for (const network of (metrics?.networks ?? []).slice(0, SHOWN_COUNT)) {
    const addresses = (network.addresses ?? []).slice(0, SHOWN_COUNT).map(safeText).join(' ');
    const traffic = `${bytes(network.receivedBytes ?? 0)} in, ${bytes(network.sentBytes ?? 0)} out`;
    rows.push([
      `network ${safeText(network.name ?? '')}`,
      `${network.up === true ? 'up' : 'down'} ${addresses}, ${traffic}`.replace(' ,', ','),
    ]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`);
}

/** A size in words: three digits, and the unit. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = count / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toPrecision(3)} ${units[unit]}`;
}

function startsOf({ contractVersion = 0, startCount = 0, readyAfterMs = 0 }: Info): string {
  const contract = contractVersion > 0 ? `contract ${contractVersion}, ` : '';
  const starts = startCount > 1 ? `, started ${startCount} times in this boot` : '';
  return `${contract}ready after ${readyAfterMs} ms${starts}`;
}

function freeOf(free = 0, total = 0): string {
  return `${bytes(free)} free of ${bytes(total)}`;
}

function loadOf(metrics: Metrics | undefined): string {
  const load = metrics?.load;
  if (!load) return '';
  const { oneMinute = 0, fiveMinutes = 0, fifteenMinutes = 0 } = load;
  const figures = [oneMinute, fiveMinutes, fifteenMinutes].map((value) => value.toFixed(2));
  return `, load ${figures.join(' ')}, ${load.threads ?? 0} threads`;
}

function swapOf(metrics: Metrics | undefined): string {
  const { swapTotalBytes = 0, swapFreeBytes = 0 } = metrics?.memory ?? {};
  return swapTotalBytes === 0 ? '' : `, swap ${freeOf(swapFreeBytes, swapTotalBytes)}`;
}

function cpuOf(cpu: vmslot.agent.v1.ICpuMetrics): string {
  const { userMs = 0, systemMs = 0, idleMs = 0, waitMs = 0, stealMs = 0 } = cpu;
  const parts = { user: userMs, system: systemMs, idle: idleMs, waiting: waitMs, stolen: stealMs };
  return Object.entries(parts)
    .map(([name, ms]) => `${(ms / 1000).toFixed(1)} s ${name}`)
    .join(', ');
}

function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  if (days > 0) return `${days} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`;
  return `${seconds} s`;
}
