export {
  ByteFaults,
  DEFAULT_BYTE_FAULT_OPTIONS,
  type ByteFaultKind,
  type ByteFaultOptions,
} from './byte-faults.ts';
export {
  createDuplexPair,
  DEFAULT_PAIR_HIGH_WATER_MARK_BYTES,
  type DuplexPairOptions,
} from './duplex-pair.ts';
export { FakeClock, type FakeTimer } from './fake-clock.ts';
export {
  createFaultyPipe,
  type FaultyPipe,
  type FaultyPipeOptions,
  type Tamper,
} from './faulty-pipe.ts';
export { HOSTILE_ARCHIVES, type HostileArchive } from './hostile-archives.ts';
export {
  RAW_END,
  rawContent,
  rawDirectory,
  rawFile,
  rawHeader,
  rawLink,
  rawPax,
  rawPaxBody,
  rawPaxRecord,
  type RawHeader,
} from './raw-tar.ts';
export { SeededRandom } from './seeded-random.ts';
