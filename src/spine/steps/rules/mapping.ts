import { plainText } from './names.ts';

/** One name of a file's header and the step it belongs to. */
export interface NamedStep {
  readonly name: string;
  readonly step: string;
}

/** Step of each name of a header; null: the table does not have it. Later lines of the table win. */
export function mapNames(header: readonly string[], table: readonly NamedStep[]): readonly (string | null)[] {
  const known = new Map(table.map((line) => [plainText(line.name), line.step]));
  return header.map((name) => known.get(plainText(name)) ?? null);
}
