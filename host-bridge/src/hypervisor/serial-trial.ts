import { encodeBootDisc } from './boot-disc.ts';

/** The line that the trial guest of {@link serialTrialDisc} writes to its first serial port. */
export const SERIAL_TRIAL_REPORT = 'vmslot trial guest: sum is right';

/**
 * A disc with a trial guest for hypervisors whose one way to tell is the console. It makes the CPU run 65,536
 * rounds of a loop, checks the sum, and then writes {@link SERIAL_TRIAL_REPORT}; a CPU that does not run,
 * or computes wrong, never gets there. Then it stands still.
 */
export function serialTrialDisc(): Uint8Array {
  const text = [...Buffer.from(`${SERIAL_TRIAL_REPORT}\r\n`, 'latin1'), 0];
  const report = [
    [0xe8, text.length & 0xff, text.length >> 8, 0, 0], // call over      pushes the text's address
    text,
    [0x5e, 0xfc], //                  over: pop esi; cld
    [0xac], //                        next: lodsb
    [0x84, 0xc0, 0x74, 0x14], //            test al, al; jz end
    [0x88, 0xc4], //                        mov ah, al
    [0x66, 0xba, 0xfd, 0x03], //            mov dx, 0x3fd  line status register
    [0xec], //                        wait: in al, dx
    [0xa8, 0x20, 0x74, 0xfb], //            test al, 0x20; jz wait
    [0x88, 0xe0], //                        mov al, ah
    [0x66, 0xba, 0xf8, 0x03], //            mov dx, 0x3f8  transmitter
    [0xee, 0xeb, 0xe7], //                  out dx, al; jmp next
  ].flat();
  const code = [
    [0x31, 0xc0], //                        xor eax, eax
    [0xb9, 0x00, 0x00, 0x01, 0x00], //      mov ecx, 65536
    [0x83, 0xc0, 0x03], //            loop: add eax, 3
    [0xe2, 0xfb], //                        loop loop
    [0x3d, 0x00, 0x00, 0x03, 0x00], //      cmp eax, 3 * 65536
    [0x0f, 0x85, report.length & 0xff, report.length >> 8, 0, 0], // jne end
    report,
    [0xf4, 0xeb, 0xfd], //             end: hlt; jmp end
  ].flat();
  return encodeBootDisc(Uint8Array.from(code));
}
