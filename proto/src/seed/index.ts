export { decodeSeed, isSeedDisk, MAX_SEED_DISK_BYTES } from './decode-seed.ts';
export { encodeSeed, SEED_DISK_UNIT_BYTES } from './encode-seed.ts';
export { SeedError, type SeedErrorCode } from './seed-error.ts';
export {
  DEFAULT_SERIAL_IN_FLIGHT_BYTES,
  MAX_IN_FLIGHT_BYTES,
  MAX_SEED_BYTES,
  MIN_IN_FLIGHT_BYTES,
  SEED_ENTRY_NAME,
  type Seed,
  type SeedLink,
  type SerialLink,
  type VirtioSerialLink,
} from './seed.ts';
export { TAR_BLOCK_BYTES } from './tar-header.ts';
