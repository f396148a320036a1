import { expect, test } from 'vitest';

import { physicalName } from './physical-name.ts';
import { formatVersionXml } from './version-xml.ts';
import { DISK_OVERHEAD_BYTES, MEMORY_OVERHEAD_BYTES, workunitBounds } from './workunit-bounds.ts';
import { formatInputTemplate, formatResultTemplate } from './workunit-templates.ts';

test('a physical name ends with the hash, so that none ends in .sig', () => {
  const sha256 = '0123456789abcdef'.repeat(4);
  expect(physicalName('image/disk.img', sha256)).toBe('image_disk.img_0123456789abcdef');
  expect(physicalName('in.x.sig', sha256)).toBe('in.x.sig_0123456789abcdef');
});

test('version.xml names each file, the main program, the interface, and that it is a wrapper', () => {
  const text = formatVersionXml([
    { physicalName: 'vmslot_1', logicalName: 'vmslot', isMainProgram: true },
    { physicalName: 'image_disk.img_2', logicalName: 'image/disk.img', isMainProgram: false },
  ]);
  expect(text).toBe(`<version>
    <file>
        <physical_name>vmslot_1</physical_name>
        <logical_name>vmslot</logical_name>
        <main_program/>
    </file>
    <file>
        <physical_name>image_disk.img_2</physical_name>
        <logical_name>image/disk.img</logical_name>
    </file>
    <api_version>8.0.0</api_version>
    <is_wrapper/>
</version>
`);
});

test('in.xml numbers the files and gives whole bounds, without exponents', () => {
  const bounds = { fpopsEst: 1e13, fpopsBound: 1e17, memoryBytes: 5, diskBytes: 6 };
  expect(formatInputTemplate({ openNames: ['in.a', 'in.b'], bounds })).toBe(`<file_info>
    <number>0</number>
</file_info>
<file_info>
    <number>1</number>
</file_info>
<workunit>
    <file_ref>
        <file_number>0</file_number>
        <open_name>in.a</open_name>
    </file_ref>
    <file_ref>
        <file_number>1</file_number>
        <open_name>in.b</open_name>
    </file_ref>
    <rsc_fpops_est>10000000000000</rsc_fpops_est>
    <rsc_fpops_bound>100000000000000000</rsc_fpops_bound>
    <rsc_memory_bound>5</rsc_memory_bound>
    <rsc_disk_bound>6</rsc_disk_bound>
</workunit>
`);
});

test('out.xml has a macro for each file', () => {
  const text = formatResultTemplate([
    { openName: 'out.a', isOptional: false, maxBytes: 7 },
    { openName: 'out.b', isOptional: true, maxBytes: 8 },
  ]);
  expect(text).toBe(`<file_info>
    <name><OUTFILE_0/></name>
    <generated_locally/>
    <upload_when_present/>
    <max_nbytes>7</max_nbytes>
    <url><UPLOAD_URL/></url>
</file_info>
<file_info>
    <name><OUTFILE_1/></name>
    <generated_locally/>
    <upload_when_present/>
    <max_nbytes>8</max_nbytes>
    <url><UPLOAD_URL/></url>
</file_info>
<result>
    <file_ref>
        <file_name><OUTFILE_0/></file_name>
        <open_name>out.a</open_name>
    </file_ref>
    <file_ref>
        <file_name><OUTFILE_1/></file_name>
        <open_name>out.b</open_name>
        <optional/>
    </file_ref>
</result>
`);
});

test('bounds cover memory, the disk and its outputs, and checkpoints where there are any', () => {
  const job = { memoryBytes: 1000, diskLimitBytes: 10, checkpoint: 'vm' } as const;
  expect(workunitBounds(job)).toMatchObject({
    memoryBytes: 1000 + MEMORY_OVERHEAD_BYTES,
    diskBytes: 3040 + DISK_OVERHEAD_BYTES,
  });
  const diskBytesOf = (checkpoint: 'none' | 'files') =>
    workunitBounds({ ...job, checkpoint }).diskBytes;
  expect(diskBytesOf('none')).toBe(20 + DISK_OVERHEAD_BYTES);
  expect(diskBytesOf('files')).toBe(50 + DISK_OVERHEAD_BYTES);
});
