export {
  MIN_STATUS_PAUSE_MS,
  StatusReporter,
  type StatusReporterOptions,
  type StatusView,
} from './status-reporter.ts';
export { openStatusSink, type StatusSink } from './status-sink.ts';
