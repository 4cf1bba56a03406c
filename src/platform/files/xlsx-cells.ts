import type { CellValue, Sheet as HucreSheet } from 'hucre';
import type { Sheet } from './workbook.ts';

/** 15 significant digits, as spreadsheets print: 0.1+0.2 was never 0.30000000000000004 on anyone's screen. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isSafeInteger(value)) return String(value);
  const [mantissa = '', exponent = '0'] = Number(value.toPrecision(15)).toExponential().split('e');
  return plain(mantissa, Number(exponent));
}

/** `1.5e-7` → `0.00000015`: no exponent ever reaches a reader of figures. */
function plain(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

export function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  // Cells know no time zone; the library gives their day and time as if it were UTC.
  const text = value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

export function sheetOf(sheet: HucreSheet): Sheet {
  const rows = sheet.rows.map((row) => Array.from(row, cellText));
  const formulas: [number, number][] = [];
  for (const [key, cell] of sheet.cells ?? []) {
    if (cell.formula === undefined) continue;
    const [row = 0, column = 0] = key.split(',').map(Number);
    formulas.push([row + 1, column + 1]);
  }
  formulas.sort((left, right) => left[0] - right[0] || left[1] - right[1]);
  return { name: sheet.name, rows, formulas };
}
