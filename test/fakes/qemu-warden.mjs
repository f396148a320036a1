// The process that watches over one QEMU of a stand-in: see qemu-underneath.mjs. It ends with it.
import { rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './qemu-underneath.mjs';

const options = JSON.parse(process.argv[2]);
const { pid, qmpSocket, controlSocket, diskCount } = options;
const { default: report } = await import(options.report);
const SLICE_MS = 100;

const waiting = new Map();
let nextId = 0;
let qmp;
let percent = 100;
let heldCount = 0;
let isPaused = true;

function execute(name, parameters) {
  return new Promise((resolve, reject) => {
    const id = (nextId += 1);
    waiting.set(id, { resolve, reject });
    qmp.write(`${JSON.stringify({ execute: name, arguments: parameters, id })}\n`);
  });
}

async function connect() {
  while (isAlive(pid)) {
    const socket = createConnection(qmpSocket);
    const isOpen = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    if (isOpen) return socket;
    await delay(30);
  }
  return undefined;
}

function onMessage(message) {
  if (message.event === 'RESET' && message.data.guest) report(options, 'reset');
  // QEMU waits with its end, so that the machine's log is written before its process is gone.
  if (message.event === 'SHUTDOWN' && message.data.guest) {
    report(options, 'guest-off');
    execute('quit').catch(() => undefined);
  }
  if (message.id === undefined) return;
  const { resolve, reject } = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.error === undefined) resolve(message.return);
  else reject(new Error(message.error.desc));
}

async function job(name, parameters) {
  const id = `job${(nextId += 1)}`;
  await execute(name, { 'job-id': id, ...parameters });
  for (;;) {
    const found = (await execute('query-jobs')).find((one) => one.id === id);
    if (found === undefined) throw new Error('the job is gone');
    if (found.status === 'concluded') {
      await execute('job-dismiss', { id });
      if (found.error !== undefined) throw new Error(found.error);
      return;
    }
    await delay(20);
  }
}

const devices = Array.from({ length: diskCount }, (_, index) => `disk${index}`);

const ORDERS = {
  state: async () => ({ paused: isPaused }),
  pause: async () => {
    await execute('stop');
    isPaused = true;
    report(options, 'paused');
  },
  resume: async () => {
    await execute('cont');
    isPaused = false;
    report(options, 'running');
  },
  'power-off': async () => {
    report(options, 'power-off');
    await execute('quit');
  },
  save: async ({ id }) => {
    await job('snapshot-save', { tag: id, vmstate: 'disk0', devices });
    const info = await execute('query-named-block-nodes', { flat: true });
    const node = info.find((one) => one['node-name'] === 'disk0');
    const saved = node.image.snapshots.find((one) => one.name === id);
    return { bytes: saved['vm-state-size'] };
  },
  delete: ({ id }) => job('snapshot-delete', { tag: id, devices }),
  limit: async (request) => {
    percent = request.percent;
  },
};

/** Stops and continues QEMU so that it has its share; whoever gives an order needs it whole. */
async function ration() {
  while (isAlive(pid)) {
    if (percent === 100 || heldCount > 0) {
      await delay(SLICE_MS);
      continue;
    }
    signal('SIGSTOP');
    await delay(SLICE_MS - percent);
    signal('SIGCONT');
    await delay(percent);
  }
}

function signal(name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended just now.
  }
}

function serve(socket) {
  let text = '';
  socket.setEncoding('utf8').on('error', () => socket.destroy());
  socket.on('data', async (chunk) => {
    text += chunk;
    if (!text.endsWith('\n')) return;
    const request = JSON.parse(text);
    text = '';
    heldCount += 1;
    signal('SIGCONT');
    let answer;
    try {
      answer = { ok: true, ...(await ORDERS[request.order](request)) };
    } catch (error) {
      answer = { ok: false, error: error.message };
    }
    heldCount -= 1;
    socket.end(JSON.stringify(answer));
  });
}

qmp = await connect();
if (qmp === undefined) {
  report(options, 'gone');
  rmSync(qmpSocket, { force: true });
} else {
  let text = '';
  qmp.setEncoding('utf8').on('error', () => qmp.destroy());
  qmp.on('data', (chunk) => {
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const message = JSON.parse(text.slice(0, end));
      text = text.slice(end + 1);
      if (message.QMP === undefined) onMessage(message);
    }
  });
  qmp.once('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the machine is gone'));
    report(options, 'gone');
    for (const path of [controlSocket, qmpSocket]) rmSync(path, { force: true });
    setTimeout(() => process.exit(), 50);
  });
  await execute('qmp_capabilities');
  report(options, 'paused');
  createServer(serve).listen(controlSocket);
  await ration();
}
