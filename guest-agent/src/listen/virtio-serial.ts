import { constants, open } from 'node:fs';
import { promisify } from 'node:util';
import { AgentError } from '../errors.ts';
import { findVirtioPort } from './find-virtio-port.ts';
import { portReaderScript } from './port-reader-script.ts';
import { PortStream } from './port-stream.ts';

const openFile = promisify(open);

/**
 * Opens the virtio-serial port of this name as a byte stream; the caller destroys it.
 * @throws AgentError `not_found` where there is none, `unavailable` where another program has it
 */
export async function openVirtioSerial(portName: string): Promise<PortStream> {
  const path = await findVirtioPort(portName);
  try {
    // Read and write on one descriptor: a port can be opened only once (virtio_console.c, EBUSY).
    const fileDescriptor = await openFile(path, constants.O_RDWR | constants.O_NOCTTY);
    return new PortStream({ fileDescriptor, readerScript: portReaderScript(), kind: 'port' });
  } catch (cause) {
    throw new AgentError('unavailable', `cannot open the port ${path}`, { cause });
  }
}
