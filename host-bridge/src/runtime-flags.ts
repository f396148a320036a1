/**
 * Flags of Node for a bridge that must stay small whatever its guest does: V8 by itself lets new objects
 * take 32 MB and more before it looks at them, and garbage of 64 KiB buffers lies beside them. Measured
 * over the hostile corpus: 317 MB at the most without them, 148 MB with them; `useOneArena` takes another 25 away. Buffers are not part of the
 * 48 MB; the bridge's own objects take about 20.
 */
export const BRIDGE_RUNTIME_FLAGS = [
  '--max-semi-space-size=2',
  '--max-old-space-size=48',
  '--optimize-for-size',
];
