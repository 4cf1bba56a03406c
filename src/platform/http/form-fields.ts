import type { Context } from 'hono';

/** What was typed, as text; kept as it is when a form comes back with an error. Files are no part of it. */
export interface Form {
  /** First value of a name, just as it was typed; empty where there is none. */
  text(name: string): string;
  /** The same without blanks around it. */
  trimmed(name: string): string;
  /** Every value of a name. */
  all(name: string): readonly string[];
  /** By name, in the order of the form. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** A form that was never sent: what a page begins with. */
export function formOf(values: Readonly<Record<string, string>>): Form {
  return formFrom(new Map(Object.entries(values).map(([name, value]) => [name, [value]])));
}

export const EMPTY_FORM: Form = formOf({});

/**
 * The fields of a form that was sent; something else has none. The guard of form tokens may have read the body before: Hono
 * keeps the form itself, so that `all` still gives every value.
 */
export async function readForm(c: Context): Promise<Form> {
  const body = await c.req.parseBody({ all: true });
  return formFrom(
    new Map(
      Object.entries(body).map(([name, value]) => [
        name,
        (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string'),
      ]),
    ),
  );
}

function formFrom(values: Form['values']): Form {
  const text = (name: string) => values.get(name)?.[0] ?? '';
  return { text, trimmed: (name) => text(name).trim(), all: (name) => values.get(name) ?? [], values };
}
