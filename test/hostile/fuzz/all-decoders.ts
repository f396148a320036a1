import { END_DECODERS } from './end-decoders.ts';
import type { FuzzedDecoder } from './fuzzed-decoder.ts';
import { PROTO_DECODERS } from './proto-decoders.ts';

/** Every decoder that reads what somebody else has written. */
export const ALL_DECODERS: readonly FuzzedDecoder[] = [...PROTO_DECODERS, ...END_DECODERS];
