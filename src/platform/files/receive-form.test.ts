import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { receiveForm, uploadRefusalSentence } from './receive-form.ts';

const CONTENT_TYPE = 'multipart/form-data; boundary=xYz';

/** A request whose body arrives in pieces of `size` bytes; `fail` breaks the connection at the end. */
function request(body: Buffer, size = 7, fail = false): Request {
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at < body.length) controller.enqueue(new Uint8Array(body.subarray(at, at + size)));
      else if (fail) controller.error(new Error('aborted'));
      else controller.close();
      at += size;
    },
  });
  const init = { method: 'POST', headers: { 'content-type': CONTENT_TYPE }, body: stream, duplex: 'half' };
  return new Request('http://127.0.0.1/imports', init as RequestInit);
}

function part(head: string, body: Buffer | string): Buffer {
  return Buffer.concat([
    Buffer.from(`--xYz\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
}
const END = Buffer.from('--xYz--\r\n');
const data = Buffer.from('団体コード,値\r\n--xY\r\n--x\r\n011002,1\r\n');

// A folder of this file's own, so that what others leave there is not counted.
const { TMPDIR: before } = process.env;
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'receive-form-'));
afterAll(() => {
  rmSync(tmpdir(), { recursive: true });
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
});

function folders(): number {
  return readdirSync(tmpdir()).length;
}

describe.each([1, 2, 7, 64, 100_000])('in pieces of %i bytes', (size) => {
  test('fields, files with Japanese names and lines that look like a boundary', async () => {
    const body = Buffer.concat([
      part('name="asOf"', '令和5年4月1日'),
      part('name="file"; filename="C:\\表\\%22大\u304b\u3099%22.csv"', data),
      part('name="file"; filename="empty.csv"', ''),
      part('name="more"; filename=""', ''),
      END,
    ]);
    const form = await receiveForm(request(body, size));
    if (!form.ok) throw new Error(form.code);
    expect([...form.value.fields]).toEqual([['asOf', '令和5年4月1日']]);
    expect(form.value.files.map((file) => [file.field, file.fileName, file.size])).toEqual([
      ['file', '"大が".csv', data.length],
      ['file', 'empty.csv', 0],
    ]);
    const [file] = form.value.files;
    expect(await readFile(file!.path)).toEqual(data);
    expect(file!.sha256).toBe(createHash('sha256').update(data).digest('hex'));
    await form.value.dispose();
    expect(existsSync(file!.path)).toBe(false);
  });
});

describe('nothing is kept of', () => {
  const small = Buffer.concat([part('name="file"; filename="a.csv"', data), END]);
  const whole = Buffer.concat([part('name="file"; filename="a.csv"', Buffer.alloc(5_000, 0x41)), END]);
  test.each([
    ['a request cut inside a file', request(whole.subarray(0, 3_000)), 'upload-cut'],
    [
      'a request cut before the last boundary',
      request(small.subarray(0, small.length - END.length)),
      'upload-cut',
    ],
    ['a connection that breaks', request(whole.subarray(0, 3_000), 500, true), 'upload-cut'],
    ['a file above the limit', request(whole), 'upload-too-large'],
    [
      'a form of another kind',
      new Request('http://a/', { method: 'POST', body: 'a=1' }),
      'upload-not-a-form',
    ],
  ])('%s', async (_, sent, code) => {
    const before = folders();
    const form = await receiveForm(sent, { maxBytes: 4_000, maxFiles: 2, maxFieldBytes: 10 });
    expect(form).toMatchObject({ ok: false, code });
    expect(folders()).toBe(before);
  });

  test('too many files, and says so', async () => {
    const three = Buffer.concat([1, 2, 3].map((n) => part(`name="file"; filename="${n}.csv"`, 'a')));
    const form = await receiveForm(request(Buffer.concat([three, END])), {
      maxBytes: 100,
      maxFiles: 2,
      maxFieldBytes: 10,
    });
    expect(!form.ok && uploadRefusalSentence(form)).toContain('2 個まで');
  });
});
