/** What every field of a form is given: its name, what was typed into it, and what is wrong with that. */
export interface TypedField {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
}

/** Fields of one form by name: `<TextField {...typed('documentNo')} label="文書番号" />`. */
export function typedFields(
  typed: (name: string) => string,
  errorOf: (name: string) => string | undefined,
): (name: string) => TypedField {
  return (name) => ({ name, value: typed(name), error: errorOf(name) });
}

/** The sentence of a field, where a page has a list of them. */
export function errorIn(
  errors: readonly { readonly field: string; readonly message: string }[],
): (name: string) => string | undefined {
  return (name) => errors.find((error) => error.field === name)?.message;
}
