import { z } from '@hono/zod-openapi';

/** A column of a table file: the property of the JSON row, its Japanese heading, and whether it holds numbers. */
export interface Column {
  readonly name: string;
  readonly title: string;
  readonly decimal: boolean;
}

const headings = new WeakMap<z.ZodType, { readonly title: string; readonly decimal: boolean }>();

/** Names a property once: for the OpenAPI document and for the heading of the column in CSV and .xlsx. */
export function field<T extends z.ZodType>(title: string, schema: T, description?: string): T {
  const named = schema.openapi(description === undefined ? { title } : { title, description });
  headings.set(named, { title, decimal: false });
  return named;
}

/**
 * An exact figure: inside the program decimal text, in JSON a number with exactly those digits (`numbered`), in CSV and
 * .xlsx the digits as they are; null where there is none. What does not end as a decimal stays the text `numerator/denominator`.
 */
export function decimal(title: string, description?: string): z.ZodNullable<z.ZodString> {
  const named = z
    .string()
    .nullable()
    .openapi({
      type: ['number', 'string', 'null'],
      title,
      description: `${description ?? '正確な値'}。JSONでは数。割り切れない値だけは「分子/分母」の文字列`,
    });
  headings.set(named, { title, decimal: true });
  return named;
}

/** Digits that a JSON number carries without loss in every reader. */
const SAFE_DIGITS = 15;

/** A row as JSON: figures become numbers, whose digits are those of the text (`14.20` is written 14.2). */
export function numbered(
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const shown: Record<string, unknown> = { ...row };
  for (const { name, decimal: exact } of columns) {
    const text = row[name];
    if (!exact || typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) continue;
    if (text.replace(/[-.]/g, '').replace(/^0+/, '').length <= SAFE_DIGITS) shown[name] = Number(text);
  }
  return shown;
}

/** The columns of a flat row, in the order of its schema. Throws for a property without a heading: our fault. */
export function columnsOf(schema: z.ZodObject): readonly Column[] {
  return Object.entries(schema.shape).map(([name, property]) => {
    const heading = headings.get(property as z.ZodType);
    if (heading === undefined) throw new Error(`the property ${name} has no heading`);
    return { name, ...heading };
  });
}
