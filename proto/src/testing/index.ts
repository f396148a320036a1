export {
  createDuplexPair,
  DEFAULT_PAIR_HIGH_WATER_MARK_BYTES,
  type DuplexPairOptions,
} from './duplex-pair.ts';
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
