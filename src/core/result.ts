/**
 * The outcome of a rule or an action: a value, or a code that its module's table turns into one Japanese
 * sentence and one HTTP status. Exceptions are for our own faults only.
 */
export type Result<T, Code extends string> = Ok<T> | Refusal<Code>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refusal<Code extends string> {
  readonly ok: false;
  readonly code: Code;
  /** What was found, for the sentence: `{ found: '14,2', expected: '0～100' }`. */
  readonly detail: Readonly<Record<string, string>>;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse<Code extends string>(code: Code, detail: Record<string, string> = {}): Refusal<Code> {
  return { ok: false, code, detail };
}
