export { CoreClient, type CoreClientOptions } from './core-client.ts';
export * from './core-client-limits.ts';
export { findApiVersion } from './find-api-version.ts';
export { segmentProgramBeside } from './shared-segment.ts';
export { wantsSegment } from './wants-segment.ts';
