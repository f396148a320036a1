/** How long the trial guest may take under one accelerator, unless the caller says otherwise. */
export const DEFAULT_TRIAL_TIMEOUT_MS = 5_000;

/** I/O port of QEMU's `isa-debug-exit` device on which the trial guest reports. */
export const TRIAL_EXIT_PORT = 0xf4;

/** I/O port of a PC's first serial port, which sends what is written to it. */
export const TRIAL_SERIAL_PORT = 0x3f8;

const REPORT = 0x2a;

/** What the trial guest sends where it reports on {@link TRIAL_SERIAL_PORT}. */
export const TRIAL_SERIAL_REPORT = String.fromCharCode(REPORT);

/** Exit status of QEMU after the report: `isa-debug-exit` ends it with (value << 1) | 1. */
export const TRIAL_EXIT_STATUS = (REPORT << 1) | 1;

/**
 * The trial guest: a 512-byte boot sector for a PC. It makes the CPU run 65,536 rounds of a loop,
 * checks the sum, and then writes one byte to an I/O port. A CPU that does not run, or computes
 * wrong, never gets there. Machine code of the 8086, loaded at 0x7c00 by the BIOS.
 */
export function trialBootSector(port: number = TRIAL_EXIT_PORT): Uint8Array {
  const code = [
    [0xfa], //                    cli             no interrupt may disturb
    [0x31, 0xc0], //              xor ax, ax
    [0x31, 0xc9], //              xor cx, cx      65,536 rounds
    [0x83, 0xc0, 0x03], //  loop: add ax, 3
    [0xe2, 0xfb], //              loop loop
    [0x85, 0xc0], //              test ax, ax     3 * 65,536 is 0 in 16 bits
    [0x75, 0x06], //              jnz end
    [0xba, port & 0xff, port >> 8], // mov dx, port
    [0xb0, REPORT], //            mov al, REPORT
    [0xee], //                    out dx, al
    [0xf4], //               end: hlt
    [0xeb, 0xfd], //              jmp end
  ].flat();
  const sector = new Uint8Array(512);
  sector.set(code, 0);
  // The BIOS boots only a sector that ends so.
  sector.set([0x55, 0xaa], 510);
  return sector;
}
