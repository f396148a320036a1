/**
 * Sums what a group has read from and written to all block devices, out of the text of io.stat: a line
 * for each device, `8:0 rbytes=1 wbytes=2 rios=3 ...` (kernel documentation, "Control Group v2").
 */
export function sumDeviceBytes(text: string): { readBytes: number; writtenBytes: number } {
  let readBytes = 0;
  let writtenBytes = 0;
  for (const [, name, value] of text.matchAll(/\b([rw])bytes=(\d+)/g)) {
    if (name === 'r') readBytes += Number(value);
    else writtenBytes += Number(value);
  }
  return { readBytes, writtenBytes };
}
