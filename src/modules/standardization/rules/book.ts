/** A workbook as platform/files writes it; the compiler compares the two where a page hands it over. */
export interface OutCell {
  readonly value: string | number;
  readonly formula?: string;
  readonly look: string;
}

interface OutLook {
  readonly bold?: boolean;
  readonly size?: number;
  readonly fill?: string;
  readonly border?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly format?: string;
  readonly open?: boolean;
}

export interface OutSheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (OutCell | null)[])[];
  readonly heights: ReadonlyMap<number, number>;
  readonly validations: readonly {
    readonly cell: string;
    readonly kind: 'list' | 'custom';
    readonly formula: string;
    readonly message: string;
  }[];
  readonly repeat: number | null;
  readonly footer: string;
}

export interface OutBook {
  readonly title: string;
  readonly madeOn: string;
  readonly looks: Readonly<Record<string, OutLook>>;
  readonly sheets: readonly OutSheet[];
}

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
