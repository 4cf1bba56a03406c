import type { SheetLine } from './load-body.ts';
import type { Standing } from './rules/sentences.ts';
import { missingOf, ownText } from './rules/values.ts';

/** What the three sentences need, from the lines of a sheet. */
export function standingOf(name: string, lines: readonly SheetLine[]): Standing {
  return { name, structure: structureOf(lines), card: cardOf(lines), procedures: proceduresOf(lines) };
}

/** Yes/no items under the plan's headings of structure, on the newest day that the body has a record of. */
function structureOf(lines: readonly SheetLine[]): Standing['structure'] {
  const items = lines.filter(
    ({ definition, headings }) =>
      definition.valueKind === 'yes-no' && headings.some((heading) => heading.group === 'structure'),
  );
  const days = items.filter((line) => line.own !== null).map((line) => line.on);
  const on = days.reduce((a, b) => (a > b ? a : b), '');
  if (on === '') return null;
  const own = items.flatMap((line) => (line.on === on && line.own !== null ? [line.own] : []));
  return {
    on,
    items: items.length,
    reported: own.filter((row) => row.value !== null).length,
    done: own.filter((row) => row.value === 1n).length,
    notAsked: own.filter((row) => row.value === null && missingOf(row) === 'not-asked').length,
  };
}

/** The newer of the two; holding where both are of one day. */
function cardOf(lines: readonly SheetLine[]): Standing['card'] {
  const found = (['holding', 'issued'] as const).flatMap((kind) => {
    const line = lines.find(({ definition }) => definition.id === `card-${kind}`);
    const percent = line === undefined ? null : ownText(line.definition, line.own?.shown ?? null);
    return line === undefined || percent === null ? [] : [{ kind, on: line.on, percent }];
  });
  return found.reduce<Standing['card']>(
    (best, one) => (best === null || one.on > best.on ? one : best),
    null,
  );
}

function proceduresOf(lines: readonly SheetLine[]): Standing['procedures'] {
  const care = lines.find(({ definition }) => definition.id === 'procedures-26');
  const often = lines.find(({ definition }) => definition.id === 'procedures-32');
  const careText = care === undefined ? null : ownText(care.definition, care.own?.shown ?? null);
  const own = often?.own;
  const counts =
    own != null && own.value !== null && own.base !== null && own.base > 0n
      ? { online: Number(own.value), all: Number(own.base) }
      : null;
  const day = (careText === null ? undefined : care?.on) ?? (counts === null ? undefined : often?.on);
  if (day === undefined) return null;
  // Values of two days have no common sentence: the newer stands alone.
  if (
    careText !== null &&
    counts !== null &&
    care !== undefined &&
    often !== undefined &&
    care.on !== often.on
  )
    return care.on > often.on
      ? { on: care.on, care: careText, often: null }
      : { on: often.on, care: null, often: counts };
  return { on: day, care: careText, often: counts };
}
