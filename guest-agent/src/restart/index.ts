export {
  BUNDLE_CHECK_TIMEOUT_MS,
  CHECK_OPTION,
  checkBundle,
  type CheckBundleOptions,
  MAX_BUNDLE_BYTES,
} from './check-bundle.ts';
export { canReplaceAgent, nextOptions, replaceAgent } from './replace-agent.ts';
export { countStart } from './start-count.ts';
