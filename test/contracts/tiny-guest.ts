import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VmImage } from '../../host-bridge/src/hypervisor/driver.ts';

/** What a tiny guest does after it has written {@link TINY_GUEST_GREETING} to its console. */
export type TinyGuestAction = 'idle' | 'power-off' | 'reset' | 'flood';

/** First console line of every tiny guest, as it must appear once it has been cleaned. */
export const TINY_GUEST_GREETING = 'tiny guest is up';

/** Line that the flooding guest writes {@link TINY_GUEST_FLOOD_COUNT} times before it powers off. */
export const TINY_GUEST_FLOOD = 'flood 0123456789';

/** More lines than any driver keeps. */
export const TINY_GUEST_FLOOD_COUNT = 8_000;

const LOAD_ADDRESS = 0x10_0000;
const HEADER_BYTES = 32;

/**
 * Writes an image whose kernel is a hundred bytes: it talks to the serial port and does one thing. So
 * the contract of a driver needs no operating system. The kernel is of the Multiboot 1 kind with its
 * load addresses in the header ("address fields"), which QEMU's `-kernel` starts in 32-bit mode.
 */
export async function createTinyGuest(
  directory: string,
  action: TinyGuestAction,
): Promise<VmImage> {
  await mkdir(directory, { recursive: true });
  const image: VmImage = {
    directory,
    diskFile: join(directory, 'disk, a=b.raw'),
    diskFormat: 'raw',
    kernelFile: join(directory, 'kernel'),
    initrdFile: join(directory, 'initrd'),
    kernelArguments: '',
    architecture: 'x86_64',
  };
  await writeFile(image.diskFile, new Uint8Array(1024 * 1024).fill(0x5a));
  await writeFile(image.initrdFile, 'no initrd');
  await writeFile(image.kernelFile, kernel(action));
  return image;
}

function kernel(action: TinyGuestAction): Uint8Array {
  // Colours and a bell in the greeting: a driver must not pass them on.
  const greeting = `\u001b[32m${TINY_GUEST_GREETING}\u001b[0m\u0007\r\n`;
  const code = [...STACK, ...print(greeting), ...ACTIONS[action]()];
  const end = LOAD_ADDRESS + HEADER_BYTES + code.length;
  const header = Buffer.alloc(HEADER_BYTES);
  const flags = 0x1_0000; // address fields are valid
  const fields = [0x1bad_b002, flags, -(0x1bad_b002 + flags) >>> 0];
  fields.push(LOAD_ADDRESS, LOAD_ADDRESS, end, end, LOAD_ADDRESS + HEADER_BYTES);
  for (const [index, field] of fields.entries()) header.writeUInt32LE(field, 4 * index);
  return Buffer.concat([header, Uint8Array.from(code)]);
}

const STACK = [0xbc, 0x00, 0x00, 0x09, 0x00]; // mov esp, 0x90000: Multiboot leaves it open
const HALT = [0xf4, 0xeb, 0xfd]; // end: hlt; jmp end

// PM1a control register where the firmware of QEMU's PC puts it: sleep enable, type 0.
const POWER_OFF = [0x66, 0xba, 0x04, 0x06, 0x66, 0xb8, 0x00, 0x20, 0x66, 0xef, ...HALT];

const ACTIONS: Readonly<Record<TinyGuestAction, () => number[]>> = {
  idle: () => HALT,
  'power-off': () => POWER_OFF,
  // Pulse the reset line of the keyboard controller.
  reset: () => [0xb0, 0xfe, 0xe6, 0x64, ...HALT],
  flood: () => {
    const line = print(`${TINY_GUEST_FLOOD}\r\n`);
    return [
      [0xbd, ...int32(TINY_GUEST_FLOOD_COUNT)], //       mov ebp, count
      line, //                                     next: the line
      0x4d, //                                           dec ebp
      [0x0f, 0x85, ...int32(-(line.length + 7))], //     jnz next
      POWER_OFF,
    ].flat();
  },
};

/** 32-bit code that writes a text to the first serial port, whenever that takes a byte. */
function print(text: string): number[] {
  const bytes = [...Buffer.from(text, 'latin1'), 0];
  return [
    [0xe8, ...int32(bytes.length)], //    call over      pushes the text's address
    bytes,
    0x5e, //                        over: pop esi
    0xfc, //                              cld
    [0x66, 0xba, 0xfd, 0x03], //    next: mov dx, 0x3fd  line status register
    0xec, //                        wait: in al, dx
    [0xa8, 0x20], //                      test al, 0x20  may take a byte
    [0x74, 0xfb], //                      jz wait
    0xac, //                              lodsb
    [0x84, 0xc0], //                      test al, al
    [0x74, 0x07], //                      jz done
    [0x66, 0xba, 0xf8, 0x03], //          mov dx, 0x3f8  transmitter
    0xee, //                              out dx, al
    [0xeb, 0xeb], //                      jmp next
  ].flat(); //                      done:
}

function int32(value: number): number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return [...bytes];
}
