/**
 * What a program in JavaScript says to BOINC, inside a virtual machine of vmslot. One file for Node 18 and
 * later, built-in modules only: copy it, and `boinc.d.mts`, beside the program. The names are those of BOINC's C
 * API without "boinc_".
 *
 *     import * as boinc from './boinc.mjs';
 *
 *     await boinc.init();
 *     for (let step = first; step < last; step++) {
 *       compute(step);
 *       await boinc.fractionDone((step + 1) / last);
 *       if (await boinc.timeToCheckpoint()) {
 *         writeCheckpoint(step);
 *         await boinc.checkpointCompleted();
 *       }
 *     }
 *     await boinc.finish(0);
 *
 * It tells the agent the newest values once a second, and within 100 ms what has happened, over the unix socket
 * that VMSLOT_APP_SOCKET names. Without that variable, and before anybody has answered there, the program runs
 * standalone: every call works, nobody is told. An agent that stops and comes back loses nothing.
 *
 * All of it runs in the event loop, and does not keep the program alive. Where the program computes without a
 * pause, fractionDone, timeToCheckpoint and checkpointCompleted give the loop up to 50 ms of each second; other
 * calls wait 2 s at the most, finish and temporaryExit 5 s, or 20 s while messages are left.
 *
 * A program that is told to end does so between two turns of the loop, outside critical sections, by
 * process.exit: with 0 where the task is to go on later, with 194 where it is to end for good.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { request as openRequest } from 'node:http';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const CALL_MS = 2_000;
const LOOP_CALL_MS = 5_000;
const REPORT_MS = 1_000;
const NEWS_MS = 100;
const BREATH_MS = 50;
const LAST_WORDS_MS = 1_000;
const FINISH_MS = 5_000;
const FINISH_TRICKLE_MS = 20_000;
const MAX_REPLY_BYTES = 131_072;
const MAX_TRICKLE_BYTES = 65_536;
const MAX_SPOOLED_COUNT = 1_000;
const MAX_SPOOLED_BYTES = 66_048;
const MAX_TEXT_BYTES = 255;
const MAX_MESSAGE_BYTES = 1_023;
const MAX_FILE_BYTES = 1_048_576;
const MAX_SOCKET_BYTES = 107;
const DEFAULT_CHECKPOINT_MS = 300_000;
const EXIT_ABORTED_BY_CLIENT = 194;
const SPOOL = '.vmslot_spool_';
const LANES = ['SendTrickle', 'RequestUpload'];
const JSON_TYPE = 'application/json';
const PROTO_TYPE = 'application/proto';
const NEVER = new Promise(() => undefined);

/** Neither the agent nor the disk takes what was to be sent, or the agent refuses it for good. */
export class BoincError extends Error {
  name = 'BoincError';
}

/** What the program should know and do now. */
export const status = {
  suspended: false,
  quitRequest: false,
  abortRequest: false,
  rereadInitDataFile: false,
  networkSuspended: false,
  workingSetSize: 0,
  maxWorkingSetSize: 0,
};

/** Of JoinResponse: its name, that of initData, and what 1 is in it. */
const TEXT_FACTS = {
  workDirectory: 'projectDir',
  appName: 'appName',
  wuName: 'wuName',
  resultName: 'resultName',
  userName: 'userName',
  teamName: 'teamName',
  planClass: 'planClass',
  projectPreferences: 'projectPreferences',
};
const NUMBER_FACTS = {
  appVersion: ['appVersion', 1],
  userId: ['userid', 1],
  teamId: ['teamid', 1],
  hostId: ['hostid', 1],
  userTotalCredit: ['userTotalCredit', 1],
  userExpavgCredit: ['userExpavgCredit', 1],
  hostTotalCredit: ['hostTotalCredit', 1],
  hostExpavgCredit: ['hostExpavgCredit', 1],
  earlierCpuTimeMs: ['wuCpuTime', 0.001],
  earlierElapsedTimeMs: ['startingElapsedTime', 0.001],
  checkpointPeriodMs: ['checkpointPeriod', 0.001],
  cpuCount: ['ncpus', 1],
  fpopsEstimate: ['rscFpopsEst', 1],
  fpopsBound: ['rscFpopsBound', 1],
  memoryBoundBytes: ['rscMemoryBound', 1],
  diskBoundBytes: ['rscDiskBound', 1],
  computationDeadline: ['computationDeadline', 1],
  clientMajorVersion: ['majorVersion', 1],
  clientMinorVersion: ['minorVersion', 1],
  clientRelease: ['release', 1],
};

/** Facts of the task. Empty or 0 where not known. */
export const initData = { ...readFacts({}) };

let hasBegun = false;
let isEnding = false;
let isMainProgram = true;
let handlesControl = true;
let actsDirectly = true;
/** Undefined: nobody has looked; null: there is none. */
let socket;
let directory;
let hasAnswered = false;
let hasJoined = false;
let joinedRevision = 0;
let toldRevision = 0;
let knewChange = false;
const lifeId = randomBytes(16).toString('hex');
let startedMs = 0;
let periodMs = 0;
let leastMs = 0;
let completed = 0;
let told = 0;
let depth = 0;
let toldCritical = false;
let fraction;
const values = {};
let hasSpooled = false;
let isSending = false;
let spooledCount = 0;
let order = 0;
/** Time in the newest name that is known, of any process. */
let newestMs = 0;
let notBeforeMs = 0;
let waitMs = 0;
let waits = true;
let taken = 0;
let talking;
let talkedMs = 0;
let newsTimer;

// ---- begin and end ----

export async function init(options = {}) {
  if (!isMainThread) throw new Error('boinc: only the main thread of a program reports');
  if (hasBegun) return;
  hasBegun = true;
  isMainProgram = options.mainProgram ?? true;
  handlesControl = options.handleProcessControl ?? true;
  actsDirectly = options.directProcessAction ?? true;
  findAgent();
  openSpool();
  if (socket === null) {
    if (!readInitDataFile()) say('no VMSLOT_APP_SOCKET and no init_data.xml: running standalone');
  } else if (!(await joinSoon(CALL_MS))) {
    say('nobody answers on VMSLOT_APP_SOCKET: standalone until then');
  }
  startedMs = now();
  setInterval(() => void talk(), REPORT_MS).unref();
  let triedCount = 0;
  process.on('beforeExit', () => {
    // Once for each, or a program without an agent would never end.
    if (told === completed || triedCount === completed || isEnding) return;
    triedCount = completed;
    void tellUntoldCheckpoint();
  });
  talkSoon();
}

export async function finish(code = 0, message, options = {}) {
  fraction = 1;
  process.stderr.write(`called boinc_finish(${code})\n`);
  const isNotice = options.isNotice ?? false;
  const exitCode = code & 0xff;
  if (!hasBegun) process.exit(exitCode);
  if (isEnding) return await NEVER;
  isEnding = true;
  const line = toLine(message ?? '', MAX_MESSAGE_BYTES);
  const request = { exitCode, message: line, isNotice };
  const isTold = socket !== null && (await deliver(isMainProgram ? request : undefined));
  if (!isTold && isMainProgram) {
    const rest = message === undefined ? '' : `${line}\n${isNotice ? 'notice' : ''}\n`;
    tryToWrite('boinc_finish_called', `${code}\n${rest}`);
  }
  process.exit(exitCode);
}

export async function temporaryExit(delayS, reason = '', options = {}) {
  findAgent();
  const isNotice = options.isNotice ?? false;
  const delay = delayS >= 0 && delayS <= 86_400 ? Math.trunc(delayS) : 300;
  const line = toLine(reason, MAX_MESSAGE_BYTES);
  const text = `${delay}\n${line}\n${isNotice ? 'notice' : ''}\n`;
  if (socket === null) writeFile('boinc_temporary_exit', Buffer.from(text));
  if (isEnding) return await NEVER;
  isEnding = true;
  const request = { message: line, isNotice, retryAfterS: Math.max(1, delay) };
  if (socket !== null && !(await deliver(request))) tryToWrite('boinc_temporary_exit', text);
  process.exit(0);
}

export function isStandalone() {
  return !hasAnswered;
}

export async function parseInitDataFile() {
  findAgent();
  return socket === null ? readInitDataFile() : await joinSoon(CALL_MS);
}

// ---- progress ----

export async function fractionDone(value) {
  fraction = Number(value);
  await breathe();
}

export function getFractionDone() {
  return fraction ?? -1;
}

export function opsCumulative(fp, integer = 0) {
  count('floatingPointOperations', fp);
  count('integerOperations', integer);
}

export function opsPerCpuSec(fp, integer = 0) {
  count('floatingPointSpeed', fp);
  count('integerSpeed', integer);
}

export function webGraphicsUrl(url) {
  values.webGraphicsUrl = toLine(url, MAX_TEXT_BYTES);
}

export function remoteDesktopAddr(address) {
  values.remoteDesktopAddress = toLine(address, MAX_TEXT_BYTES);
}

export function needNetwork() {
  values.needsNetwork = true;
}

export function networkDone() {
  values.needsNetwork = false;
}

export function networkPoll() {
  return status.networkSuspended;
}

// ---- checkpoints and critical sections ----

export async function timeToCheckpoint() {
  await breathe();
  const wanted = Math.max(periodMs, leastMs) || DEFAULT_CHECKPOINT_MS;
  if (!hasBegun || now() - startedMs < wanted) return false;
  await beginCriticalSection();
  return true;
}

export async function checkpointCompleted() {
  startedMs = now();
  completed++;
  if (depth > 0) await endCriticalSection();
  else talkSoon();
  await breathe();
}

export function setMinCheckpointPeriod(seconds) {
  if (seconds >= 0) leastMs = seconds * 1_000;
}

export async function beginCriticalSection() {
  if (isEnding) await NEVER;
  depth++;
  if (depth === 1) talkSoon();
}

export async function endCriticalSection() {
  if (depth === 0) return;
  depth--;
  if (depth > 0) return;
  if (wantedCode() === undefined) talkSoon();
  else await endAsTold();
}

export async function criticalSection(work) {
  await beginCriticalSection();
  try {
    return await work();
  } finally {
    await endCriticalSection();
  }
}

// ---- messages and files ----

export async function sendTrickleUp(variety, text) {
  const content = Buffer.from(text);
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(variety) || content.length > MAX_TRICKLE_BYTES) {
    throw new RangeError('a variety is 1 to 255 of [A-Za-z0-9._-], a text at most 65536 bytes');
  }
  findAgent();
  if (socket === null) {
    const head = Buffer.from(`<variety>${variety}</variety>\n`);
    writeFile('trickle_up.xml', Buffer.concat([head, content]));
    return;
  }
  const id = randomBytes(16).toString('hex');
  await keep(
    'SendTrickle',
    Buffer.concat([
      toField(1, Buffer.from(id)),
      toField(2, Buffer.from(variety)),
      toField(3, content),
    ]),
  );
}

export async function receiveTrickleDown() {
  findAgent();
  if (socket === null || !waits) return null;
  const reply = await call('ReceiveTrickle', { takenNumber: taken }, { timeoutMs: CALL_MS });
  if (reply.result !== 'ok') return null;
  const number = toNumber(reply.fields.number);
  if (number === 0) {
    waits = false;
    return null;
  }
  taken = number;
  return Buffer.from(String(reply.fields.text ?? ''), 'base64');
}

export async function uploadFile(name) {
  if (name === '' || toLine(name, MAX_TEXT_BYTES) !== name) {
    throw new RangeError('a name of an upload is a line of 1 to 255 bytes');
  }
  findAgent();
  if (socket === null) writeFile(`boinc_ufr_${name}`, Buffer.alloc(0));
  else await keep('RequestUpload', toField(1, Buffer.from(name)));
}

export async function uploadStatus(name) {
  findAgent();
  if (socket === null) {
    const text = readFile(`boinc_ufs_${name}`)?.toString() ?? '';
    const found = /<status>\s*(-?\d{1,9})\s*<\/status>/.exec(text);
    return found === null ? null : Number(found[1]);
  }
  const reply = await call('GetUpload', { name }, { timeoutMs: CALL_MS });
  return reply.result === 'ok' && reply.fields.ended === true
    ? toNumber(reply.fields.status)
    : null;
}

// ---- the reports ----

/** Gives a loop that the program leaves no time as much as a report takes, but not more than a breath. */
async function breathe() {
  if (!hasBegun || now() - talkedMs < REPORT_MS || socket === null) return;
  talkedMs = now();
  await Promise.race([talk(), sleep(BREATH_MS)]);
}

function talkSoon() {
  if (!hasBegun || newsTimer !== undefined || isEnding || socket === null) return;
  newsTimer = setTimeout(
    () => {
      newsTimer = undefined;
      void talk();
    },
    Math.max(0, talkedMs + NEWS_MS - now()),
  ).unref();
}

/** One at a time. Never fails. */
async function talk() {
  if (isEnding || socket === null) return;
  talking ??= talkOnce().finally(() => {
    talking = undefined;
    talkedMs = now();
    if (told !== completed || toldCritical !== depth > 0) setTimeout(talkSoon, NEWS_MS).unref();
  });
  await talking;
}

async function talkOnce() {
  const endMs = now() + LOOP_CALL_MS;
  if (!hasJoined && (await joinAgent(endMs, true)) === 'away') return;
  if ((await exchangeReport(endMs, true)) !== 'ok') return;
  if (hasSpooled && now() >= notBeforeMs) await sendSpooled(endMs, true);
  if (depth === 0 && wantedCode() !== undefined) void endAsTold();
}

async function exchangeReport(endMs, isBackground) {
  const count = completed;
  const inCriticalSection = depth > 0;
  const report = { ...values, inCriticalSection };
  if (fraction !== undefined && !Number.isNaN(fraction)) {
    report.fractionDone = Math.min(1, Math.max(0, fraction));
  }
  const isCheckpoint = count !== told;
  const reply = await call(
    isCheckpoint ? 'Checkpoint' : 'Report',
    isCheckpoint ? { report, lifeId, count } : { report },
    { timeoutMs: endMs - now(), isBackground },
  );
  if (reply.result === 'ok') {
    told = count;
    toldCritical = inCriticalSection;
    applyControl(isObject(reply.fields.control) ? reply.fields.control : {});
  }
  return reply.result;
}

function applyControl(control) {
  status.workingSetSize = toNumber(control.memoryBytes);
  status.maxWorkingSetSize = toNumber(control.memoryLimitBytes);
  status.networkSuspended = control.networkSuspended === true;
  noteFacts(toNumber(control.factsRevision), control.factsChanged === true);
  if (control.trickleWaits === true) waits = true;
  setPeriod(toNumber(control.checkpointPeriodMs));
  if (!handlesControl) return;
  status.suspended = control.suspended === true;
  // There is no way back from these: the program may be on its way out already.
  status.quitRequest ||= control.quitRequested === true;
  status.abortRequest ||= control.abortRequested === true;
}

function noteFacts(revision, hasChanged) {
  if (revision === 0) {
    if (hasChanged && !knewChange) status.rereadInitDataFile = true;
    knewChange = hasChanged;
  } else if (revision !== joinedRevision && revision !== toldRevision) {
    toldRevision = revision;
    status.rereadInitDataFile = true;
  }
}

// ---- the end ----

function wantedCode() {
  if (!handlesControl || !actsDirectly) return undefined;
  if (status.quitRequest) return 0;
  return status.abortRequest ? EXIT_ABORTED_BY_CLIENT : undefined;
}

async function endAsTold() {
  if (isEnding) return await NEVER;
  isEnding = true;
  await tellUntoldCheckpoint();
  process.exit(wantedCode());
}

async function tellUntoldCheckpoint() {
  if (told !== completed && socket !== null && hasAnswered) {
    await exchangeReport(now() + LAST_WORDS_MS, false);
  }
}

/** Tells all that is left and then how the program ends. True: the agent knows. */
async function deliver(request) {
  const startMs = now();
  // An older report must not come after the last one.
  await Promise.race([talking, sleep(LAST_WORDS_MS)]);
  // An agent that was never there is not waited for so long.
  const spoolEndMs = startMs + (hasAnswered ? FINISH_TRICKLE_MS : FINISH_MS - LAST_WORDS_MS);
  while (!(await sendSpooled(spoolEndMs, false)) && now() < spoolEndMs) await sleep(NEWS_MS);
  const endMs = Math.max(startMs + FINISH_MS, now() + LAST_WORDS_MS);
  for (;;) {
    // A report that is not taken is no reason not to say how the program ends.
    if ((await exchangeReport(endMs, false)) !== 'away') {
      if (request === undefined) return true;
      const { result } = await call('Finish', request, { timeoutMs: endMs - now() });
      if (result === 'ok') return true;
    }
    if (now() >= endMs) return false;
    await sleep(NEWS_MS);
  }
}

// ---- facts ----

/** The agent may just be starting again. */
async function joinSoon(timeoutMs) {
  const endMs = now() + timeoutMs;
  for (;;) {
    const result = await joinAgent(endMs, false);
    if (result !== 'away' || now() >= endMs) return result === 'ok';
    await sleep(50);
  }
}

async function joinAgent(endMs, isBackground) {
  const reply = await call(
    'Join',
    { library: 'boinc.mjs of vmslot 1' },
    { timeoutMs: endMs - now(), isBackground },
  );
  if (reply.result !== 'ok') return reply.result;
  setFacts(readFacts(reply.fields));
  joinedRevision = toNumber(reply.fields.factsRevision);
  hasJoined = true;
  return 'ok';
}

function readFacts(fields) {
  const facts = {};
  for (const [name, target] of Object.entries(TEXT_FACTS)) {
    facts[target] = typeof fields[name] === 'string' ? fields[name] : '';
  }
  for (const [name, [target, unit]] of Object.entries(NUMBER_FACTS)) {
    facts[target] = toNumber(fields[name]) * unit;
  }
  return facts;
}

function setFacts(facts) {
  Object.assign(initData, facts);
  status.rereadInitDataFile = false;
  setPeriod(facts.checkpointPeriod * 1_000);
}

/** init_data.xml, for a program that runs where somebody has put one. */
function readInitDataFile() {
  const document = readFile('init_data.xml')?.toString() ?? '';
  if (!document.includes('<app_init_data>') || !document.includes('</app_init_data>')) return false;
  const facts = readFacts({});
  for (const [target, empty] of Object.entries(facts)) {
    const element = target.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const text = new RegExp(`<${element}>([^]*?)</${element}>`).exec(document)?.[1];
    if (text === undefined) continue;
    if (typeof empty === 'number') facts[target] = toNumber(text);
    else facts[target] = target === 'projectPreferences' ? text : unescapeXml(text.trim());
  }
  setFacts(facts);
  return true;
}

function unescapeXml(text) {
  const names = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_whole, name) => names[name]);
}

function setPeriod(ms) {
  if (ms > 0) periodMs = Math.min(ms, 86_400_000 * 365);
}

// ---- requests that are kept: files of the work directory, as the C library has them ----

async function keep(method, body) {
  // Those before it go first, and they wait for the agent.
  const mustWait = hasSpooled || isSending;
  let name;
  let cause;
  try {
    name = spool(method, body);
  } catch (error) {
    cause = error;
  }
  const result =
    mustWait && name !== undefined
      ? 'away'
      : (await post(method, body, PROTO_TYPE, { timeoutMs: CALL_MS })).result;
  if (name !== undefined && (result === 'ok' || result === 'refused')) drop(name);
  if (result === 'refused') throw new BoincError(`the agent refuses ${method} for good`);
  if (result === 'ok') return;
  if (name === undefined) {
    throw new BoincError(`neither the agent nor the disk takes ${method}`, { cause });
  }
  hasSpooled = true;
  talkSoon();
}

function spool(method, body) {
  if (spooledCount >= MAX_SPOOLED_COUNT) throw new BoincError('1000 are kept already');
  // Names sort by age; a clock that is set back must not let what comes later overtake.
  const ms = (newestMs = Math.max(Date.now(), newestMs));
  const seconds = String(Math.floor(ms / 1_000)).padStart(12, '0');
  const nanoseconds = String((ms % 1_000) * 1_000_000).padStart(9, '0');
  const number = String(++order % 1_000_000).padStart(6, '0');
  const name = `${SPOOL}${seconds}_${nanoseconds}_${number}_${process.pid}.${method}`;
  writeFile(name, body);
  spooledCount++;
  return name;
}

function drop(name) {
  try {
    fs.unlinkSync(join(directory, name));
  } catch (error) {
    if (error.code !== 'ENOENT') return false;
  }
  spooledCount = Math.max(0, spooledCount - 1);
  return true;
}

function spooledNames() {
  const names = fs.readdirSync(directory).filter((name) => name.startsWith(SPOOL));
  spooledCount = names.length;
  for (const name of names) {
    const [seconds, nanoseconds] = name.slice(SPOOL.length).split('_').map(Number);
    const afterMs = seconds * 1_000 + Math.floor(nanoseconds / 1e6) + 1;
    // Nobody's clock is further on.
    if (afterMs < 9e12) newestMs = Math.max(newestMs, afterMs);
  }
  return names.sort();
}

function openSpool() {
  try {
    hasSpooled = spooledNames().length > 0;
  } catch {
    hasSpooled = true;
  }
}

/** A trickle that the agent has no room for does not hold up an upload. */
function laneOf(name) {
  const method = name.slice(name.lastIndexOf('.') + 1);
  return LANES.includes(method) ? method : LANES[0];
}

/** Sends the oldest ones until the time is over. True: none is left. */
async function sendSpooled(endMs, isBackground) {
  hasSpooled = false;
  isSending = true;
  const isDone = await sendOldest(endMs, isBackground);
  isSending = false;
  if (isDone) return true;
  hasSpooled = true;
  // An agent that cannot take it is not asked all the time.
  waitMs = Math.min(30_000, Math.max(1_000, waitMs * 2));
  notBeforeMs = now() + waitMs;
  return false;
}

async function sendOldest(endMs, isBackground) {
  const closed = new Set();
  for (;;) {
    let oldest;
    try {
      oldest = spooledNames().find((name) => !closed.has(laneOf(name)));
    } catch {
      return false;
    }
    if (oldest === undefined) return closed.size === 0;
    const result = await sendOne(oldest, endMs, isBackground);
    if ((result === 'ok' || result === 'refused') && drop(oldest)) waitMs = 0;
    else closed.add(laneOf(oldest));
    if (result === 'away' || now() >= endMs) return false;
  }
}

async function sendOne(name, endMs, isBackground) {
  const method = name.slice(name.lastIndexOf('.') + 1);
  const body = readFile(name, MAX_SPOOLED_BYTES);
  if (body === undefined) return fs.existsSync(join(directory, name)) ? 'failed' : 'ok';
  const { result } = /^[A-Za-z]{1,32}$/.test(method)
    ? await post(method, body, PROTO_TYPE, { timeoutMs: endMs - now(), isBackground })
    : { result: 'refused' };
  if (result === 'refused') say(`the agent refuses ${name} for good: dropped`);
  return result;
}

/** A field of a protobuf message that has bytes. */
function toField(number, content) {
  const head = [(number << 3) | 2];
  let length = content.length;
  for (; length > 0x7f; length >>= 7) head.push((length & 0x7f) | 0x80);
  head.push(length);
  return Buffer.concat([Buffer.from(head), content]);
}

// ---- files of the directory that the program was started in, whatever it changes to later ----

/** There with all its bytes, on disk, or not at all. */
function writeFile(name, content) {
  const temporary = join(directory, `.vmslot_temporary_${process.pid}_${++order}n`);
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = fs.constants;
  const file = fs.openSync(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644);
  try {
    try {
      fs.writeFileSync(file, content);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(temporary, join(directory, name));
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  syncDirectory();
}

function syncDirectory() {
  try {
    const file = fs.openSync(directory, fs.constants.O_RDONLY);
    try {
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
  } catch {
    // A file system that cannot do so has no better answer.
  }
}

function tryToWrite(name, text) {
  try {
    writeFile(name, Buffer.from(text));
  } catch (error) {
    say(`cannot write ${name}: ${error.message}`);
  }
}

/** Undefined: it cannot be read. */
function readFile(name, capacity = MAX_FILE_BYTES) {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  try {
    const file = fs.openSync(join(directory, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const bytes = Buffer.alloc(capacity);
      let length = 0;
      for (let found = 1; found > 0 && length < capacity; length += found) {
        found = fs.readSync(file, bytes, length, capacity - length, null);
      }
      return bytes.subarray(0, length);
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return undefined;
  }
}

// ---- calls of AppService: Connect over HTTP/1.1, one to a connection ----

function findAgent() {
  if (socket !== undefined) return;
  directory = process.cwd();
  const path = process.env['VMSLOT_APP_SOCKET'] ?? '';
  const isTooLong = Buffer.byteLength(path) > MAX_SOCKET_BYTES;
  if (isTooLong) say('VMSLOT_APP_SOCKET has more than 107 bytes: running standalone');
  socket = path === '' || isTooLong ? null : path;
}

async function call(method, message, options) {
  const body = Buffer.from(JSON.stringify(message));
  const { result, content } = await post(method, body, JSON_TYPE, options);
  if (result !== 'ok') return { result };
  try {
    const fields = JSON.parse(content.toString());
    if (isObject(fields)) return { result, fields };
  } catch {
    // As below.
  }
  return { result: 'failed' };
}

/** Never fails. A call in the background does not keep the program alive. */
async function post(method, body, type, { timeoutMs, isBackground = false }) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), Math.max(1, timeoutMs));
  if (isBackground) timer.unref();
  try {
    return await exchange(method, body, type, { signal: abort.signal, isBackground });
  } catch {
    return { result: 'away' };
  } finally {
    clearTimeout(timer);
  }
}

function exchange(method, body, type, { signal, isBackground }) {
  return new Promise((resolve, reject) => {
    const outgoing = openRequest({
      socketPath: socket,
      path: `/vmslot.agent.v1.AppService/${method}`,
      method: 'POST',
      headers: {
        host: 'app',
        'content-type': type,
        'content-length': body.length,
        'connect-protocol-version': '1',
      },
      agent: false,
      signal,
    });
    outgoing.on('error', reject);
    if (isBackground) outgoing.on('socket', (stream) => void stream.unref());
    outgoing.on('response', (reply) => {
      const chunks = [];
      let length = 0;
      reply.on('error', reject);
      reply.on('data', (chunk) => {
        length += chunk.length;
        if (length > MAX_REPLY_BYTES) reply.destroy(new Error('the reply is too long'));
        else chunks.push(chunk);
      });
      reply.on('end', () => {
        hasAnswered = true;
        const found = (reply.headers['content-type'] ?? '').split(';')[0];
        resolve({
          result: resultOf(reply.statusCode, found === type),
          content: Buffer.concat(chunks),
        });
      });
    });
    outgoing.end(body);
  });
}

/** https://connectrpc.com/docs/protocol#error-codes: codes by their status. */
function resultOf(code, isWanted) {
  if (code === 200) return isWanted ? 'ok' : 'away';
  if (code === 400) return 'refused';
  if (code === 404 || code === 501) return 'unknown';
  // resource_exhausted among them: it may mean too many calls at once, or a full disk.
  return 'failed';
}

// ---- values ----

function now() {
  return performance.now();
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function say(text) {
  process.stderr.write(`boinc: ${text}\n`);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number of a reply, where 64 bit integers are texts; 0: it is none that can be used. */
function toNumber(value) {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}

function count(name, value) {
  if (Number.isFinite(value) && value >= 0) values[name] = value;
}

/** As one line of at most so many bytes of UTF-8. */
function toLine(text, limit) {
  // eslint-disable-next-line no-control-regex
  const bytes = Buffer.from(String(text).replaceAll(/[\u0000-\u001f\u007f]/g, ' '));
  if (bytes.length <= limit) return bytes.toString();
  let length = limit;
  while (length > 0 && (bytes[length] & 0xc0) === 0x80) length--;
  return bytes.subarray(0, length).toString();
}
