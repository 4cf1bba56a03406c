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

/** An exact number as decimal text, null where there is none: JSON numbers would lose digits. */
export function decimal(title: string, description?: string): z.ZodNullable<z.ZodString> {
  const named = z
    .string()
    .nullable()
    .openapi({
      title,
      description: description ?? '正確な値（十進の文字列。割り切れない値は「分子/分母」）',
    });
  headings.set(named, { title, decimal: true });
  return named;
}

/** The columns of a flat row, in the order of its schema. Throws for a property without a heading: our fault. */
export function columnsOf(schema: z.ZodObject): readonly Column[] {
  return Object.entries(schema.shape).map(([name, property]) => {
    const heading = headings.get(property as z.ZodType);
    if (heading === undefined) throw new Error(`the property ${name} has no heading`);
    return { name, ...heading };
  });
}
