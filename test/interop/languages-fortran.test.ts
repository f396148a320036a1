import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFakeBoinc, FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';
import { useLanguageScene } from './languages-scene.ts';
import { isReport } from './use-fake-boinc-probe.ts';

const run = promisify(execFile);
const scene = useLanguageScene();
let folder: string;
let program: string;

/** Answers each line, a command and its argument. */
const PROBE = `program probe
  use boinc
  use, intrinsic :: iso_c_binding, only: c_double, c_int
  use, intrinsic :: ieee_arithmetic, only: ieee_quiet_nan, ieee_value
  implicit none
  character(len=256) :: line, rest, name
  type(boinc_status_type) :: now
  real(c_double) :: number
  integer :: space, problem, result
  do
    flush (6)
    read (*, '(A)', iostat=problem) line
    if (problem /= 0) exit
    space = index(line, ' ')
    rest = adjustl(line(space:))
    result = 0
    select case (line(:space - 1))
    case ('init'); result = boinc_init()
    case ('fraction')
      read (rest, *) number
      call boinc_fraction_done(number)
    case ('fraction-nan'); call boinc_fraction_done(ieee_value(number, ieee_quiet_nan))
    case ('get-fraction'); result = nint(1000 * boinc_get_fraction_done())
    case ('ops'); call boinc_ops_cumulative(1e15_c_double, 7._c_double)
    case ('speed'); call boinc_ops_per_cpu_sec(2e9_c_double, 3e9_c_double)
    case ('url'); call boinc_web_graphics_url(rest)
    case ('desktop'); call boinc_remote_desktop_addr(rest)
    case ('begin'); call boinc_begin_critical_section()
    case ('end'); call boinc_end_critical_section()
    case ('need-network'); call boinc_need_network()
    case ('network-done'); call boinc_network_done()
    case ('poll'); result = boinc_network_poll()
    case ('due'); result = merge(1, 0, boinc_time_to_checkpoint())
    case ('least'); result = boinc_set_min_checkpoint_period(1_c_int)
    case ('completed'); call boinc_checkpoint_completed()
    case ('trickle'); result = boinc_send_trickle_up('credit ', trim(rest) // ' ')
    case ('receive')
      result = merge(1, 0, boinc_receive_trickle_down(name))
      if (result == 1) print '(A)', trim(name)
      if (result == 1) cycle
    case ('resolve')
      result = boinc_resolve_filename(rest, name)
      print '(A)', trim(name)
      cycle
    case ('upload'); result = boinc_upload_file(rest)
    case ('upload-status'); result = boinc_upload_status(rest)
    case ('standalone'); result = boinc_is_standalone()
    case ('parse'); result = boinc_parse_init_data_file()
    case ('cpu')
      result = boinc_wu_cpu_time(number)
      result = nint(number)
    case ('elapsed'); result = merge(1, 0, boinc_elapsed_time() >= 0)
    case ('status')
      result = boinc_get_status(now)
      print '(I0,1X,I0,1X,I0,1X,F0.0,1X,I0)', now%suspended, now%quit_request, now%abort_request, &
        now%max_working_set_size, now%network_suspended
      cycle
    case ('finish'); call boinc_finish(3)
    case ('finish-message'); call boinc_finish_message(4, rest, .true.)
    case ('temporary'); call boinc_temporary_exit(30, rest, .false.)
    case default; result = -1
    end select
    print '(I0)', result
  end do
end program probe
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'languages-fortran-'));
  program = join(folder, 'probe');
  writeFileSync(`${program}.f90`, PROBE);
  const { library } = await buildFakeBoinc({ name: 'plain' });
  const sources = [`${FAKE_BOINC_FOLDER}languages/fortran/boinc.f90`, `${program}.f90`];
  const flags = ['-std=f2008', '-Wall', '-Wextra', '-Werror', '-fcheck=all', '-J', folder];
  await run('gfortran', [...flags, '-pthread', '-o', program, ...sources, library]);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('what the program says', () => {
  test.each([
    ['fraction 0.25', { fractionDone: 0.25 }],
    ['fraction -1', { fractionDone: 0 }],
    ['fraction 1e300', { fractionDone: 1 }],
    ['fraction-nan', { fractionDone: undefined }],
    ['ops', { floatingPointOperations: 1e15, integerOperations: 7 }],
    ['speed', { floatingPointSpeed: 2e9, integerSpeed: 3e9 }],
    ['url http://localhost:80/', { webGraphicsUrl: 'http://localhost:80/' }],
    ['desktop localhost:5900', { remoteDesktopAddress: 'localhost:5900' }],
    ['begin', { inCriticalSection: true }],
    ['need-network', { needsNetwork: true }],
  ])('%s', async (line, expected) => {
    const { agent } = await scene.startAgent();
    const probe = scene.start(program);
    // Before, so that the first report has it.
    expect(await probe.ask(line)).toBe('0');
    expect(await probe.ask('init')).toBe('0');
    await agent.next('Report', isReport(expected));
  });

  test('a checkpoint whose reply was lost is told again as the same one', async () => {
    const { agent, loseReply } = await scene.startAgent();
    const probe = scene.start(program);
    await probe.ask('init');
    await agent.next('Report');
    loseReply('Checkpoint');
    await probe.ask('completed');
    const first = await agent.next('Checkpoint');
    const second = await agent.next('Checkpoint');
    expect(second.request).toMatchObject({ lifeId: first.request['lifeId'], count: 1 });
  });

  test('messages, which are kept while the agent cannot take them, and uploads', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('SendTrickle', 429);
    const probe = scene.start(program);
    await probe.ask('init');
    expect(await probe.ask('trickle one')).toBe('0');
    expect(scene.names('.vmslot_spool_')).toHaveLength(1);
    agent.answers.delete('SendTrickle');
    await agent.next('SendTrickle');
    expect((await agent.next('SendTrickle')).request).toMatchObject({
      variety: 'credit',
      text: Buffer.from('one '),
    });
    expect(await probe.ask('upload part')).toBe('0');
    await agent.next('RequestUpload', (request) => request['name'] === 'part');
    agent.answers.set('GetUpload', { ended: true, status: -131 });
    expect(await probe.ask('upload-status part')).toBe('-131');
    writeFileSync(join(scene.directory, 'link'), '<soft_link>../x</soft_link>\n');
    expect(await probe.ask('resolve link')).toBe('../x');
  });

  test.each([
    ['finish', 3, { exitCode: 3 }],
    ['finish-message no luck', 4, { exitCode: 4, message: 'no luck', isNotice: true }],
    ['temporary no licence', 0, { message: 'no licence', retryAfterS: 30 }],
  ])('%s', async (line, code, expected) => {
    const { agent } = await scene.startAgent();
    const probe = scene.start(program);
    await probe.ask('init');
    expect(await probe.end(line)).toMatchObject({ code });
    expect((await agent.next('Finish')).request).toEqual(expected);
  });
});

describe('what the agent says', () => {
  test('facts, status, messages', async () => {
    const { agent } = await scene.startAgent();
    agent.answers.set('Join', { earlierCpuTimeMs: 90_000, checkpointPeriodMs: 1_000 });
    agent.answers.set('ReceiveTrickle', ({ request }) =>
      request['takenNumber'] === 7
        ? {}
        : { number: 7, text: Buffer.from('hello'), fileName: 'trickle_down_a' },
    );
    writeFileSync(join(scene.directory, 'trickle_down_a'), 'hello');
    agent.control = { suspended: true, memoryLimitBytes: 5e12, trickleWaits: true };
    const probe = scene.start(program);
    await probe.ask('init');
    expect(await probe.ask('standalone')).toBe('0');
    expect(await probe.ask('parse')).toBe('0');
    expect(await probe.ask('cpu')).toBe('90');
    expect(await probe.ask('elapsed')).toBe('1');
    await agent.next('Report');
    await agent.next('Report');
    expect(await probe.ask('status')).toBe('1 0 0 5000000000000. 0');
    expect(await probe.ask('receive')).toBe('trickle_down_a');
    expect(await probe.ask('least')).toBe('0');
    while ((await probe.ask('due')) !== '1') await agent.next('Report');
    await agent.next('Report', isReport({ inCriticalSection: true }));
    expect(await probe.ask('poll')).toBe('0');
  });

  test('a quit waits for the end of a critical section', async () => {
    const { agent } = await scene.startAgent();
    const probe = scene.start(program);
    await probe.ask('init');
    await probe.ask('begin');
    agent.control = { quitRequested: true };
    for (let count = 0; count < 3; count++) await agent.next('Report');
    expect(await probe.ask('status')).toMatch(/^0 1 0/);
    expect(await probe.end('end')).toMatchObject({ code: 0 });
  });

  test('an abort ends it', async () => {
    const { agent } = await scene.startAgent();
    const probe = scene.start(program);
    await probe.ask('init');
    agent.control = { abortRequested: true };
    expect(await probe.ended).toMatchObject({ code: 194 });
  });
});

test('standalone', async () => {
  const probe = scene.start(program, null);
  await probe.ask('init');
  expect(await probe.ask('standalone')).toBe('1');
  expect(await probe.ask('fraction 0.25')).toBe('0');
  expect(await probe.ask('get-fraction')).toBe('250');
  expect(await probe.ask('network-done')).toBe('0');
  expect(await probe.end('finish')).toMatchObject({ code: 3 });
  expect(readFileSync(join(scene.directory, 'boinc_finish_called'), 'utf8')).toBe('3\n');
});

test('a listener that hangs: each call comes back', async () => {
  await scene.startHangingAgent();
  const probe = scene.start(program);
  expect(await probe.ask('init')).toBe('0');
  expect(await probe.ask('trickle x')).toBe('0');
  expect(await probe.ask('upload-status x')).toBe('-161');
  expect(await probe.end('finish')).toMatchObject({ code: 3 });
});
