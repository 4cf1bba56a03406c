import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEntry, cioHint, type EntryContent } from './entry.ts';
import type { Kind } from './kinds.ts';
import { changesOf, dayState } from './timeline.ts';

function entry(more: Partial<EntryContent> = {}): EntryContent {
  return {
    kind: 'cio',
    state: 'held',
    validFrom: '2024-04-01',
    validTo: null,
    title: '副町長',
    rank: 'deputy',
    unit: null,
    external: null,
    members: null,
    personId: null,
    ...more,
  };
}

describe('an entry', () => {
  it.each<[string, EntryContent, readonly EntryContent[], string]>([
    ['in order', entry(), [], 'ok'],
    ['dates in the wrong order', entry({ validTo: '2024-03-31' }), [], 'ends-before-it-begins'],
    ['of no day', entry({ validTo: '2024-04-01' }), [], 'ends-before-it-begins'],
    ['without a title', entry({ title: '' }), [], 'title-missing'],
    ['without a rank', entry({ rank: null }), [], 'rank-missing'],
    ['beside an open term', entry({ validFrom: '2026-04-01' }), [entry()], 'overlaps'],
    ['right after a term', entry({ validFrom: '2026-04-01' }), [entry({ validTo: '2026-04-01' })], 'ok'],
    ['空席 in a term', entry({ state: 'vacant', validFrom: '2025-01-01' }), [entry()], 'overlaps'],
    ['a unit that is 空席', entry({ kind: 'dedicated-unit', state: 'vacant' }), [], 'state-unknown'],
    ['an aide of unknown origin', entry({ kind: 'cio-aide', rank: null }), [], 'external-missing'],
    [
      'a second aide',
      entry({ kind: 'cio-aide', external: true, title: 'アドバイザー' }),
      [entry({ kind: 'cio-aide', external: false })],
      'ok',
    ],
    [
      'the same aide twice',
      entry({ kind: 'cio-aide', external: true }),
      [entry({ kind: 'cio-aide', external: true })],
      'overlaps',
    ],
    [
      '置かない beside an aide',
      entry({ kind: 'cio-aide', state: 'not-placed' }),
      [entry({ kind: 'cio-aide', external: true })],
      'overlaps',
    ],
  ])('%s', (_, content, others, code) => {
    const checked = checkEntry(content, others);
    expect(checked.ok ? 'ok' : checked.code).toBe(code);
  });

  it('gets a hint and no error when the CIO is not of 副首長 rank', () => {
    const director = entry({ rank: 'director', title: '総務課長' });
    expect(checkEntry(director, []).ok).toBe(true);
    expect(cioHint(director)).toContain('望ましい');
    expect(cioHint(entry())).toBeNull();
    expect(cioHint(entry({ state: 'vacant' }))).toBeNull();
  });
});

describe('what a day says', () => {
  const value = (kind: Kind, entries: readonly EntryContent[], day: string, indicator: string, part = '') =>
    dayState(kind, entries, day).facts.find((fact) => fact.indicator === indicator && fact.part === part);
  const term = entry({ validTo: '2026-04-01' });

  it.each<[string, readonly EntryContent[], string, bigint | null, string | null]>([
    ['before the first entry', [term], '2024-03-31', null, 'withdrawn'],
    ['in the term', [term], '2026-03-31', 1n, null],
    ['after it', [term], '2026-04-01', 0n, null],
    ['空席', [term, entry({ state: 'vacant', validFrom: '2026-04-01' })], '2026-05-01', 0n, null],
    ['職務代理', [term, entry({ state: 'acting', validFrom: '2026-04-01' })], '2026-05-01', 0n, null],
    ['置かない', [entry({ state: 'not-placed' })], '2024-04-01', 0n, null],
  ])('%s', (_, entries, day, expected, reason) => {
    expect(value('cio', entries, day, 'cio@1')).toMatchObject({ value: expected, reason });
  });

  it('says the rank, the unit, and who chairs', () => {
    expect(value('cio', [term], '2025-01-01', 'cio-post@1', 'deputy')?.value).toBe(1n);
    expect(value('cio', [term], '2025-01-01', 'cio-post@1', 'head')?.value).toBe(0n);
    expect(value('cio', [term], '2026-05-01', 'cio-post@1', 'deputy')?.reason).toBe('not-applicable');
    const unit = entry({ kind: 'dedicated-unit', unit: 'group', rank: null });
    expect(value('dedicated-unit', [unit], '2025-01-01', 'dedicated-unit@1', 'group')?.value).toBe(1n);
    const meeting = entry({ kind: 'cross-cutting', rank: 'director' });
    const state = dayState('cross-cutting', [meeting], '2025-01-01');
    expect(state.facts).toMatchObject([{ indicator: 'cross-cutting-body@1', value: 0n }]);
    expect(state.marks).toEqual([
      { key: 'structure.cross-cutting', stands: true },
      { key: 'structure.cross-cutting-by-head', stands: false },
    ]);
  });
});

describe('what is recorded', () => {
  const day = fc.integer({ min: 0, max: 8 }).map((n) => `2026-0${n + 1}-01`);
  const term: fc.Arbitrary<EntryContent> = fc
    .tuple(day, fc.option(day, { nil: null }), fc.constantFrom('held', 'vacant'))
    .filter(([from, to]) => to === null || to > from)
    .map(([validFrom, validTo, state]) => entry({ validFrom, validTo, state: state as 'held' }));

  it('says of every day what the entries say, after any number of changes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(term, { maxLength: 3 }), { minLength: 1, maxLength: 6 }), (versions) => {
        const stored = new Map<string, bigint | null>();
        let before: readonly EntryContent[] = [];
        for (const after of versions) {
          const changes = changesOf('cio', before, after, [...stored.keys()]);
          for (const fact of changes.facts) {
            if (fact.indicator === 'cio@1') stored.set(fact.on, fact.value);
          }
          before = after;
          for (let month = 1; month <= 9; month += 1) {
            const on = `2026-0${month}-15`;
            const newest = [...stored.keys()]
              .filter((one) => one <= on)
              .sort()
              .at(-1);
            const read = newest === undefined ? null : stored.get(newest);
            const said = dayState('cio', after, on).facts[0]?.value;
            expect(read).toBe(said);
          }
        }
      }),
    );
  });
});
