import { describe, expect, test } from 'vitest';
import type { VmImage } from '../driver.ts';
import { guestArguments, machineArguments, trialArguments } from './command-line.ts';

const IMAGE: VmImage = {
  directory: '/images/a b',
  diskFile: '/images/a b/disk, x=y.img',
  diskFormat: 'raw',
  kernelFile: '/images/a b/kernel',
  initrdFile: '/images/a b/initrd',
  kernelArguments: ' quiet  console=ttyS0,115200 panic=-1 ',
  architecture: 'x86_64',
};

describe('the command line', () => {
  test('names no path of the host, the image or the job', () => {
    const words = machineArguments({ image: IMAGE, memoryBytes: 512 * 1024 * 1024 });
    expect(words).toEqual([
      'quiet',
      'panic=-1',
      'hostfs=/dev/null',
      'sysctl.kernel.modules_disabled=1',
      'sysctl.kernel.unprivileged_bpf_disabled=1',
      'initrd=initrd',
      `mem=${528 * 1024}K`,
      'con=null',
      'con0=null,fd:4',
      'ssl=null',
      'noreboot',
      'seccomp=off',
      'uml_dir=.',
      'umid=uml',
      'ubd0c=disk.cow',
      'ubd1r=seed',
      'ubd2=room.img',
      'ssl1=fd:5',
    ]);
    expect(words.some((word) => /[\s"]/.test(word))).toBe(false);
  });

  test('of a trial has no disk and no agent', () => {
    expect(trialArguments().filter((word) => /^(?:ubd|ssl\d)/.test(word))).toEqual([]);
    expect(trialArguments()).toContain('hostfs=/dev/null');
  });

  test.each([
    'ubd3=/etc/passwd',
    'ubd7r=x',
    'hostfs=/',
    'eth0=tuntap,,,1.2.3.4',
    'vec0:transport=raw,ifname=eth0',
    'con1=port:99',
    'con=xterm',
    'ssl2=fd:1',
    'initrd=/etc/passwd',
    'iomem=x,/etc/passwd',
    'mem=9G',
    'uml_dir=/tmp',
    'umid=x',
    'mconsole=notify:/tmp/x',
    'xterm=prog,a,b',
    'virtio_uml.device=/tmp/x:1',
    'virtio-uml.device=/tmp/x:1',
    '"ubd3=/etc/passwd"',
    'u"b"d3=/etc/passwd',
    'bootconfig',
    '--help',
  ])('takes no %s from an image', (word) => {
    expect(() => guestArguments({ ...IMAGE, kernelArguments: `quiet ${word}` })).toThrow(
      expect.objectContaining({ code: 'image_unusable', message: expect.any(String) }),
    );
  });

  test.each(['', 'quiet', 'console_msg_format=syslog contrast=1 root=UUID=x vmslot.network=1'])(
    'takes %j from an image',
    (kernelArguments) => {
      expect(guestArguments({ ...IMAGE, kernelArguments }).join(' ')).toBe(kernelArguments);
    },
  );
});
