import { close, constants, open } from 'node:fs';
import { promisify } from 'node:util';
import { AgentError } from '../errors.ts';
import { configureTerminal, unblockTerminal } from './configure-terminal.ts';
import { portReaderScript } from './port-reader-script.ts';
import { PortStream } from './port-stream.ts';

const openFile = promisify(open);
const closeFile = promisify(close);

/**
 * Opens a terminal line (a 16550 serial port, a pty) as a byte stream; the caller destroys it. Whoever
 * else writes to the line, such as the kernel's console or a login prompt, damages the link's frames,
 * which costs time and nothing else; whoever else reads from it takes bytes away.
 *
 * @throws AgentError `not_found` where there is none, `unavailable` where it cannot be used
 */
export async function openTerminalLine(path: string): Promise<PortStream> {
  await unblockTerminal(path);
  let fileDescriptor: number;
  try {
    fileDescriptor = await openFile(path, constants.O_RDWR | constants.O_NOCTTY);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'not_found' : 'unavailable';
    throw new AgentError(code, `cannot open the terminal ${path}`, { cause });
  }
  try {
    await configureTerminal(fileDescriptor, path);
  } catch (error) {
    await closeFile(fileDescriptor);
    throw error;
  }
  return new PortStream({ fileDescriptor, readerScript: portReaderScript(), kind: 'terminal' });
}
