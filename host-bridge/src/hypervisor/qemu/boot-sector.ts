/** I/O port of QEMU's `isa-debug-exit` device on which the trial guest reports. */
export const TRIAL_EXIT_PORT = 0xf4;

const REPORT = 0x2a;

/** Exit status of QEMU after the report: `isa-debug-exit` ends it with (value << 1) | 1. */
export const TRIAL_EXIT_STATUS = (REPORT << 1) | 1;

/**
 * The trial guest: a 512-byte boot sector for a PC. It makes the CPU run 65,536 rounds of a loop,
 * checks the sum, and then writes to {@link TRIAL_EXIT_PORT}. A CPU that does not run, or computes
 * wrong, never gets there. Machine code of the 8086, loaded at 0x7c00 by the BIOS.
 */
export function trialBootSector(): Uint8Array {
  const code = [
    [0xfa], //                    cli             no interrupt may disturb
    [0x31, 0xc0], //              xor ax, ax
    [0x31, 0xc9], //              xor cx, cx      65,536 rounds
    [0x83, 0xc0, 0x03], //  loop: add ax, 3
    [0xe2, 0xfb], //              loop loop
    [0x85, 0xc0], //              test ax, ax     3 * 65,536 is 0 in 16 bits
    [0x75, 0x04], //              jnz end
    [0xb0, REPORT], //            mov al, REPORT
    [0xe6, TRIAL_EXIT_PORT], //   out TRIAL_EXIT_PORT, al
    [0xf4], //               end: hlt
    [0xeb, 0xfd], //              jmp end
  ].flat();
  const sector = new Uint8Array(512);
  sector.set(code, 0);
  // The BIOS boots only a sector that ends so.
  sector.set([0x55, 0xaa], 510);
  return sector;
}
