export { MAX_SEED_BYTES, SEED_ENTRY_NAME, type Seed, type SeedLink } from './seed.ts';
