// Moves bytes over a unix socket with nothing in between, for comparison.
// usage: raw-socket.mjs PATH. Each connection begins with a line: "read BYTES" or "write BYTES".
import { createServer } from 'node:net';

const block = Buffer.alloc(64 * 1024, 1);

createServer((socket) => {
  socket.once('data', (first) => {
    const [mode, bytes] = first.toString().trim().split(' ');
    let left = Number(bytes);
    if (mode === 'read') {
      socket.on('data', (chunk) => {
        left -= chunk.length;
        if (left <= 0) socket.end('.');
      });
      socket.write('g');
      return;
    }
    const send = () => {
      while (left > 0) {
        const piece = left < block.length ? block.subarray(0, left) : block;
        left -= piece.length;
        if (!socket.write(piece)) {
          socket.once('drain', send);
          return;
        }
      }
    };
    send();
  });
}).listen(process.argv[2], () => console.log('listening'));
