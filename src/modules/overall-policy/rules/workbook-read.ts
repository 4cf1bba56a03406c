import { ok, type Result, refuse } from '../../../core/result.ts';
import type { TemplateItem } from './model.ts';
import { allSections, isStance, STANCES, sectionTitle } from './sections.ts';
import { HEADINGS } from './workbook.ts';
import { checkText, readYears } from './write-form.ts';

/** A read workbook, structurally that of platform/files: text cells, formulas as [row, column] from 1. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly formulas: readonly (readonly [number, number])[];
}

export interface ReadLine {
  readonly section: string;
  readonly text: string;
  readonly choice: string;
  /** Where the text stands: 「F12」. */
  readonly cell: string;
}

export interface CellFault {
  readonly cell: string;
  readonly message: string;
}

export interface BookReading {
  readonly lines: readonly ReadLine[];
  readonly faults: readonly CellFault[];
}

export type BookFault = 'no-number' | 'other-number' | 'no-table';

const BOOK_SENTENCES: Readonly<Record<BookFault, string>> = {
  'no-number': '「方針番号」が見つかりません。このページで作ったExcelを送ってください。',
  'other-number': '方針番号が違います（ファイルは{found}、このページは{expected}）。',
  'no-table': '「欄の番号」と「本文」の見出しが見つかりません。見出しの行を消さないでください。',
};

export function bookSentence(code: BookFault, detail: Readonly<Record<string, string>>): string {
  return BOOK_SENTENCES[code].replace(/\{(\w+)\}/g, (_, key: string) => detail[key] ?? '不明');
}

/**
 * Reads what was written into a workbook of this version. Rows and columns may have moved: the number of the policy, the
 * headings and the numbers of the rows say what is what. Every fault names its cell; the rest is read.
 */
export function readBook(
  sheets: readonly ReadSheet[],
  expected: string,
  items: readonly TemplateItem[],
): Result<BookReading, BookFault> {
  const numbers = sheets.flatMap((sheet) =>
    sheet.rows.flatMap((row) => row.map(plain).filter((text) => /^P\d+-\d{6}-\d+$/.test(text))),
  );
  const [found] = numbers;
  if (found === undefined) return refuse('no-number');
  if (found !== expected) return refuse('other-number', { found, expected });
  for (const sheet of sheets) {
    const head = sheet.rows.findIndex(
      (row) => row.map(plain).includes(HEADINGS.id) && row.map(plain).includes(HEADINGS.text),
    );
    if (head >= 0) return ok(readRows(sheet, head, items));
  }
  return refuse('no-table');
}

function readRows(sheet: ReadSheet, head: number, items: readonly TemplateItem[]): BookReading {
  const titles = (sheet.rows[head] ?? []).map(plain);
  const column = (key: keyof typeof HEADINGS) => titles.indexOf(HEADINGS[key]);
  const known = new Set(allSections(items).filter((section) => section !== 'figures'));
  const formulas = new Set(sheet.formulas.map(([row, at]) => `${row} ${at}`));
  const lines: ReadLine[] = [];
  const faults: CellFault[] = [];
  const seen = new Set<string>();
  for (let row = head + 1; row < sheet.rows.length; row += 1) {
    const cells = sheet.rows[row] ?? [];
    const cell = (key: keyof typeof HEADINGS) => (column(key) < 0 ? '' : (cells[column(key)] ?? '').trim());
    const at = (key: keyof typeof HEADINGS) => addressOf(row, Math.max(0, column(key)));
    const section = plain(cell('id')).toLowerCase();
    if (section === '') continue;
    if (!known.has(section)) {
      faults.push({
        cell: at('id'),
        message: `欄の番号「${cell('id').slice(0, 30)}」は、この版にありません。`,
      });
      continue;
    }
    if (seen.has(section)) {
      faults.push({
        cell: at('id'),
        message: `欄の番号「${section}」が二つあります。初めの行だけを読みました。`,
      });
      continue;
    }
    seen.add(section);
    const text = cell('text').replace(/\r\n?/g, '\n');
    if (formulas.has(`${row + 1} ${column('text') + 1}`)) {
      faults.push({ cell: at('text'), message: '数式が入っています。文字で入力してください。' });
      continue;
    }
    const read = choiceOf(section, {
      stance: cell('stance'),
      from: cell('from'),
      to: cell('to'),
      text,
    });
    const long = checkText(section, items, text);
    if (!long.ok) {
      const message = `${sectionTitle(section, items)}は${long.detail.limit}字までです。今は${long.detail.found}字あります。`;
      faults.push({ cell: at('text'), message });
    } else if ('fault' in read) faults.push({ cell: at(read.fault.at), message: read.fault.message });
    else if (text !== '' || read.choice !== '')
      lines.push({ section, text, choice: read.choice, cell: at('text') });
  }
  return { lines, faults };
}

type Choice =
  | { readonly choice: string }
  | { readonly fault: { readonly at: 'stance' | 'from' | 'text'; readonly message: string } };

function choiceOf(
  section: string,
  cells: { readonly stance: string; readonly from: string; readonly to: string; readonly text: string },
): Choice {
  if (section.startsWith('item:')) {
    if (cells.stance === '') return { choice: '' };
    const stance = Object.entries(STANCES).find(([, title]) => title === cells.stance)?.[0] ?? '';
    if (isStance(stance)) return { choice: stance };
    const message = `扱い「${cells.stance.slice(0, 20)}」は選べません。${Object.values(STANCES).join('、')}のどれかです。`;
    return { fault: { at: 'stance', message } };
  }
  if (!section.startsWith('roadmap:')) return { choice: '' };
  // Offices' programs give a number as 「2026.0」 at times.
  const years = readYears(cells.from.replace(/\.0+$/, ''), cells.to.replace(/\.0+$/, ''));
  if (years === 'bad')
    return { fault: { at: 'from', message: '年度は、開始、終了の順に4桁で入力してください。' } };
  if ((years === '') !== (cells.text === ''))
    return {
      fault: {
        at: years === '' ? 'from' : 'text',
        message: '工程表の行は、開始年度、終了年度、本文の三つが要ります。',
      },
    };
  return { choice: years };
}

/** Row and column from 0: (11, 5) → 「F12」. */
export function addressOf(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}${row + 1}`;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐‑‒–—―−－]/g, '-');
}
