import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { vmslot } from '@vmslot/proto/agent';

/** A reply of AppService, in JSON. */
export interface AppReply {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Calls AppService of a task in JSON, as root; for tests. */
export async function callApp(path: string, method: string, body: object): Promise<AppReply> {
  return await new Promise((resolve, reject) => {
    const sent = request({
      socketPath: path,
      method: 'POST',
      path: `/vmslot.agent.v1.AppService/${method}`,
      headers: { 'content-type': 'application/json' },
      agent: false,
    });
    sent.on('error', reject).on('response', (reply) => {
      buffer(reply).then((bytes) => {
        const json = JSON.parse(bytes.toString()) as AppReply['json'];
        resolve({ status: reply.statusCode ?? 0, json });
      }, reject);
    });
    sent.end(JSON.stringify(body));
  });
}

/** Text of a program that has `call(method, body)`, which repeats a call whose reply did not come. */
const PROGRAM = `
const http = require('node:http');
const fs = require('node:fs');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const once = (method, body) => new Promise((resolve, reject) => {
  const sent = http.request({
    socketPath: process.env.VMSLOT_APP_SOCKET,
    method: 'POST',
    path: '/vmslot.agent.v1.AppService/' + method,
    headers: { 'content-type': 'application/json' },
    agent: false,
  });
  sent.on('error', reject).on('response', (reply) => {
    let text = '';
    reply.on('data', (part) => { text += part; });
    reply.on('error', reject).on('close', () => {
      try { resolve({ status: reply.statusCode, ...JSON.parse(text) }); } catch (error) { reject(error); }
    });
  });
  sent.end(JSON.stringify(body));
});
const call = async (method, body = {}) => {
  for (;;) {
    try { return await once(method, body); } catch { await pause(10); }
  }
};
const say = (value) => fs.writeSync(1, JSON.stringify(value) + '\\n');
`;

/** A step whose program runs this JavaScript, with \`call\`, \`once\`, \`say\`, \`pause\` and \`fs\`; for tests. */
export function program(script: string): vmslot.agent.v1.Step.$Properties {
  const main = `${PROGRAM}(async () => { ${script} })();`;
  return { argv: [process.execPath, '-e', main] };
}
