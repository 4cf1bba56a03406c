import { dayNumber, fromDayNumber } from '../../../core/calendar.ts';
import type { Refusal } from '../../../core/result.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { type AnswerFault, NOT_APPLICABLE, readAnswer } from '../../../core/survey/read-answer.ts';
import { cellAddress } from '../../../core/workbook.ts';
import { TAKE_BACK } from './workbook-facts.ts';
import type { ReadSheet } from './workbook-identity.ts';
import { type KeyedRow, keysOf, listedOption, plainKey, rowsOf } from './workbook-keys.ts';

export type CellFault =
  | AnswerFault
  /** Another text than ○ in the row of an option. */
  | 'not-a-mark'
  /** The row of an option is gone: whether it was chosen cannot be told. */
  | 'row-missing'
  /** The same row stands twice and says two things. */
  | 'said-twice'
  /** A formula whose result the file does not hold, or one where a text is expected. */
  | 'formula-without-result'
  /** 「取消」 beside an answer. */
  | 'taken-back-and-answered'
  /** 補足 without an answer to belong to. */
  | 'remark-alone';

/** What wants a look though it could be read. */
export type Care = 'formula-result' | 'percent' | 'day-number';

export interface ReadCell {
  readonly sheet: string;
  /** `E14` */
  readonly address: string;
  readonly text: string;
}

export type Outcome =
  /** No row of the question is in the workbook. */
  | { readonly kind: 'no-row' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: AnswerValue }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'fault'; readonly fault: Refusal<CellFault>; readonly at: ReadCell | null };

/** One question as the workbook has it. Everything that was typed is in `cells` and `remark`, also what is refused. */
export interface ReadQuestion {
  readonly questionId: string;
  readonly cells: readonly ReadCell[];
  readonly outcome: Outcome;
  readonly remark: string | null;
  readonly care: readonly Care[];
}

export type BookFault = 'no-table' | 'no-answer-column';

interface FoundRow {
  readonly row: KeyedRow;
  readonly cell: ReadCell;
  readonly formula: boolean;
  readonly remark: string;
}

const plainHead = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

/**
 * Reads the answers by the words 「設問番号」 and 「回答」 over the columns and the keys in the rows, wherever they stand.
 * Null rows of a table stay unread; what stands twice must say the same.
 */
export function readQuestions(
  sheets: readonly ReadSheet[],
  questions: readonly Question[],
): { readonly fault: BookFault | null; readonly questions: readonly ReadQuestion[] } {
  const keys = keysOf(questions);
  const found: FoundRow[] = [];
  let tables = 0;
  let withoutAnswers = 0;
  for (const sheet of sheets) {
    const formulas = new Set(sheet.formulas.map(([row, column]) => `${row},${column}`));
    let columns: { key: number; answer: number; remark: number } | null = null;
    for (const [at, row] of sheet.rows.entries()) {
      const heads = row.map(plainHead);
      if (heads.includes('設問番号')) {
        const answer = heads.indexOf('回答');
        if (answer < 0) withoutAnswers += 1;
        else tables += 1;
        columns =
          answer < 0 ? null : { key: heads.indexOf('設問番号'), answer, remark: heads.indexOf('補足') };
        continue;
      }
      const known = columns === null ? undefined : keys.get(plainKey(row[columns.key] ?? ''));
      if (columns === null || known === undefined) continue;
      found.push({
        row: known,
        cell: {
          sheet: sheet.name,
          address: cellAddress(at + 1, columns.answer + 1),
          text: (row[columns.answer] ?? '').trim(),
        },
        formula: formulas.has(`${at + 1},${columns.answer + 1}`),
        remark: columns.remark < 0 ? '' : (row[columns.remark] ?? '').trim(),
      });
    }
  }
  const fault: BookFault | null = tables > 0 ? null : withoutAnswers > 0 ? 'no-answer-column' : 'no-table';
  return { fault, questions: questions.map((question) => readOne(question, found)) };
}

function readOne(question: Question, all: readonly FoundRow[]): ReadQuestion {
  const found = all.filter((one) => one.row.question.id === question.id);
  const remark = [...new Set(found.map((one) => one.remark).filter((text) => text !== ''))].join('\n');
  const care = new Set<Care>();
  return {
    questionId: question.id,
    cells: found.filter((one) => one.cell.text !== '' || one.formula).map((one) => one.cell),
    outcome: outcomeOf(question, found, care),
    remark: remark === '' ? null : remark,
    care: [...care],
  };
}

function fault(code: CellFault, at: ReadCell | null, detail: Record<string, string> = {}): Outcome {
  return { kind: 'fault', fault: { ok: false, code, detail }, at };
}

function outcomeOf(question: Question, found: readonly FoundRow[], care: Set<Care>): Outcome {
  if (found.length === 0) return { kind: 'no-row' };
  const rows = rowsOf(question);
  const said = new Map<string, FoundRow>();
  for (const one of found) {
    const before = said.get(one.row.key);
    if (
      before !== undefined &&
      before.cell.text !== '' &&
      one.cell.text !== '' &&
      before.cell.text !== one.cell.text
    )
      return fault('said-twice', one.cell, { found: one.cell.text, other: before.cell.address });
    if (before === undefined || before.cell.text === '') said.set(one.row.key, one);
  }
  const given = [...said.values()].filter((one) => one.cell.text !== '' || one.formula);
  const [first] = given;
  if (first === undefined) return { kind: 'empty' };
  const taken = given.find((one) => plainHead(one.cell.text) === TAKE_BACK);
  if (taken !== undefined)
    return given.length === 1 ? { kind: 'take-back' } : fault('taken-back-and-answered', taken.cell);
  const numeric = question.kind.type === 'number' || question.kind.type === 'share';
  for (const one of given.filter((each) => each.formula)) {
    // LibreOffice writes a truth value as the formula TRUE(): in the row of an option it is a mark.
    if (one.row.role.kind === 'option' && one.cell.text === 'TRUE') continue;
    if (one.cell.text === '') return fault('formula-without-result', one.cell);
    if (!numeric) return fault('formula', one.cell, { found: one.cell.text });
    care.add('formula-result');
  }
  const texts = question.kind.type === 'choices' ? marked(given, rows, said) : textsOf(question, said, care);
  if (!Array.isArray(texts)) return texts;
  const read = readAnswer(question, texts);
  if (read.ok) return read.value === null ? { kind: 'empty' } : { kind: 'value', value: read.value };
  return { kind: 'fault', fault: read, at: first.cell };
}

const CHOSEN = /^(?:[○〇◯●◎レ✓✔☑✅]|O|1|TRUE|はい|有)$/i;
const NOT_CHOSEN = /^(?:[×✕✖☓☐－-]|X|0|FALSE|いいえ|無)$/i;

function marked(
  given: readonly FoundRow[],
  rows: readonly KeyedRow[],
  said: ReadonlyMap<string, FoundRow>,
): string[] | Outcome {
  const titles: string[] = [];
  for (const one of given) {
    const text = one.cell.text.normalize('NFKC').trim();
    const { role } = one.row;
    // The head takes 該当なし, and a list of titles too: 「広報；研修」.
    if (role.kind !== 'option') titles.push(one.cell.text);
    else if (CHOSEN.test(text)) titles.push(role.option.id);
    else if (!NOT_CHOSEN.test(text)) return fault('not-a-mark', one.cell, { found: one.cell.text });
  }
  const alone = titles.length === 1 && plainHead(titles[0] ?? '') === NOT_APPLICABLE;
  const gone = rows.find((row) => row.role.kind === 'option' && !said.has(row.key));
  if (
    gone !== undefined &&
    titles.length > 0 &&
    !alone &&
    given.some((one) => one.row.role.kind === 'option')
  )
    return fault('row-missing', given[0]?.cell ?? null, { found: gone.key });
  return titles;
}

/** The fields as `readAnswer` wants them: of a share value and base. */
function textsOf(question: Question, said: ReadonlyMap<string, FoundRow>, care: Set<Care>): string[] {
  const textOf = (kind: 'answer' | 'base' | 'value') =>
    [...said.values()].find((one) => one.row.role.kind === kind)?.cell.text ?? '';
  const head = textOf('answer').replace(/\r\n?/g, '\n');
  if (question.kind.type === 'choice') {
    // As the drop-down writes it, before titles that might read like it: of 「1 2」 and 「12」 each is itself.
    const single = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim();
    const listed = question.kind.options.find(
      (option, index) => single(listedOption(option, index)) === single(head),
    );
    return [listed?.id ?? head];
  }
  if (question.kind.type === 'share') {
    const parts = [textOf('value'), textOf('base')];
    return head === '' ? parts : [head, ...parts.filter((text) => text !== '')];
  }
  // Where number formats were stripped, a day is the number of days since 1899-12-30.
  if (question.kind.type === 'date' && /^[1-7]\d{4}(?:\.0+)?$/.test(head)) {
    care.add('day-number');
    return [fromDayNumber(dayNumber('1899-12-30') + Math.floor(Number(head)))];
  }
  // 「50%」 typed into a cell is the number 0.5.
  if (question.kind.type === 'number' && /[%％]/.test(question.kind.unit) && /^0\.\d+$/.test(head))
    care.add('percent');
  return [head];
}
