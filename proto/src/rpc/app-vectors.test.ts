import { readFileSync, writeFileSync } from 'node:fs';
import type protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { readReferenceTypes } from './reference-fixture.ts';

/** Golden bytes are written anew only when asked for, and the test that does it fails. */
const IS_WRITING = process.env.VMSLOT_WRITE_VECTORS === '1';

interface Vector {
  readonly type: string;
  readonly json: Readonly<Record<string, unknown>>;
}

const report = {
  fractionDone: 0.25,
  floatingPointOperations: 1e15,
  integerOperations: 0,
  floatingPointSpeed: 2.5e9,
  integerSpeed: 3e9,
  inCriticalSection: true,
  webGraphicsUrl: 'http://localhost:8080/',
  remoteDesktopAddress: 'localhost:5900',
  needsNetwork: false,
};

const control = {
  suspended: true,
  quitRequested: true,
  abortRequested: true,
  networkSuspended: true,
  factsChanged: true,
  trickleWaits: true,
  memoryBytes: 2 ** 40 + 1,
  memoryLimitBytes: 2 ** 53 - 1,
  checkpointPeriodMs: 60_000,
  factsRevision: 2 ** 35,
};

/** What the library for apps in C writes and reads, and every field of it. */
const VECTORS: readonly Vector[] = [
  { type: 'ReportRequest', json: { report: {} } },
  { type: 'ReportRequest', json: { report: { fractionDone: 0, inCriticalSection: false } } },
  { type: 'ReportRequest', json: { report } },
  { type: 'ReportRequest', json: { report: { webGraphicsUrl: 'ü'.repeat(127) } } },
  { type: 'CheckpointRequest', json: { report: { fractionDone: 1 } } },
  { type: 'CheckpointRequest', json: { report: {}, lifeId: '0f'.repeat(16), count: 300 } },
  { type: 'JoinRequest', json: { library: 'libboinc_api of vmslot 1' } },
  { type: 'SendTrickleRequest', json: { trickleId: 'a-1', variety: 'v.2_x', text: bytes(200) } },
  { type: 'SendTrickleRequest', json: { trickleId: 'a', variety: 'v' } },
  { type: 'ReceiveTrickleRequest', json: {} },
  { type: 'ReceiveTrickleRequest', json: { takenNumber: 300 } },
  { type: 'RequestUploadRequest', json: { name: 'out/ä.dat' } },
  { type: 'GetUploadRequest', json: { name: 'out' } },
  { type: 'FinishRequest', json: {} },
  { type: 'FinishRequest', json: { exitCode: 255, message: 'no licence', isNotice: true } },
  { type: 'FinishRequest', json: { message: 'later', retryAfterS: 86_400 } },
  { type: 'ReportResponse', json: {} },
  { type: 'ReportResponse', json: { control: {} } },
  { type: 'ReportResponse', json: { control } },
  { type: 'CheckpointResponse', json: { control: { quitRequested: true } } },
  { type: 'ReceiveTrickleResponse', json: {} },
  { type: 'ReceiveTrickleResponse', json: { number: 2 ** 40, text: bytes(3) } },
  { type: 'ReceiveTrickleResponse', json: { number: 1, fileName: 'trickle_down_1' } },
  { type: 'GetUploadResponse', json: { ended: true, status: -131 } },
  { type: 'GetUploadResponse', json: { ended: true, status: 1 } },
  { type: 'JoinResponse', json: {} },
  {
    type: 'JoinResponse',
    json: {
      workDirectory: '/var/lib/task',
      appName: 'app',
      wuName: 'wu',
      resultName: 'wu_0',
      appVersion: 104,
      userName: 'Zoë & co',
      teamName: 'team',
      userId: 1,
      teamId: 2,
      hostId: 2 ** 40,
      userTotalCredit: 1.5,
      userExpavgCredit: 2.5,
      hostTotalCredit: 3.5,
      hostExpavgCredit: 4.5,
      earlierCpuTimeMs: 90_500,
      earlierElapsedTimeMs: 100_250,
      checkpointPeriodMs: 60_000,
      cpuCount: 1.5,
      fpopsEstimate: 1e12,
      fpopsBound: 1e15,
      memoryBoundBytes: 5e8,
      diskBoundBytes: 1e9,
      computationDeadline: 1.8e9,
      projectPreferences: '<a>1</a>\n',
      clientMajorVersion: 7,
      clientMinorVersion: 20,
      clientRelease: 5,
      planClass: 'vbox64_mt',
      factsRevision: 3,
    },
  },
];

function bytes(length: number): string {
  return Buffer.from(Array.from({ length }, (_, index) => 33 + (index % 90))).toString('base64');
}

const types = readReferenceTypes();

function hexOf({ type, json }: Vector): string {
  const found = types.lookupType(type);
  return Buffer.from(found.encode(found.fromObject(json)).finish()).toString('hex');
}

/** `field=value` of each field, also of the message in it: numbers, flags as 0 and 1, text in hex. */
function wordsOf(type: protobuf.Type, json: object): readonly string[] {
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) => {
    const field = type.fields[name];
    if (field === undefined) throw new Error(`${type.name} has no ${name}`);
    if (typeof value === 'object' && value !== null)
      return wordsOf(types.lookupType(field.type), value);
    const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (typeof value !== 'string') return [`${key}=${Number(value)}`];
    return [
      `${key}=${Buffer.from(value, field.type === 'bytes' ? 'base64' : 'utf8').toString('hex')}`,
    ];
  });
}

const asJson = `${JSON.stringify(
  VECTORS.map((vector) => ({ ...vector, hex: hexOf(vector) })),
  undefined,
  2,
)}\n`;

/** The same for a reader in C: type, bytes ("-": none), fields. */
const asText = VECTORS.map((vector) =>
  [vector.type, hexOf(vector) || '-', ...wordsOf(types.lookupType(vector.type), vector.json)].join(
    ' ',
  ),
)
  .map((line) => `${line}\n`)
  .join('');

const FILES = { 'messages.json': asJson, 'messages.txt': asText };
const pathOf = (name: string): URL => new URL(`../../vectors/app/${name}`, import.meta.url);
if (IS_WRITING) {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(pathOf(name), content);
}

describe('the vectors of AppService', () => {
  test.each(Object.entries(FILES))('%s is what the schema makes', (name, content) => {
    expect(IS_WRITING, 'written anew: read the difference, then run without it').toBe(false);
    expect(readFileSync(pathOf(name), 'utf8')).toBe(content);
  });

  test.each(VECTORS.map((vector) => [hexOf(vector), vector] as const))(
    '%s is read back as it was',
    (hex, { type, json }) => {
      const found = types.lookupType(type);
      const options = { longs: Number, bytes: String };
      expect(found.toObject(found.decode(Buffer.from(hex, 'hex')), options)).toEqual(json);
    },
  );
});
