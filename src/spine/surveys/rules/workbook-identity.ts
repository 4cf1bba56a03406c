import { ok, type Result, refuse } from '../../../core/result.ts';

/** A read workbook, structurally that of platform/files: text cells, `rows[0]` is row 1, formulas as [row, column] from 1. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly formulas: readonly (readonly [number, number])[];
}

export interface WorkbookIdentity {
  readonly sheetNo: string;
  /** Null where the cell is gone: the 回答票番号 holds the code too. */
  readonly bodyCode: string | null;
  /** Null where the cell is gone: then everything that differs is asked about. */
  readonly issueNo: number | null;
  readonly handoutNo: string | null;
}

export type IdentityFault =
  | 'no-sheet-number'
  | 'several-sheet-numbers'
  | 'body-code-differs'
  | 'several-issues';

const SHEET_NO = /^S\d{4,}-\d{6}$/;
const HANDOUT_NO = /^S\d{4,}-\d{6}-\d+$/;

/** Labels, and what a value under them looks like. */
const LABELS: Readonly<Record<keyof WorkbookIdentity, { readonly label: string; readonly form: RegExp }>> = {
  sheetNo: { label: '回答票番号', form: SHEET_NO },
  bodyCode: { label: '団体コード', form: /^\d{4,6}$/ },
  issueNo: { label: '作成番号', form: /^\d{1,6}(?:\.0+)?$/ },
  handoutNo: { label: '庁内照会番号', form: HANDOUT_NO },
};

/**
 * Finds what a workbook is by the labels in its visible cells, in whatever sheet, row and column they stand now. The value
 * stands in the label's own cell after a colon, to its right, or under it.
 */
export function identityOf(sheets: readonly ReadSheet[]): Result<WorkbookIdentity, IdentityFault> {
  const found = (key: keyof WorkbookIdentity) => [
    ...new Set(sheets.flatMap((sheet) => valuesOf(sheet, key))),
  ];
  // A number without its label is still known by its form, which nothing else has.
  const bare = [
    ...new Set(sheets.flatMap((sheet) => sheet.rows.flat().map(plain)).filter((text) => SHEET_NO.test(text))),
  ];
  const labelled = found('sheetNo');
  const sheetNos = labelled.length > 0 ? labelled : bare;
  const [sheetNo] = sheetNos;
  if (sheetNo === undefined) return refuse('no-sheet-number');
  if (sheetNos.length > 1) return refuse('several-sheet-numbers', { found: sheetNos.join('、') });
  const codes = found('bodyCode').map((code) => code.padStart(6, '0'));
  const own = sheetNo.slice(-6);
  const other = codes.find((code) => code !== own);
  if (other !== undefined) return refuse('body-code-differs', { found: other, expected: own });
  const issues = [...new Set(found('issueNo').map((text) => Number(text)))];
  if (issues.length > 1) return refuse('several-issues', { found: issues.join('、') });
  const handouts = found('handoutNo').filter((no) => no.startsWith(`${sheetNo}-`));
  return ok({
    sheetNo,
    bodyCode: codes[0] ?? null,
    issueNo: issues[0] ?? null,
    handoutNo: handouts.length === 1 ? (handouts[0] ?? null) : null,
  });
}

function valuesOf(sheet: ReadSheet, key: keyof WorkbookIdentity): string[] {
  const { label, form } = LABELS[key];
  return sheet.rows.flatMap((row, at) =>
    row.flatMap((cell, column) => {
      const text = plain(cell);
      if (!text.startsWith(label.toUpperCase())) return [];
      const rest = text.slice(label.length).replace(/^[:：]/, '');
      if (form.test(rest)) return [rest];
      if (rest !== '') return [];
      const right = row
        .slice(column + 1)
        .map(plain)
        .find((one) => one !== '');
      if (right !== undefined && form.test(right)) return [right];
      const under = plain(sheet.rows[at + 1]?.[column] ?? '');
      return form.test(under) ? [under] : [];
    }),
  );
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐‑‒–—―−－]/g, '-')
    .toUpperCase();
}
