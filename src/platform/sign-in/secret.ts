import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../env.ts';
import { UserError } from '../user-error.ts';

/** Beside the data, readable by the program only. Not part of a backup: who finds one cannot open what is sealed. */
const FILE = 'secret';

const known = new Map<string, Buffer>();

/**
 * The program's own key: SHIRUBE_SECRET, or a file in the data folder that is made at first need.
 * @throws UserError when neither can be had
 */
export function secretOf(settings: Pick<Settings, 'secret' | 'dataDir'>): Buffer {
  if (settings.secret !== null) return createHash('sha256').update(settings.secret).digest();
  const before = known.get(settings.dataDir);
  if (before) return before;
  const secret = readOrMake(settings.dataDir);
  known.set(settings.dataDir, secret);
  return secret;
}

/** The key as it is there already; null: none yet, and none is made. */
export function knownSecret(settings: Pick<Settings, 'secret' | 'dataDir'>): Buffer | null {
  if (settings.secret === null && !existsSync(join(settings.dataDir, FILE))) return null;
  return secretOf(settings);
}

function readOrMake(dataDir: string): Buffer {
  const file = join(dataDir, FILE);
  const half = `${file}.${process.pid}`;
  try {
    try {
      return asKey(readFileSync(file, 'utf8'), file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(half, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    chmodSync(half, 0o600);
    try {
      // Two programs at once: the first one's stands, whole.
      linkSync(half, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(half, { force: true });
    }
    return asKey(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `秘密鍵のファイルを読み書きできません。場所: ${file}。理由: ${String((error as Error).message)}\n` +
        'フォルダーの権限を確かめるか、SHIRUBE_SECRET に32文字以上の秘密の文字列を指定してください。',
    );
  }
}

function asKey(text: string, file: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== 32) {
    throw new UserError(
      `秘密鍵のファイルが壊れています。場所: ${file}。控えから戻してください。\n` +
        '控えがなければ削除してください。認証アプリの登録は、全員やり直しになります。',
    );
  }
  return key;
}

/** Tells whether two programs hold the same key, without telling the key. */
export function fingerprintOf(secret: Buffer): string {
  return createHmac('sha256', secret).update('fingerprint').digest('hex').slice(0, 16);
}

function keyFor(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

/** AES-256-GCM. What was sealed for one purpose opens for no other. */
export function seal(secret: Buffer, purpose: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** Null: sealed by another key or for another purpose, or changed. */
export function unseal(secret: Buffer, purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 28) return null;
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), bytes.subarray(0, 12));
    cipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** `value.mark`: readable by whoever holds it, changed by nobody. */
export function sign(secret: Buffer, purpose: string, value: string): string {
  return `${value}.${createHmac('sha256', keyFor(secret, purpose)).update(value).digest('base64url')}`;
}

/** Null: not signed by us for this purpose. */
export function signed(secret: Buffer, purpose: string, text: string): string | null {
  const value = text.slice(0, Math.max(0, text.lastIndexOf('.')));
  const [a, b] = [Buffer.from(text), Buffer.from(sign(secret, purpose, value))];
  return a.length === b.length && timingSafeEqual(a, b) ? value : null;
}
