import type { OutBook, OutCell, OutLook, OutSheet } from '../../../core/workbook.ts';

const LOOKS: Readonly<Record<string, OutLook>> = {
  title: { bold: true, size: 14 },
  plain: {},
  head: { bold: true, border: true, fill: 'E8E8E8', align: 'center' },
  cell: { border: true },
  number: { border: true, align: 'right', format: '#,##0' },
  rate: { border: true, align: 'right', format: '0.0000' },
  open: { border: true, open: true },
};

export function cell(value: string | number, look = 'cell'): OutCell {
  return { value, look };
}

/** A plain table under a title: no macro, no hidden sheet. */
export function tableSheet(
  name: string,
  widths: readonly number[],
  rows: OutSheet['rows'],
  more: Partial<OutSheet> = {},
): OutSheet {
  return { name, widths, rows, heights: new Map(), validations: [], repeat: null, footer: name, ...more };
}

export function bookOf(title: string, madeOn: string, sheets: readonly OutSheet[]): OutBook {
  return { title, madeOn, looks: LOOKS, sheets };
}
