import type { OutBook, OutCell, OutLook, OutSheet } from '../../../core/workbook.ts';

/** Looks of the workbook of a 回答票. */
export type Look =
  | 'title'
  | 'label'
  | 'identifier'
  | 'head'
  | 'section'
  | 'text'
  | 'strong'
  | 'note'
  | 'shut'
  | 'choice'
  | 'choice-filled'
  | 'number'
  | 'number-filled'
  | 'decimal'
  | 'decimal-filled'
  | 'free'
  | 'free-filled'
  | 'mark'
  | 'mark-filled';

export type PlannedBook = OutBook<Look>;
export type PlannedSheet = OutSheet<Look>;
export type PlannedCell = OutCell<Look>;

const FRAME = { border: true } as const;
const OPEN = 'FFF6D6';
const FILLED = 'DCE9F9';

/** Grey paper tells open from shut by the shade, filled from empty by the words beside it. */
export const LOOKS: Readonly<Record<Look, OutLook>> = {
  title: { bold: true, size: 14 },
  label: { bold: true, fill: 'E6E6E6', border: true },
  identifier: { ...FRAME, format: '@' },
  head: { bold: true, fill: 'D9D9D9', border: true, align: 'center' },
  section: { bold: true, fill: 'EFEFEF', border: true },
  text: FRAME,
  strong: { ...FRAME, bold: true },
  note: {},
  shut: { ...FRAME, fill: 'F5F5F5' },
  choice: { ...FRAME, fill: OPEN, format: '@', open: true },
  'choice-filled': { ...FRAME, fill: FILLED, format: '@', open: true },
  number: { ...FRAME, fill: OPEN, format: '#,##0', open: true, align: 'right' },
  'number-filled': { ...FRAME, fill: FILLED, format: '#,##0', open: true, align: 'right' },
  decimal: { ...FRAME, fill: OPEN, open: true, align: 'right' },
  'decimal-filled': { ...FRAME, fill: FILLED, open: true, align: 'right' },
  free: { ...FRAME, fill: OPEN, format: '@', open: true },
  'free-filled': { ...FRAME, fill: FILLED, format: '@', open: true },
  mark: { ...FRAME, fill: OPEN, format: '@', open: true, align: 'center' },
  'mark-filled': { ...FRAME, fill: FILLED, format: '@', open: true, align: 'center' },
};

/** Points that the texts of a row need in columns of these widths: a Japanese sign is two characters wide. */
export function heightOf(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((text, column) => {
    const room = Math.max(2, (widths[column] ?? 10) - 1.5);
    return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / room)), 0);
  });
  return Math.min(400, 4 + 13 * Math.max(1, ...lines));
}

function widthOf(line: string): number {
  let width = 0;
  for (const sign of line) width += (sign.codePointAt(0) ?? 0) < 0x2000 ? 1 : 2;
  return width;
}
