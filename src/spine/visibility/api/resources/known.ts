import type { Day } from '../../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../../core/indicator.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { partsOf } from '../../../indicators/rules.ts';
import { definitionFor } from '../../../roll-up/figure.ts';

const INDICATORS = '指標の一覧は /api/v1/indicators にあります。';

/** The definition that is asked for, in the wording known on a day. Throws HttpProblem 404. */
export async function knownDefinition(
  deps: Deps,
  indicator: string,
  knownOn: Day | null,
  today: Day,
): Promise<IndicatorDefinition> {
  const found = await definitionFor(deps.db, indicator, knownOn, today);
  if (found.ok) return found.value;
  throw unknownIndicator(indicator, found.code, knownOn);
}

export function unknownIndicator(
  indicator: string,
  code: 'unknown-indicator' | 'not-known-then',
  knownOn: Day | null,
): HttpProblem {
  if (code === 'unknown-indicator') {
    return new HttpProblem(404, `指標「${indicator}」はありません。`, INDICATORS, { found: indicator });
  }
  const title = `${knownOn} には、指標「${indicator}」はまだ登録されていませんでした。`;
  return new HttpProblem(404, title, 'knownOn を後の日にするか、省いてください。', { found: indicator });
}

export function partIds(definition: IndicatorDefinition): readonly string[] {
  return partsOf(definition)
    .map((part) => part.id)
    .filter((id) => id !== '');
}

/** Throws HttpProblem 404 that lists the parts there are. */
export function checkPart(definition: IndicatorDefinition, part: string): void {
  const parts = partIds(definition);
  if (parts.includes(part)) return;
  throw new HttpProblem(
    404,
    `指標「${definition.id}」に内訳「${part}」はありません。`,
    parts.length === 0
      ? 'この指標に内訳はありません。part を省いてください。'
      : '内訳のIDは parts にあります。',
    { found: part, parts },
  );
}

/** A date that is not held is answered with those that are. */
export function unknownDate(indicator: string, asOf: Day | null, held: readonly Day[]): HttpProblem {
  const dates = [...new Set(held)].sort().reverse();
  const title =
    asOf === null
      ? `指標「${indicator}」の値は、この条件ではまだ登録されていません。`
      : `指標「${indicator}」に、基準日「${asOf}」の値はありません。`;
  const detail =
    dates.length === 0 ? '公的な資料を取り込むと答えられます。' : `ある基準日は ${dates.join('、')} です。`;
  return new HttpProblem(404, title, detail, { found: asOf, dates });
}
