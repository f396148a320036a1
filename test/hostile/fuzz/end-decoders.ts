import { readFileSync } from 'node:fs';
import { RpcError } from '@vmslot/proto/rpc';
import { parseCgroup2Mount } from '../../../guest-agent/src/cgroup/find-cgroup2-mount.ts';
import { parseProcessStat } from '../../../guest-agent/src/cgroup/process-table.ts';
import { parseListenAddress } from '../../../guest-agent/src/config/listen-address.ts';
import { AgentError } from '../../../guest-agent/src/errors.ts';
import { parseDisk } from '../../../guest-agent/src/system/parse-disk.ts';
import { parseLoad } from '../../../guest-agent/src/system/parse-load.ts';
import { parseMemory } from '../../../guest-agent/src/system/parse-memory.ts';
import { parseMounts } from '../../../guest-agent/src/system/parse-mounts.ts';
import { parseNetwork } from '../../../guest-agent/src/system/parse-network.ts';
import { parseStat } from '../../../guest-agent/src/system/parse-stat.ts';
import { formatRecord, parseRecord } from '../../../guest-agent/src/task/journal-record.ts';
import type { JournalRecord } from '../../../guest-agent/src/task/journal-record.ts';
import { parseReceived } from '../../../host-bridge/src/agent-client/received.ts';
import { QmpError } from '../../../host-bridge/src/hypervisor/qmp-error.ts';
import { QmpLines } from '../../../host-bridge/src/hypervisor/qmp-lines.ts';
import { parseJobFile } from '../../../host-bridge/src/job/parse-job-file.ts';
import { JobError } from '../../../host-bridge/src/outcome.ts';
import { parseCpuTimeMs, parsePs } from '../../../host-bridge/src/process/process-figures.ts';
import { oneLine } from '../../../host-bridge/src/report/one-line.ts';
import type { FuzzedDecoder } from './fuzzed-decoder.ts';

const never = (): boolean => false;
const text = (value: string): Uint8Array => Buffer.from(value);
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

function readQmp(bytes: Uint8Array): unknown {
  const lines = new QmpLines();
  const half = Math.floor(bytes.length / 2);
  return [...lines.push(bytes.subarray(0, half)), ...lines.push(bytes.subarray(half))];
}

const ofText = (
  name: string,
  decode: (content: string) => unknown,
  samples: readonly string[],
  isExpected: FuzzedDecoder['isExpected'] = never,
): FuzzedDecoder => ({
  name,
  decode: (bytes) => decode(asText(bytes)),
  isExpected,
  samples: samples.map(text),
  words: [...samples, '\n', '\0', '-1', '99999999999999999999', 'NaN', '"__proto__":{}'],
});

const JOB_FILE = readFileSync(
  new URL('../../../examples/counting/vm_job.xml', import.meta.url),
  'utf8',
);

/** Decoders of the bridge. */
const HOST: readonly FuzzedDecoder[] = [
  {
    name: 'QMP lines',
    decode: readQmp,
    isExpected: (error) => error instanceof QmpError,
    samples: [text('{"QMP":{"version":{}}}\r\n{"return":{}}\n'), text('{"event":"STOP"}\n')],
    words: ['\n', '{', '}', '[1]', 'null', '"__proto__":{"a":1}'],
  },
  ofText(
    'job file',
    (content) => parseJobFile(content, { file: '/jobs/a/vm_job.xml' }),
    [JOB_FILE],
    (error) => error instanceof JobError && error.code === 'job_file_invalid',
  ),
  {
    name: 'reply to an upload',
    decode: parseReceived,
    isExpected: (error) => error instanceof RpcError,
    samples: [text(`{"entryCount":1,"contentBytes":2,"sha256":"${'a'.repeat(64)}"}`)],
    words: ['-1', '1e300', 'null', '"__proto__":{}'],
  },
  ofText('CPU time of a process', parseCpuTimeMs, ['5 (a) b) S 1 1 1 0 -1 0 0 0 0 0 7 8 0 0\n']),
  ofText('figures of ps', parsePs, ['  123   01:02.03 456 S\n', '1 2-03:04:05 6\n']),
  {
    name: 'one line of a message',
    decode: (bytes) => {
      const line = oneLine(asText(bytes));
      if (/[\p{Cc}\p{Bidi_Control}\u{2028}\u{2029}]/u.test(line)) throw new Error('not one line');
      return line;
    },
    isExpected: never,
    samples: [text('a\u001B[2Jb\r\nc\u202Ed')],
  },
];

/** Decoders of the agent: its own state, and texts of the kernel beside which programs run. */
const GUEST: readonly FuzzedDecoder[] = [
  {
    name: 'journal record',
    decode: (bytes) => parseRecord(asText(bytes)),
    encode: (value?: JournalRecord) =>
      text(value === undefined ? '' : formatRecord(value).trimEnd()),
    isExpected: never,
    samples: [
      text('{"kind":"output","sequence":1,"step":0,"stream":"stdout","start":0,"end":5}'),
      text('{"kind":"ended","sequence":2,"step":0,"value":{"succeeded":true}}'),
    ],
    words: ['"kind":', '"sequence":', '1e999', '-0', 'null', '[', '}', '"__proto__":{}'],
  },
  ofText(
    'listen address',
    parseListenAddress,
    ['unix:/a', 'tcp:127.0.0.1:0', 'tcp:[::1]:80', 'serial:/dev/ttyS0', 'fd:3'],
    (error) => error instanceof AgentError,
  ),
  ofText('/proc/<pid>/stat', parseProcessStat, [
    '5 (a) b) S 1 1 1 0 -1 0 0 0 0 0 7 8 0 0 20 0 1 0 99 0 0\n',
  ]),
  ofText('/proc/stat', parseStat, ['cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3 4\n']),
  ofText('/proc/meminfo', parseMemory, ['MemTotal:       1000 kB\nMemFree:  5 kB\n']),
  ofText('/proc/loadavg', parseLoad, ['0.00 0.01 0.05 1/100 12345\n']),
  ofText('/proc/diskstats', parseDisk, [
    '   8       0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n',
  ]),
  ofText('/proc/net/dev', parseNetwork, [
    'Inter-| Receive\n face |bytes\n  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n',
  ]),
  ofText('/proc/mounts', parseMounts, [
    '/dev/sda / ext4 rw,relatime 0 0\nproc /proc\\040x proc rw 0 0\n',
  ]),
  ofText('cgroup2 mount', parseCgroup2Mount, ['cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n']),
];

export const END_DECODERS: readonly FuzzedDecoder[] = [...HOST, ...GUEST];
