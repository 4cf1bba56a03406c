import { FIELDS, type LineContent } from './line.ts';

/** What one writing changed: whole fields with their new values. */
export type Changes = Partial<LineContent>;

/** One writing of a line; never altered afterwards. */
export interface Entry {
  readonly edition: number;
  readonly changes: Changes;
}

/** The same text for the same value, whatever the order of keys: jsonb keeps none. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

export function differs(a: unknown, b: unknown): boolean {
  return canonical(a) !== canonical(b);
}

/** Fields of `to` that are not as in `from`. */
export function changesBetween(from: LineContent, to: LineContent): Changes {
  return Object.fromEntries(
    FIELDS.filter((field) => differs(from[field], to[field])).map((field) => [field, to[field]]),
  );
}

/** A line as its writings made it. `from` is an empty line; entries in the order of their editions. */
export function replay(from: LineContent, entries: readonly Entry[]): LineContent {
  return Object.assign({}, from, ...entries.map((entry) => entry.changes)) as LineContent;
}

export interface Clash {
  readonly field: keyof LineContent;
  readonly base: LineContent[keyof LineContent];
  readonly theirs: LineContent[keyof LineContent];
  readonly mine: LineContent[keyof LineContent];
}

/**
 * Two people at the same line. `merged`: what stands now, with mine where I changed something: nothing typed is lost.
 * `clashes`: fields that both changed, each with all three values; `theirs`: fields that only the other changed.
 */
export function threeWay(
  base: LineContent,
  now: LineContent,
  mine: LineContent,
): {
  readonly merged: LineContent;
  readonly clashes: readonly Clash[];
  readonly theirs: readonly (keyof LineContent)[];
} {
  const theirs = changesBetween(base, now);
  const own = changesBetween(base, mine);
  const clashes = FIELDS.filter(
    (field) => field in theirs && field in own && differs(now[field], mine[field]),
  );
  return {
    merged: { ...now, ...own },
    clashes: clashes.map((field) => ({
      field,
      base: base[field],
      theirs: now[field],
      mine: mine[field],
    })),
    theirs: FIELDS.filter((field) => field in theirs && !(field in own)),
  };
}
