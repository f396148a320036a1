import { constants, generateKeyPair, type KeyObject, privateEncrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** Clients accept no other length: `MAX_RSA_MODULUS_BITS` of BOINC's `lib/crypt.h`. */
const KEY_BITS = 1024;
const KEY_BYTES = KEY_BITS / 8;
const HEX_DIGITS_PER_LINE = 64;

/** SigningKey: the code-signing key of a project, in the texts of BOINC's `lib/crypt.cpp`. */
export class SigningKey {
  /** The public key as `<code_sign_key>` holds it, with line ends. */
  readonly publicText: string;
  readonly #privateKey: KeyObject;

  private constructor(publicKey: KeyObject, privateKey: KeyObject) {
    const { n, e } = publicKey.export({ format: 'jwk' });
    const exponent = Buffer.from(e as string, 'base64url');
    const number = Buffer.alloc(2 * KEY_BYTES);
    Buffer.from(n as string, 'base64url').copy(number);
    exponent.copy(number, number.length - exponent.length);
    this.publicText = `${KEY_BITS}\n${hexLines(number)}`;
    this.#privateKey = privateKey;
  }

  static async create(): Promise<SigningKey> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: KEY_BITS,
    });
    return new SigningKey(publicKey, privateKey);
  }

  /** Signature of the data that has this MD5, as `<file_signature>` holds it, with line ends. */
  sign(md5Hex: string): string {
    const key = { key: this.#privateKey, padding: constants.RSA_PKCS1_PADDING };
    return hexLines(privateEncrypt(key, Buffer.from(md5Hex, 'latin1')));
  }
}

function hexLines(bytes: Buffer): string {
  const digits = bytes.toString('hex');
  let lines = '';
  for (let start = 0; start < digits.length; start += HEX_DIGITS_PER_LINE) {
    lines += `${digits.slice(start, start + HEX_DIGITS_PER_LINE)}\n`;
  }
  return `${lines}.\n`;
}
