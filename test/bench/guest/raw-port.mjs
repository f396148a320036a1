// Runs inside the guest: moves bytes over a port with nothing in between, for comparison.
// usage: raw-port.mjs read|write PORT BYTES, PORT the name of a virtio port or the path of a serial one. It says when it is ready,
// and begins with one byte from the host.
import { execFileSync } from 'node:child_process';
import { openSync, readFileSync, readSync, readdirSync, writeSync } from 'node:fs';

const [mode, portName, byteText] = process.argv.slice(2);
const total = Number(byteText);
const port = openSync(devicePath(), 'r+');
const buffer = Buffer.alloc(64 * 1024);

function devicePath() {
  if (portName.startsWith('/')) {
    execFileSync('stty', ['-F', portName, 'raw', '-echo', '115200']);
    return portName;
  }
  const ports = '/sys/class/virtio-ports';
  const device = readdirSync(ports).find(
    (name) => readFileSync(`${ports}/${name}/name`, 'utf8').trim() === portName,
  );
  return `/dev/${device}`;
}

function readSome(limit) {
  for (;;) {
    // 0 bytes: the host is not there yet (virtio_console.c). Nothing else runs here, so ask again.
    const count = readSync(port, buffer, 0, Math.min(limit, buffer.length), null);
    if (count > 0) return count;
  }
}

// Ready: what the start of this program costs is not measured.
writeSync(port, Buffer.from('r'));
readSome(1);
if (mode === 'read') {
  for (let left = total; left > 0;) left -= readSome(left);
  writeSync(port, Buffer.from('.'));
} else {
  // 32 KiB is the most that one write moves.
  for (let left = total; left > 0;)
    left -= writeSync(port, buffer, 0, Math.min(left, 32 * 1024), null);
}
