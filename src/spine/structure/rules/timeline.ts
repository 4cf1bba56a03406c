import type { Day } from '../../../core/calendar.ts';
import type { EvidenceFact, EvidenceMark } from '../../contracts/evidence.ts';
import { covers, type EntryContent } from './entry.ts';
import { type Kind, MARKS_OF, RANKS, UNITS } from './kinds.ts';

type Said = Pick<EvidenceFact, 'indicator' | 'part' | 'value' | 'reason'>;

/** What the entries of a kind say of one day: marks that stand, and values of indicators. */
export interface DayState {
  readonly marks: readonly Pick<EvidenceMark, 'key' | 'stands'>[];
  readonly facts: readonly Said[];
}

const yesNo = (indicator: string, yes: boolean): Said => ({
  indicator,
  part: '',
  value: yes ? 1n : 0n,
  reason: null,
});

/** One part is 1, the others 0; nothing applies where nothing is held. */
function oneOf(indicator: string, parts: readonly string[], chosen: string | null): readonly Said[] {
  return parts.map((part) => ({
    indicator,
    part,
    value: chosen === null ? null : part === chosen ? 1n : 0n,
    reason: chosen === null ? ('not-applicable' as const) : null,
  }));
}

/**
 * What stands on a day. 空席, 職務代理 and 置かない are all 「任命していない」: who acts for a CIO has not been made CIO. Before
 * the first entry nothing is known; what had been said of such a day is taken back.
 */
export function dayState(kind: Kind, entries: readonly EntryContent[], day: Day): DayState {
  const held = entries.filter((entry) => entry.state === 'held' && covers(entry, day));
  const known = entries.some((entry) => entry.validFrom <= day);
  const one = held[0] ?? null;
  const byHead = one?.rank === 'head' || one?.rank === 'deputy';
  const marks = MARKS_OF[kind].map((key) => ({
    key,
    stands: key === 'structure.cross-cutting-by-head' ? byHead : one !== null,
  }));
  const facts = factsOf(kind, one, byHead);
  return {
    marks,
    facts: known ? facts : facts.map((fact) => ({ ...fact, value: null, reason: 'withdrawn' as const })),
  };
}

function factsOf(kind: Kind, one: EntryContent | null, byHead: boolean): readonly Said[] {
  switch (kind) {
    case 'cio':
      return [yesNo('cio@1', one !== null), ...oneOf('cio-post@1', RANKS, one?.rank ?? null)];
    case 'cio-aide':
      return [yesNo('cio-aide@1', one !== null)];
    case 'dedicated-unit':
      return [
        yesNo('dedicated-dept@1', one !== null),
        ...oneOf('dedicated-unit@1', UNITS, one?.unit ?? null),
      ];
    case 'cross-cutting':
      return [yesNo('cross-cutting-body@1', byHead)];
    case 'dx-leader':
      return [];
  }
}

/** Days on which something begins or ends. */
function turns(entries: readonly EntryContent[]): readonly Day[] {
  return entries.flatMap(({ validFrom, validTo }) => (validTo === null ? [validFrom] : [validFrom, validTo]));
}

/**
 * What has to be recorded when the entries of a kind change: each day of which something new is said, and each day that
 * was recorded once and says something else now. After it, every recorded day says what the entries say of it.
 */
export function changesOf(
  kind: Kind,
  before: readonly EntryContent[],
  after: readonly EntryContent[],
  recorded: readonly Day[],
): { readonly marks: readonly EvidenceMark[]; readonly facts: readonly EvidenceFact[] } {
  const known = new Set(recorded);
  const days = [...new Set([...turns(after), ...recorded])].sort();
  const changed = days.filter(
    (day) => !known.has(day) || text(dayState(kind, before, day)) !== text(dayState(kind, after, day)),
  );
  const states = changed.map((day) => ({ day, ...dayState(kind, after, day) }));
  return {
    marks: states.flatMap(({ day, marks }) => marks.map((mark) => ({ ...mark, on: day }))),
    facts: states.flatMap(({ day, facts }) => facts.map((fact) => ({ ...fact, on: day }))),
  };
}

function text(state: DayState): string {
  return JSON.stringify(state, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
}
