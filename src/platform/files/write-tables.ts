import { setImmediate as turn } from 'node:timers/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { columnLetters } from '../../core/workbook.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

/** A plain table: its first row is the head. A number is written with four decimals, `''` as an empty cell. */
export interface LongTable {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: Iterable<readonly (string | number)[]>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Of `STYLES`: how a head and a number look. */
const [BOLD, RATE] = [1, 2];
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0000"/></numFmts><fonts count="2"><font><sz val="10"/><name val="游ゴシック"/></font><font><b/><sz val="10"/><name val="游ゴシック"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;
/** Rows between two turns for the other work of the process. */
const ROWS_AT_ONCE = 200;

/**
 * An .xlsx of plain tables that are too long to stand in memory as cells: 1.6 million of the whole nation's month. Each
 * sheet is packed as its rows come; what stays in memory is the packed bytes and the distinct texts. Without looks,
 * choices and protection: `write-workbook.ts` writes those.
 */
export async function* writeTables(tables: readonly LongTable[]): AsyncGenerator<Uint8Array> {
  const texts = new Map<string, number>();
  async function* entries(): AsyncGenerator<ZipEntry> {
    yield await packed('[Content_Types].xml', [contentTypes(tables.length)]);
    yield await packed('_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])]);
    yield await packed('xl/workbook.xml', [workbook(tables)]);
    const parts = tables.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const);
    const others = [['sharedStrings', 'sharedStrings.xml'] as const, ['styles', 'styles.xml'] as const];
    yield await packed('xl/_rels/workbook.xml.rels', [relations([...parts, ...others])]);
    yield await packed('xl/styles.xml', [STYLES]);
    for (const [index, table] of tables.entries())
      yield await packed(`xl/worksheets/sheet${index + 1}.xml`, sheet(table, texts));
    yield await packed('xl/sharedStrings.xml', sharedStrings(texts));
  }
  yield* zipStream(entries());
}

function* sheet(table: LongTable, texts: Map<string, number>): Generator<string> {
  const columns = table.widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  const letters: string[] = [];
  let row = 0;
  for (const values of table.rows) {
    row += 1;
    const cells = values.map((value, at) => {
      if (value === '') return '';
      letters[at] ??= columnLetters(at + 1);
      const place = `r="${letters[at]}${row}"`;
      if (typeof value === 'number') return `<c ${place} s="${RATE}"><v>${value}</v></c>`;
      const index = texts.get(value) ?? texts.size;
      texts.set(value, index);
      return `<c ${place}${row === 1 ? ` s="${BOLD}"` : ''} t="s"><v>${index}</v></c>`;
    });
    yield `<row r="${row}">${cells.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function* sharedStrings(texts: ReadonlyMap<string, number>): Generator<string> {
  yield `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${texts.size}">`;
  for (const text of texts.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
  yield '</sst>';
}

function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 knows none of them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

function workbook(tables: readonly LongTable[]): string {
  const sheets = tables.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

/** The first is `rId1`: sheets come first, in their order. */
function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const part = (path: string, type: string) =>
    `<Override PartName="/xl/${path}" ContentType="${TYPES}.${type}+xml"/>`;
  const parts = [
    part('workbook.xml', 'sheet.main'),
    ...Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}.xml`, 'worksheet')),
    part('sharedStrings.xml', 'sharedStrings'),
    part('styles.xml', 'styles'),
  ];
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts.join('')}</Types>`;
}

/** Packs a part as its texts come, letting other work of the process have its turn. */
async function packed(name: string, texts: Iterable<string>): Promise<ZipEntry> {
  const deflate = createDeflateRaw();
  const pieces: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((done, failed) => deflate.once('end', done).once('error', failed));
  let [crc, size, held, count] = [0, 0, '', 0];
  const flush = async () => {
    const bytes = Buffer.from(held, 'utf8');
    held = '';
    crc = crc32(bytes, crc);
    size += bytes.byteLength;
    if (!deflate.write(bytes)) await new Promise((done) => deflate.once('drain', done));
    await turn();
  };
  for (const text of texts) {
    held += text;
    count += 1;
    if (count % ROWS_AT_ONCE === 0) await flush();
  }
  await flush();
  deflate.end();
  await ended;
  return { name, bytes: Buffer.concat(pieces), unpacked: { crc, size } };
}
