import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatAppStatus, parseAppStatus, type AppStatus } from './app-status.ts';
import { formatFinishFile, parseFinishFile, type FinishFile } from './finish-file.ts';
import { formatGraphicsReply, parseGraphicsReply } from './graphics-reply.ts';
import { formatHeartbeat, parseHeartbeat } from './heartbeat.ts';
import { formatProcessControl, parseProcessControl } from './process-control.ts';
import { decodeMessageText, encodeMessageText } from './shared-memory.ts';
import { formatSoftLink, parseSoftLink } from './soft-link.ts';
import {
  formatTemporaryExitFile,
  parseTemporaryExitFile,
  type TemporaryExitFile,
} from './temporary-exit-file.ts';
import { formatTrickleUp, parseTrickleUp, type TrickleUp } from './trickle-file.ts';
import {
  formatTrickleDownNotice,
  formatTrickleUpNotice,
  parseTrickleDownNotice,
  parseTrickleUpNotice,
} from './trickle-notice.ts';
import { formatUploadStatusFile, parseUploadStatusFile } from './upload-status-file.ts';

interface Fields {
  readonly [name: string]: unknown;
}
interface FileCases<Value extends object> {
  readonly read: readonly ({ readonly content: string } & Value)[];
  readonly write: readonly ({ readonly content: string } & Value)[];
}

const messages = load('messages') as {
  readonly read: readonly { channel: string; text: string; fields: Fields }[];
  readonly write: readonly { channel: string; text: string; fields: Fields }[];
  readonly channel_bytes: readonly { text: string; hex: string }[];
};
const files = load('files') as {
  readonly finish: FileCases<{ fields: FinishFile }>;
  readonly temporary_exit: FileCases<{ fields: TemporaryExitFile | null }>;
  readonly soft_link: FileCases<{ target: string | null }>;
  readonly upload_status: FileCases<{ status: number | null }>;
  readonly trickle_up: { readonly write: readonly { fields: TrickleUp; content: string }[] };
};

const PARSERS: Readonly<Record<string, (text: string) => object>> = {
  process_control_request: parseProcessControl,
  heartbeat: parseHeartbeat,
  app_status: parseAppStatus,
  graphics_reply: parseGraphicsReply,
  trickle_up: parseTrickleUpNotice,
  trickle_down: parseTrickleDownNotice,
};
const FORMATTERS: Readonly<Record<string, (fields: Fields) => string>> = {
  process_control_request: formatProcessControl,
  heartbeat: (fields) => formatHeartbeat(fields),
  app_status: (fields) => formatAppStatus(fields as unknown as AppStatus),
  graphics_reply: formatGraphicsReply,
  trickle_up: formatTrickleUpNotice,
  trickle_down: formatTrickleDownNotice,
};
/** Channels whose vectors leave out what is false. */
const FLAGS = new Set(['process_control_request', 'trickle_up', 'trickle_down']);

describe('messages', () => {
  test.each(messages.read)('$channel reads $text', ({ channel, text, fields }) => {
    const read = Object.entries(PARSERS[channel]?.(text) ?? {}).filter(
      ([, value]) => value !== undefined && !(FLAGS.has(channel) && value === false),
    );
    expect(Object.fromEntries(read)).toEqual(fields);
  });

  test.each(messages.write)('$channel writes $text', ({ channel, text, fields }) => {
    expect(FORMATTERS[channel]?.(fields)).toBe(text);
  });

  test.each(messages.channel_bytes)('bytes of $text', ({ text, hex }) => {
    expect(Buffer.from(encodeMessageText(text)).toString('hex')).toBe(hex);
    expect(decodeMessageText(Buffer.from(hex, 'hex'))).toBe(text);
  });
});

describe('files', () => {
  test.each(files.finish.read)('finish file $content', ({ content, fields }) => {
    expect(parseFinishFile(content)).toEqual(fields);
  });
  test.each(files.finish.write)('finish file is written: $content', ({ content, fields }) => {
    expect(formatFinishFile(fields)).toBe(content);
  });
  test.each(files.temporary_exit.read)('temporary exit $content', ({ content, fields }) => {
    expect(parseTemporaryExitFile(content) ?? null).toEqual(fields);
  });
  test.each(files.temporary_exit.write)('temporary exit is written: $content', (row) => {
    if (row.fields === null) throw new Error('a row without fields cannot be written');
    expect(formatTemporaryExitFile(row.fields)).toBe(row.content);
  });
  test.each(files.soft_link.read)('soft link $content', ({ content, target }) => {
    expect(parseSoftLink(content) ?? null).toBe(target);
    expect(parseSoftLink(Buffer.from(content)) ?? null).toBe(target);
  });
  test.each(files.soft_link.write)('soft link is written: $content', ({ content, target }) => {
    expect(formatSoftLink(target ?? '')).toBe(content);
  });
  test.each(files.upload_status.read)('upload status $content', ({ content, status }) => {
    expect(parseUploadStatusFile(content) ?? null).toBe(status);
  });
  test.each(files.upload_status.write)('upload status is written: $content', (row) => {
    expect(formatUploadStatusFile(row.status ?? Number.NaN)).toBe(row.content);
  });
  test.each(files.trickle_up.write)('trickle $content', ({ content, fields }) => {
    expect(formatTrickleUp(fields)).toBe(content);
    expect(parseTrickleUp(content)).toEqual(fields);
  });
});

function load(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../vectors/boinc/${name}.json`, import.meta.url), 'utf8'),
  );
}
