import type { Detector } from '../detector.ts';
import { containerEngineDetectors } from './container-engines.ts';
import { javaDetector } from './java.ts';
import { perlDetector } from './perl.ts';
import { pythonDetector } from './python.ts';
import { rDetector } from './r.ts';

/** All built-in detectors, in the order of reports. No other program is run for a capability. */
export const DETECTORS: readonly Detector[] = [
  javaDetector,
  perlDetector,
  pythonDetector,
  rDetector,
  ...containerEngineDetectors,
];
