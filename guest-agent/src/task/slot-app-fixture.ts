import { vmslot } from '@vmslot/proto/agent';
import { CHANNEL_OFFSETS } from '@vmslot/proto/boinc';

const { BoincApi } = vmslot.agent.v1;

/** A program that plays an app of BOINC with the shared memory in its hands. */
const PRELUDE = `
const fs = require('node:fs');
const at = ${JSON.stringify(CHANNEL_OFFSETS)};
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
const memory = fs.openSync('boinc_mmap_file', 'r+');
const flag = (channel) => { const one = Buffer.alloc(1); fs.readSync(memory, one, 0, 1, at[channel]); return one[0]; };
const taken = (channel) => { while (flag(channel) !== 0) pause(); };
const put = (channel, text) => {
  taken(channel);
  fs.writeSync(memory, Buffer.from(text + '\\0', 'latin1'), 0, undefined, at[channel] + 1);
  fs.writeSync(memory, Buffer.from([1]), 0, 1, at[channel]);
};
const say = (channel, text) => { put(channel, text); taken(channel); };
const finish = (code = 0) => { fs.writeFileSync('boinc_finish_called', code + '\\n'); process.exit(code); };
`;

/** A step whose program runs this JavaScript, with `memory`, `flag`, `taken`, `put`, `say`, `pause` and `finish`; for tests. */
export function slotApp(
  script: string,
  more: vmslot.agent.v1.Step.$Properties = {},
): vmslot.agent.v1.Step.$Properties {
  const main = `${PRELUDE}${script}`;
  return {
    argv: [process.execPath, '-e', main],
    boincApi: BoincApi.BOINC_API_CORE_CLIENT,
    ...more,
  };
}
