import { type Business, businessAt } from './businesses.ts';
import { factsOf, type RateFact } from './rates.ts';
import { countStates, type States } from './states.ts';

/** A line of a month as 確定 looks at it. */
export interface ClosingLine {
  readonly businessNo: number;
  readonly states: States;
  /** It stands on the 17 作業項目, which give no official figure. */
  readonly onItems: boolean;
}

export interface FinalFact extends Omit<RateFact, 'reason'> {
  readonly reason: RateFact['reason'] | 'not-answered';
}

/** What 確定 says of a body: what it has reported, and 未回答 where it was silent. Of the 17 作業項目 alone nothing. */
export function finalFacts(lines: readonly ClosingLine[], asked: readonly Business[]): readonly FinalFact[] {
  if (lines.length > 0 && lines.every((line) => line.onItems)) return [];
  const known = lines.filter((line) => !line.onItems && /[^0]/.test(line.states));
  const parts = known.map((line) => ({
    id: businessAt(line.businessNo)?.id ?? '',
    counts: countStates(line.states),
  }));
  const facts = factsOf(parts, parts.length === asked.length);
  const said = new Set(facts.map((fact) => fact.part));
  const silent = [...asked.map((one) => one.id), 'total'].filter((part) => !said.has(part));
  return [
    ...facts,
    ...silent.map((part) => ({
      ...{ indicator: 'standardization@1' as const, part, value: null, base: null },
      reason: 'not-answered' as const,
    })),
  ];
}

/** The texts of a body's month, one for each line, and the numbers of businesses on the 17 作業項目. */
export function closingLines(text: string, onItems: readonly number[]): readonly ClosingLine[] {
  return text.split('\n').map((line) => {
    const businessNo = Number(line.slice(0, 2));
    return { businessNo, states: line.slice(3), onItems: onItems.includes(businessNo) };
  });
}

/** Facts as the store tells them, so that two can be compared at once; `numbers`: how it stores reasons. */
export function factsText(
  facts: readonly FinalFact[],
  numbers: Readonly<Record<'not-answered' | 'not-applicable', number>>,
): string {
  const of = (value: bigint | number | null) => value ?? '-';
  return facts
    .map(({ indicator, part, value, base, reason }) => ({
      name: `${indicator} ${part}`,
      rest: `${of(value)} ${of(base)} ${of(reason === null ? null : numbers[reason])}`,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, rest }) => `${name} ${rest}`)
    .join('\n');
}
