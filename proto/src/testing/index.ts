export {
  createDuplexPair,
  DEFAULT_PAIR_HIGH_WATER_MARK_BYTES,
  type DuplexPairOptions,
} from './duplex-pair.ts';
