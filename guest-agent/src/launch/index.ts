export { readBootId } from './boot-id.ts';
export { adopt } from './adopt.ts';
export { KEEPER_LOOK_MS } from './follow-launch.ts';
export { LaunchInput } from './launch-input.ts';
export {
  DEFAULT_PATH,
  type LaunchOptions,
  type LaunchStdin,
  type LaunchStdout,
  type LaunchUser,
  type LimitKind,
  MIN_FILE_SIZE_LIMIT_BYTES,
  type ProcessLimit,
  type TerminalSize,
} from './launch-options.ts';
export type { ExitStatus, Launch, LaunchStage, LaunchVerdict } from './launch-result.ts';
export { launch } from './launch.ts';
export { resizeTerminal } from './resize-terminal.ts';
