import { describe, expect, test } from 'vitest';
import { formatProbeText } from './format-text.ts';
import { EMPTY_REPORT, FULL_REPORT } from './probe-report-fixture.ts';

describe('for people', () => {
  test('all of the form', () => {
    expect(formatProbeText(FULL_REPORT).split('\n')).toEqual([
      'Drivers',
      '  qemu   7.2.22, /usr/bin/qemu-system-x86_64; a trial guest ran under kvm',
      '         not under hvf: does not exist on linux',
      '         can pause, snapshot, network, network switch, console',
      '         reaches the agent by virtio-serial or serial',
      '  other  not there: install <other> & co',
      '',
      'Capabilities',
      '  java    17.0.15, /usr/bin/java',
      '  perl    not there',
      '  python  unusable, /usr/bin/python3: told no version',
      '  r       there, not run, 4.2.2, /usr/bin/R',
      '  seats   4, says /opt/a "b"/detect',
      '  fast    true, says /opt/a "b"/detect',
      '  site    <Genève> & 数 ]]>, says /opt/a "b"/detect',
      '',
      'Plug-ins',
      '  /opt/a "b"/detect: ran',
      '    line 2 is not JSON',
      '  /opt/none: refused: it is not there',
      '',
      'Resources',
      '  system  Linux 6.1.0-31-amd64, x86_64, libc 2.36',
      '  CPU     8 of Intel(R) Xeon(R) -- CPU, 4 for this user, flags vmx',
      '  memory  7,629 MiB free of 15,258 MiB',
      '  disk    95,367 MiB free of 476,837 MiB, /var/lib/boinc',
      '  kvm     forbidden: no permission for /dev/kvm',
      '',
      'Left out',
      '  docker  by /etc/vmslot/probe-without',
      '',
      'Problems',
      '  /etc/vmslot/probe-without names "jaav", which is no part of the probe',
      '',
    ]);
  });

  test('nothing, and control characters', () => {
    expect(formatProbeText(EMPTY_REPORT)).toBe('Nothing was asked for.\n');
    const problems = ['\u001b[2J', 'a\nDrivers\n\tb'];
    expect(formatProbeText({ ...EMPTY_REPORT, problems })).toBe(
      'Problems\n  ·[2J\n  a·Drivers··b\n',
    );
  });
});
