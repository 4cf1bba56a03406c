export interface PartHead {
  readonly name: string;
  /** Null: a plain field. */
  readonly fileName: string | null;
}

const HEAD_LIMIT = 16 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

/** Reads `multipart/form-data` piece by piece (RFC 7578); never holds more than a chunk and a boundary. */
export class MultipartStream {
  // The first boundary has no line end before it; with one, all boundaries look the same.
  private buffer: Buffer = Buffer.from('\r\n');
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly delimiter: Buffer;
  private ended = false;
  private begun = false;

  constructor(body: ReadableStream<Uint8Array>, boundary: string) {
    this.reader = body.getReader();
    this.delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  /** The next part's head; `end` after the last boundary, `cut` when the bytes stop before it. */
  async nextPart(): Promise<PartHead | 'end' | 'cut'> {
    if (!this.begun) {
      this.begun = true;
      if ((await this.until(this.delimiter, async () => true)) !== 'whole') return 'cut';
    }
    while (this.buffer.length < 2) if (!(await this.more())) return 'cut';
    const mark = this.buffer.toString('latin1', 0, 2);
    if (mark === '--') {
      await this.discard(HEAD_LIMIT);
      return 'end';
    }
    if (mark !== '\r\n') return 'cut';
    const pieces: Buffer[] = [];
    let size = 0;
    this.buffer = this.buffer.subarray(2);
    const end = await this.until(HEAD_END, async (piece) => {
      pieces.push(Buffer.from(piece));
      size += piece.length;
      return size <= HEAD_LIMIT;
    });
    return end === 'whole' ? parseHead(Buffer.concat(pieces).toString('utf8')) : 'cut';
  }

  /** Gives the body of the part to `sink` until the next boundary; `stopped` when the sink says false. */
  readBody(sink: (piece: Buffer) => Promise<boolean>): Promise<'whole' | 'cut' | 'stopped'> {
    return this.until(this.delimiter, sink);
  }

  /** Reads on and throws away, at most `limit` bytes. */
  async discard(limit: number): Promise<void> {
    let left = limit;
    this.buffer = Buffer.alloc(0);
    while (left > 0 && (await this.more())) {
      left -= this.buffer.length;
      this.buffer = Buffer.alloc(0);
    }
    if (!this.ended) await this.reader.cancel().catch(() => undefined);
  }

  private async until(
    mark: Buffer,
    sink: (piece: Buffer) => Promise<boolean>,
  ): Promise<'whole' | 'cut' | 'stopped'> {
    for (;;) {
      const at = this.buffer.indexOf(mark);
      // What might be the beginning of the mark waits for the next chunk.
      const sure = at >= 0 ? at : Math.max(0, this.buffer.length - mark.length + 1);
      if (sure > 0 && !(await sink(this.buffer.subarray(0, sure)))) return 'stopped';
      this.buffer = this.buffer.subarray(at >= 0 ? at + mark.length : sure);
      if (at >= 0) return 'whole';
      if (!(await this.more())) return 'cut';
    }
  }

  /** One more chunk; false at the end, and when the sender has gone. */
  private async more(): Promise<boolean> {
    if (this.ended) return false;
    const chunk = await this.reader.read().catch(() => null);
    if (chunk === null || chunk.done) {
      this.ended = true;
      return false;
    }
    this.buffer =
      this.buffer.length === 0 ? Buffer.from(chunk.value) : Buffer.concat([this.buffer, chunk.value]);
    return true;
  }
}

function parseHead(text: string): PartHead {
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? '';
  const name = /[;\s]name="([^"]*)"/i.exec(disposition)?.[1] ?? '';
  const extended = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /[;\s]filename="([^"]*)"/i.exec(disposition)?.[1];
  if (extended === undefined && plain === undefined) return { name, fileName: null };
  return { name, fileName: cleanName(extended === undefined ? unescaped(plain ?? '') : decoded(extended)) };
}

/** Browsers write `"` and line ends in names as %22, %0D, %0A, and nothing else. */
function unescaped(name: string): string {
  return name.replace(/%22/g, '"').replace(/%0[DA]/gi, '');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Without folders and control characters; composed, because macOS sends か and ゛ apart. */
function cleanName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  return base
    .replace(/\p{Cc}/gu, '')
    .normalize('NFC')
    .slice(0, 200);
}
