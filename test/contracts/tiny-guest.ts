import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VmImage } from '../../host-bridge/src/hypervisor/driver.ts';

/** What a tiny guest does after it has written {@link TINY_GUEST_GREETING} to its console. */
export type TinyGuestAction = 'idle' | 'power-off' | 'reset' | 'flood' | 'count';

/** First console line of every tiny guest, as it must appear once it has been cleaned. */
export const TINY_GUEST_GREETING = 'tiny guest is up';

/** Line that the flooding guest writes {@link TINY_GUEST_FLOOD_COUNT} times before it powers off. */
export const TINY_GUEST_FLOOD = 'flood 0123456789';

/** More lines than any driver keeps. */
export const TINY_GUEST_FLOOD_COUNT = 8_000;

/** Bytes of memory that the counting guest fills, so that a snapshot of it has some weight. */
export const TINY_GUEST_FILLED_BYTES = 16 * 1024 * 1024;

/**
 * The number on a console line of the counting guest, which counts from 1 upwards for ever, with a
 * short pause; undefined for another line. Its digits are the 16 characters from `0` to `?`.
 */
export function readTinyGuestCount(line: string): number | undefined {
  if (!/^[0-?]{8}$/.test(line)) return undefined;
  return Buffer.from(line, 'latin1').reduce((sum, digit) => sum * 16 + (digit - 0x30), 0);
}

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

/** 32-bit code of a guest, that runs at any address. */
export function tinyGuestCode(action: TinyGuestAction): Uint8Array {
  // Colours and a bell in the greeting: a driver must not pass them on.
  const greeting = `\u001b[32m${TINY_GUEST_GREETING}\u001b[0m\u0007\r\n`;
  return Uint8Array.from([...STACK, ...print(greeting), ...ACTIONS[action]()]);
}

function kernel(action: TinyGuestAction): Uint8Array {
  const code = tinyGuestCode(action);
  const end = LOAD_ADDRESS + HEADER_BYTES + code.length;
  const header = Buffer.alloc(HEADER_BYTES);
  const flags = 0x1_0000; // address fields are valid
  const fields = [0x1bad_b002, flags, -(0x1bad_b002 + flags) >>> 0];
  fields.push(LOAD_ADDRESS, LOAD_ADDRESS, end, end, LOAD_ADDRESS + HEADER_BYTES);
  for (const [index, field] of fields.entries()) header.writeUInt32LE(field, 4 * index);
  return Buffer.concat([header, code]);
}

const STACK = [0xbc, 0x00, 0x00, 0x09, 0x00]; // mov esp, 0x90000: Multiboot leaves it open
const HALT = [0xf4, 0xeb, 0xfd]; // end: hlt; jmp end

// PM1a control register where the firmware of QEMU's PC puts it: sleep enable, type 0.
const POWER_OFF = [0x66, 0xba, 0x04, 0x06, 0x66, 0xb8, 0x00, 0x20, 0x66, 0xef, ...HALT];

/** Writes the character in `ah` to the first serial port. */
const PUT = [
  [0x66, 0xba, 0xfd, 0x03], //       mov dx, 0x3fd  line status register
  0xec, //                     wait: in al, dx
  [0xa8, 0x20], //                   test al, 0x20  may take a byte
  [0x74, 0xfb], //                   jz wait
  [0x88, 0xe0], //                   mov al, ah
  [0x66, 0xba, 0xf8, 0x03], //       mov dx, 0x3f8  transmitter
  0xee, //                           out dx, al
].flat();

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
  count: () => {
    const digit = [
      [0xc1, 0xc3, 0x04], //            rol ebx, 4
      [0x88, 0xdc], //                  mov ah, bl
      [0x80, 0xe4, 0x0f], //            and ah, 15
      [0x80, 0xc4, 0x30], //            add ah, '0'
      PUT,
    ].flat();
    const line = [
      0x45, //                          inc ebp
      [0x89, 0xeb], //                  mov ebx, ebp
      [0xb9, ...int32(8)], //           mov ecx, 8
      digit,
      [0xe2, -(digit.length + 2) & 0xff], // loop digit
      [0xb4, 0x0d, ...PUT, 0xb4, 0x0a, ...PUT],
      [0xb9, ...int32(0x8_0000), 0xe2, 0xfe], // mov ecx, count; loop to itself
    ].flat();
    return [
      [0xbd, ...int32(0)], //           mov ebp, 0
      [0xbf, ...int32(0x20_0000)], //   mov edi, 2 MiB
      [0xb9, ...int32(TINY_GUEST_FILLED_BYTES / 4)], // mov ecx, count of words
      [0xb8, ...int32(0x5a5a_5a5a)], // mov eax, pattern
      [0xfc, 0xf3, 0xab], //            cld; rep stosd
      line,
      [0xe9, ...int32(-(line.length + 5))], // jmp line
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
