import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Takes status lines, or loses them: it never waits and never keeps one. */
export interface StatusSink extends Disposable {
  write(line: string): void;
}

/**
 * Opens a device for status lines. Nobody need read it: without `O_NONBLOCK` a write to a virtio port
 * would wait until somebody does, in the main thread.
 *
 * @throws the system's error where it cannot be opened
 */
export function openStatusSink(path: string): StatusSink {
  const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  let fileDescriptor: number | undefined = openSync(path, flags);
  return {
    write: (line) => {
      if (fileDescriptor === undefined) return;
      try {
        writeSync(fileDescriptor, line);
      } catch {
        // No room (EAGAIN), or nobody there: the next line says as much as this one.
      }
    },
    [Symbol.dispose]: () => {
      if (fileDescriptor !== undefined) closeSync(fileDescriptor);
      fileDescriptor = undefined;
    },
  };
}
