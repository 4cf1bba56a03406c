import { stringify } from 'csv-stringify/sync';
import type { Day } from '../../core/calendar.ts';
import type { OutCell } from '../../core/workbook.ts';
import { writeWorkbook } from '../../platform/files/write-workbook.ts';
import { guarded } from '../../spine/surveys/rules/csv-sheet.ts';
import type { Line } from './rules/line.ts';
import { columnsOf, headsOf, rowOf, type SheetNames } from './rules/sheet.ts';

/** Empty rows below, in which new lines are written. */
const NEW_ROWS = 20;

/** The roadmap as one plain .xlsx that comes back by the same columns. */
export function roadmapWorkbook(
  lines: readonly Line[],
  names: SheetNames,
  of: { readonly title: string; readonly today: Day; readonly sample: boolean },
): Promise<Uint8Array> {
  const heads = headsOf(names.fiscalYear);
  const rows = lines.map((line) => rowOf(line, names));
  const cell = (value: string, look: string): OutCell => ({ value, look });
  const body = [...rows, ...Array.from({ length: NEW_ROWS }, () => heads.map(() => ''))].map((row) =>
    row.map((value, column) => cell(value, column < 2 ? 'locked' : 'open')),
  );
  const note = of.sample ? '見本県は実在しません。数値はすべて架空です。' : '';
  return writeWorkbook({
    title: of.title,
    madeOn: of.today,
    looks: {
      title: { bold: true, size: 14 },
      plain: {},
      head: { bold: true, fill: 'E6E6E6', border: true },
      locked: { fill: 'F2F2F2', border: true },
      open: { border: true, open: true, format: '@' },
    },
    sheets: [
      {
        name: '工程表',
        widths: [14, 9, ...columnsOf(names.fiscalYear).map((column) => column.width)],
        rows: [
          [cell(of.title, 'title')],
          [cell(`${of.today} 書き出し。取組番号と更新番号は変えないでください。${note}`, 'plain')],
          heads.map((head) => cell(head, 'head')),
          ...body,
        ],
        heights: new Map(),
        validations: [],
        repeat: 3,
        footer: of.title,
      },
    ],
  });
}

export function roadmapCsv(lines: readonly Line[], names: SheetNames): string {
  const rows = [headsOf(names.fiscalYear), ...lines.map((line) => rowOf(line, names))];
  return stringify(
    rows.map((row) => row.map(guarded)),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}
