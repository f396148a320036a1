import { MAX_STATUS_READ_BYTES, type VmDefinition } from '../driver.ts';
import { AGENT_SOCKET_NAME } from '../machine-directory.ts';

/** Identifier of the ring that holds the guest's status lines. */
export const STATUS_CHARDEV = 'status';

/** The agent's way in, what the guest says of itself, and further ports; the console's port comes before them. */
export function portArguments(definition: VmDefinition): string[] {
  const { agentPortName, agentChannel, extraPorts = [], image, statusPortName } = definition;
  return [
    // Relative to the working directory: a path of a socket has at most 107 bytes (unix(7)).
    ['-chardev', `socket,id=agent,path=${AGENT_SOCKET_NAME},server=on,wait=off`],
    image.devices === 'pc' ? [] : ['-device', 'virtio-serial-pci,id=serial'],
    // The second of the machine's serial ports, after the console's.
    agentChannel === 'serial' ? serialPort('agent') : virtioPort('agent', agentPortName),
    statusPortName === undefined
      ? []
      : [
          // Keeps the newest bytes, whether anybody reads them or not.
          '-chardev',
          `ringbuf,id=${STATUS_CHARDEV},size=${MAX_STATUS_READ_BYTES}`,
          ...virtioPort(STATUS_CHARDEV, statusPortName),
        ],
    ...extraPorts.map(({ channel, name, socketPath }, index) => [
      '-chardev',
      `socket,id=extra${index},path=${socketPath},server=on,wait=off`,
      ...(channel === 'serial' ? serialPort(`extra${index}`) : virtioPort(`extra${index}`, name)),
    ]),
  ].flat();
}

function serialPort(chardev: string): string[] {
  return ['-serial', `chardev:${chardev}`];
}

function virtioPort(chardev: string, name: string): string[] {
  return ['-device', `virtserialport,bus=serial.0,chardev=${chardev},name=${name}`];
}
