import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { formatHeartbeat, parseAppStatus, type ChannelName } from '@vmslot/proto/boinc';
import { FakeClock } from '@vmslot/proto/testing';
import type { MessageChannels } from './message-channels.ts';
import {
  LAST_STATUS_TIMEOUT_MS,
  MESSAGE_POLL_INTERVAL_MS,
  RuntimeClient,
  type RuntimeClock,
} from './runtime-client.ts';

/** Channels in memory, with the client's hand on the other side. */
class FakeChannels implements MessageChannels {
  readonly pending = new Map<ChannelName, string>();
  /** All that the app has put in, per channel. */
  readonly sent: [ChannelName, string][] = [];

  receive(channel: ChannelName): string | undefined {
    const text = this.pending.get(channel);
    this.pending.delete(channel);
    return text;
  }

  send(channel: ChannelName, text: string): boolean {
    if (this.pending.has(channel)) return false;
    this.pending.set(channel, text);
    this.sent.push([channel, text]);
    return true;
  }

  isPending(channel: ChannelName): boolean {
    return this.pending.has(channel);
  }

  close(): void {
    this.pending.clear();
  }

  sentOn(channel: ChannelName): string[] {
    return this.sent.filter(([name]) => name === channel).map(([, text]) => text);
  }
}

let clock: FakeClock;
let channels: FakeChannels;
let events: unknown[][];

beforeEach(() => {
  clock = new FakeClock();
  channels = new FakeChannels();
  events = [];
});

const runtimeClock: RuntimeClock = {
  now: () => clock.now(),
  setInterval(callback, intervalMs) {
    let timer = clock.setTimer(tick, intervalMs);
    let isCanceled = false;
    function tick(): void {
      timer = clock.setTimer(tick, intervalMs);
      callback();
      if (isCanceled) timer.cancel();
    }
    return {
      cancel: () => {
        isCanceled = true;
        timer.cancel();
      },
    };
  },
};

function create(
  given: { limit?: number; pid?: number; cpuTimeS?: number; exists?: () => boolean } = {},
): RuntimeClient {
  const client = new RuntimeClient({
    channels,
    initData: { clientPid: given.pid ?? 4711, wuCpuTimeS: given.cpuTimeS ?? 100 },
    cpuUsageLimitPercent: given.limit ?? 100,
    clock: runtimeClock,
    processExists: given.exists ?? (() => true),
  });
  for (const name of [
    'machine',
    'network',
    'memory',
    'quit',
    'abort',
    'reread',
    'clientGone',
    'trickleDown',
    'uploadStatus',
  ] as const) {
    client.on(name, (...values: unknown[]) => void events.push([name, ...values]));
  }
  client.start();
  return client;
}

/** The client reads what there is, puts a message in, and the app has the time to look. */
function say(channel: ChannelName, text: string): void {
  channels.pending.set(channel, text);
  clock.advance(MESSAGE_POLL_INTERVAL_MS);
}

/** The client reads all that the app has sent. */
function readAll(): void {
  for (const name of ['app_status', 'graphics_reply', 'trickle_up'] as const) {
    channels.pending.delete(name);
  }
}

describe('what the client asks for', () => {
  test('is told at the next look', () => {
    const client = create();
    say('process_control_request', '<suspend/>');
    expect(events).toEqual([['machine', { paused: true, duty: 1 }]]);
    expect(client.machine.paused).toBe(true);
    say('process_control_request', '<resume/>');
    say('process_control_request', '<reread_app_info/>');
    say('process_control_request', '<quit/>');
    say('process_control_request', '<abort/>');
    expect(events.slice(1)).toEqual([
      ['machine', { paused: false, duty: 1 }],
      ['reread'],
      ['quit'],
      ['abort'],
    ]);
    client.close();
  });

  test('in one message for a task that is suspended: it is woken and told to leave', () => {
    const client = create();
    say('process_control_request', '<suspend/>');
    events = [];
    say('process_control_request', '<resume/><quit/>');
    expect(events).toEqual([['quit'], ['machine', { paused: false, duty: 1 }]]);
    say('process_control_request', '<resume/><abort/>');
    expect(events.slice(2)).toEqual([['abort']]);
    client.close();
  });

  test('is not told twice, and not where it comes to nothing', () => {
    const client = create();
    say('process_control_request', '<suspend/><resume/>');
    expect(events).toEqual([]);
    say('process_control_request', '<suspend/>');
    say('process_control_request', '<suspend/>');
    say('process_control_request', '<suspend/>');
    expect(events).toHaveLength(1);
    client.close();
  });

  test('before the start is seen at the start', () => {
    channels.pending.set('process_control_request', '<suspend/>');
    const client = create();
    expect(events).toEqual([['machine', { paused: true, duty: 1 }]]);
    client.close();
  });

  test('about trickles and uploads is told', () => {
    const client = create();
    say('trickle_down', '<have_trickle_down/>\n');
    say('trickle_down', '<upload_file_status/>\n');
    say('trickle_down', '<have_trickle_down/>\n<upload_file_status/>\n');
    expect(events).toEqual([['trickleDown'], ['uploadStatus'], ['trickleDown'], ['uploadStatus']]);
    client.close();
  });

  test('as throttling limits the machine’s CPUs instead of stopping it', () => {
    const client = create({ limit: 50 });
    for (let cycle = 0; cycle < 30; cycle += 1) {
      channels.pending.set('process_control_request', '<suspend/>');
      clock.advance(1000);
      channels.pending.set('process_control_request', '<resume/>');
      clock.advance(1000);
    }
    expect(events.length).toBeLessThanOrEqual(6);
    expect(events.at(-1)).toEqual(['machine', { paused: false, duty: 0.5 }]);
    client.setCpuUsageLimit(100);
    clock.advance(100);
    expect(events.at(-1)).toEqual(['machine', { paused: false, duty: 1 }]);
    client.close();
  });
});

describe('heartbeats', () => {
  test('switch the network at their edges only', () => {
    const client = create();
    const suspended = formatHeartbeat({ networkSuspended: true });
    for (const text of [
      formatHeartbeat({}),
      suspended,
      suspended,
      formatHeartbeat({}),
      suspended,
    ]) {
      say('heartbeat', text);
    }
    expect(events).toEqual([
      ['network', true],
      ['network', false],
      ['network', true],
    ]);
    expect(client.networkSuspended).toBe(true);
    // What is no heartbeat says nothing about the network.
    say('heartbeat', 'garbage');
    expect(client.networkSuspended).toBe(true);
    client.close();
  });

  test('tell the memory when it changes', () => {
    const client = create();
    say('heartbeat', formatHeartbeat({ maxWssBytes: 1e9 }));
    say('heartbeat', formatHeartbeat({ maxWssBytes: 1e9 }));
    say('heartbeat', formatHeartbeat({ maxWssBytes: 2e9 }));
    expect(events).toEqual([
      ['memory', 1e9],
      ['memory', 2e9],
    ]);
    client.close();
  });

  test('that stay away mean, without a process id, that the client is gone; told once', () => {
    const client = create({ pid: 0 });
    say('heartbeat', '<heartbeat/>');
    clock.advance(29_000);
    expect(events).toEqual([]);
    clock.advance(60_000);
    expect(events).toEqual([['clientGone']]);
    client.close();
  });

  test('do not matter with a process id', () => {
    let isThere = true;
    const client = create({ exists: () => isThere });
    clock.advance(120_000);
    expect(events).toEqual([]);
    isThere = false;
    clock.advance(10_000);
    expect(events).toEqual([['clientGone']]);
    clock.advance(60_000);
    expect(events).toHaveLength(1);
    client.close();
  });
});

describe('the status', () => {
  test('is sent once a second with the base values, and begins with the last checkpoint', () => {
    const client = create({ cpuTimeS: 321 });
    clock.advance(1000);
    const [first] = channels.sentOn('app_status');
    expect(first).toBe(
      '<current_cpu_time>3.210000e+02</current_cpu_time>\n' +
        '<checkpoint_cpu_time>3.210000e+02</checkpoint_cpu_time>\n',
    );
    client.report({ currentCpuTimeS: 330, checkpointCpuTimeS: 321, fractionDone: 0.25 });
    readAll();
    clock.advance(1000);
    expect(parseAppStatus(channels.sentOn('app_status')[1]!)).toMatchObject({
      currentCpuTimeS: 330,
      checkpointCpuTimeS: 321,
      fractionDone: 0.25,
    });
    for (let second = 0; second < 10; second += 1) {
      readAll();
      clock.advance(1000);
    }
    expect(channels.sentOn('app_status')).toHaveLength(12);
    client.close();
  });

  test('that is not read is not replaced; the newest comes next', () => {
    const client = create();
    clock.advance(1000);
    for (let time = 101; time < 110; time += 1) {
      client.report({ currentCpuTimeS: time, checkpointCpuTimeS: 100 });
      clock.advance(1000);
    }
    expect(channels.sentOn('app_status')).toHaveLength(1);
    readAll();
    clock.advance(1000);
    expect(parseAppStatus(channels.sentOn('app_status')[1]!).currentCpuTimeS).toBe(109);
    client.close();
  });

  test('is not sent while the task is suspended, and goes on afterwards', () => {
    const client = create();
    say('process_control_request', '<suspend/>');
    for (let second = 0; second < 60; second += 1) {
      readAll();
      clock.advance(1000);
    }
    expect(channels.sentOn('app_status')).toEqual([]);
    say('process_control_request', '<resume/>');
    clock.advance(1000);
    expect(channels.sentOn('app_status')).toHaveLength(1);
    client.close();
  });
});

describe('notices', () => {
  test('wait until the channel takes them, and are then sent once', () => {
    const client = create();
    channels.pending.set('trickle_up', 'unread');
    client.noticeTrickle();
    client.noticeUpload();
    clock.advance(10_000);
    expect(channels.sentOn('trickle_up')).toEqual([]);
    channels.pending.delete('trickle_up');
    clock.advance(1000);
    readAll();
    clock.advance(10_000);
    expect(channels.sentOn('trickle_up')).toEqual([
      '<have_new_trickle_up/>\n<have_new_upload_file/>\n',
    ]);
    client.noticeUpload();
    clock.advance(1000);
    expect(channels.sentOn('trickle_up')[1]).toBe('<have_new_upload_file/>\n');
    client.close();
  });

  test('of addresses come one at a time', () => {
    const client = create();
    client.reportWebGraphicsUrl('http://localhost:5555');
    client.reportRemoteDesktopAddress('localhost:5901');
    clock.advance(5000);
    expect(channels.sentOn('graphics_reply')).toEqual([
      '<web_graphics_url>http://localhost:5555</web_graphics_url>',
    ]);
    readAll();
    clock.advance(1000);
    expect(channels.sentOn('graphics_reply')[1]).toBe(
      '<remote_desktop_addr>localhost:5901</remote_desktop_addr>',
    );
    readAll();
    clock.advance(10_000);
    expect(channels.sentOn('graphics_reply')).toHaveLength(2);
    client.close();
  });
});

describe('the last status', () => {
  const last = { currentCpuTimeS: 200, checkpointCpuTimeS: 100, fractionDone: 1 };
  const track = (work: Promise<void>): { isDone: () => Promise<boolean> } => {
    let isDone = false;
    void work.then(() => (isDone = true));
    return { isDone: async () => (await Promise.resolve(), await Promise.resolve(), isDone) };
  };

  test('is there once the client has read it', async () => {
    const client = create();
    const sending = track(client.sendLast(last));
    clock.advance(1000);
    expect(await sending.isDone()).toBe(false);
    expect(parseAppStatus(channels.pending.get('app_status')!)).toMatchObject(last);
    readAll();
    clock.advance(MESSAGE_POLL_INTERVAL_MS);
    expect(await sending.isDone()).toBe(true);
    expect(clock.timerCount).toBe(0);
  });

  test('takes its turn after one that is unread, with the notices', async () => {
    const client = create();
    clock.advance(1000);
    client.noticeTrickle();
    const sending = track(client.sendLast(last));
    clock.advance(1000);
    expect(channels.sentOn('app_status')).toHaveLength(1);
    readAll();
    clock.advance(MESSAGE_POLL_INTERVAL_MS);
    readAll();
    clock.advance(MESSAGE_POLL_INTERVAL_MS);
    expect(await sending.isDone()).toBe(true);
    expect(
      channels.sentOn('app_status').map((text) => parseAppStatus(text).currentCpuTimeS),
    ).toEqual([100, 200]);
    expect(channels.sentOn('trickle_up')).toEqual(['<have_new_trickle_up/>\n']);
  });

  test('is not waited for longer than the limit where nobody reads', async () => {
    const client = create();
    const sending = track(client.sendLast(last));
    clock.advance(LAST_STATUS_TIMEOUT_MS - 1);
    expect(await sending.isDone()).toBe(false);
    clock.advance(MESSAGE_POLL_INTERVAL_MS);
    expect(await sending.isDone()).toBe(true);
    expect(clock.timerCount).toBe(0);
  });
});

test('garbage in every channel is passed over, and nothing stays behind at the end', () => {
  const client = create();
  const channelNames = [
    'process_control_request',
    'process_control_reply',
    'graphics_request',
    'graphics_reply',
    'heartbeat',
    'app_status',
    'trickle_up',
    'trickle_down',
  ] as const;
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(...channelNames),
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 1022 }),
            fc.constantFrom(
              '<quit',
              'quit/>',
              '<wss>',
              '<max_wss>nan</max_wss>',
              '<heartbeat',
              '<',
            ),
          ),
        ),
      ),
      (messages) => {
        for (const [channel, text] of messages) say(channel, text);
      },
    ),
    { numRuns: 100 },
  );
  expect(events).toEqual([]);
  client.close();
  expect(clock.timerCount).toBe(0);
});
