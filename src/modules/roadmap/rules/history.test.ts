import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyContent, line, TODAY } from '../../../../test/roadmap/any-line.ts';
import { readDraft } from './check.ts';
import { valuesOf } from './form-values.ts';
import { changesBetween, differs, replay, threeWay } from './history.ts';
import { EMPTY_LINE, type LineContent } from './line.ts';
import { headsOf, rowOf, typedOfRow } from './sheet.ts';

describe('the history of a line', () => {
  it('replays to the line, whatever was written in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyContent, { minLength: 1, maxLength: 8 }), (writings) => {
        let now = EMPTY_LINE;
        const entries = writings.map((wanted, index) => {
          const changes = changesBetween(now, wanted);
          now = wanted;
          // As the database gives it back: keys in another order.
          return { edition: index + 1, changes: JSON.parse(JSON.stringify(changes)) as typeof changes };
        });
        expect(replay(EMPTY_LINE, entries)).toEqual(writings.at(-1));
      }),
    );
  });

  it('two people at one line: nothing of either is lost without being named', () => {
    fc.assert(
      fc.property(anyContent, anyContent, anyContent, (base, theirs, mine) => {
        const { merged, clashes } = threeWay(base, theirs, mine);
        for (const field of Object.keys(EMPTY_LINE) as (keyof LineContent)[]) {
          const mineChanged = differs(base[field], mine[field]);
          expect(merged[field]).toEqual(mineChanged ? mine[field] : theirs[field]);
          const clashing =
            mineChanged && differs(base[field], theirs[field]) && differs(theirs[field], mine[field]);
          expect(clashes.some((clash) => clash.field === field)).toBe(clashing);
        }
      }),
    );
  });

  it('a form that comes back untouched changes nothing', () => {
    const known = {
      items: new Set(['divide', 'telework', 'bpr']),
      owners: new Map(),
      indicators: new Set<string>(),
      lines: new Set([2]),
      today: TODAY,
    };
    fc.assert(
      fc.property(anyContent, (base) => {
        fc.pre(base.indicator !== null || (base.baseline === null && base.target === null));
        fc.pre(base.starts === null || base.ends === null || base.starts.on <= base.ends.on);
        const draft = readDraft(valuesOf(base, new Set()), base, known);
        expect(draft.errors).toEqual([]);
        expect(changesBetween(base, draft.content)).toEqual({});
        const names = { items: [], owners: [], indicators: [], fiscalYear: 2026, bodyCode: '993026' };
        const stored = { ...line(1, {}), content: base };
        const heads = headsOf(2026);
        const { typed } = typedOfRow(heads, rowOf(stored, names), names, base, () => []);
        expect(changesBetween(base, readDraft(typed, base, known).content)).toEqual({});
      }),
    );
  });
});
