import { RestoredMachine } from './restored-machine.ts';
const machine = await RestoredMachine.boot({ memoryBytes: 256 * 1024 * 1024 });
const one = async (what: string) => { const { bytes, standstillMs } = await machine.save(); console.log(what, Math.round(standstillMs), 'ms', Math.round(bytes / 1e6), 'MB'); };
for (let i = 0; i < 3; i++) await one('live');
for (let r = 0; r < 2; r++) { await machine.kill(); const ms = await machine.restore(AbortSignal.timeout(60000)); console.log('restore', Math.round(ms)); for (let i = 0; i < 3; i++) await one('restored'); }
await machine[Symbol.asyncDispose]();
