// A folder as .tar.gz: POSIX ustar, with PAX records where a path does not fit. Every tar reads it.
import { createWriteStream, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const BLOCK = 512;
const NAME = 100;

function octal(value, length) {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

/** One header block; name and link must fit. */
function header({ name, type, size, mode, mtime, link = '' }) {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, NAME);
  block.write(octal(mode & 0o777, 8), 100);
  // Nobody's user ids are carried.
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(mtime, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write(link, 157, NAME);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(content) {
  const rest = content.length % BLOCK;
  return rest === 0 ? content : Buffer.concat([content, Buffer.alloc(BLOCK - rest)]);
}

/** `27 path=…\n`, where the number counts itself. */
function paxRecord(key, value) {
  const body = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(body);
  let length = bytes + String(bytes).length;
  length = bytes + String(length).length;
  return `${length}${body}`;
}

function* entry({ name, link = '', content = Buffer.alloc(0), ...rest }) {
  const tooLong = (text) => Buffer.byteLength(text) > NAME || /[^ -~]/.test(text);
  const records = [
    ...(tooLong(name) ? [paxRecord('path', name)] : []),
    ...(tooLong(link) ? [paxRecord('linkpath', link)] : []),
  ].join('');
  if (records !== '') {
    const body = Buffer.from(records, 'utf8');
    yield header({ name: 'pax', type: 'x', size: body.length, mode: 0o644, mtime: rest.mtime });
    yield padded(body);
  }
  const short = (text) =>
    tooLong(text)
      ? Buffer.from(text)
          .subarray(-NAME)
          .toString('latin1')
          .replace(/[^ -~]/g, '_')
      : text;
  yield header({ ...rest, name: short(name), link: short(link), size: content.length });
  if (content.length > 0) yield padded(content);
}

function* entries(folder, inside) {
  const names = readdirSync(folder).sort();
  for (const name of names) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    const common = { name: `${inside}/${name}`, mode: stat.mode, mtime: Math.floor(stat.mtimeMs / 1000) };
    if (stat.isSymbolicLink()) yield* entry({ ...common, type: '2', link: readlinkSync(path) });
    else if (stat.isDirectory()) {
      yield* entry({ ...common, name: `${common.name}/`, type: '5' });
      yield* entries(path, common.name);
    } else if (stat.isFile()) yield* entry({ ...common, type: '0', content: readFileSync(path) });
  }
}

function* archive(folder, inside) {
  const mtime = Math.floor(lstatSync(folder).mtimeMs / 1000);
  yield* entry({ name: `${inside}/`, type: '5', mode: 0o755, mtime });
  yield* entries(folder, inside);
  yield Buffer.alloc(2 * BLOCK);
}

/** Packs a folder under the name `inside`. */
export async function packTarGz(folder, inside, file) {
  await pipeline(Readable.from(archive(folder, inside)), createGzip(), createWriteStream(file));
}
