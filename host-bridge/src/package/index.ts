export type { PlacedFile } from './place-file.ts';
export { writePackage, type PackageSummary, type WritePackageOptions } from './write-package.ts';
export { findBridge } from './find-bridge.ts';
