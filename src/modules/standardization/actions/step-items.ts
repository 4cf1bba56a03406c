import { type BodyCode, NATION } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { rememberNames } from '../../../spine/steps/actions/names.ts';
import { setItems, stepLists } from '../queries/months.ts';
import { WORK_ITEMS } from '../rules/work-items.ts';
import { LOAD_WRITER } from './load-job.ts';

/** 作業項目 of each step, as a person says. */
export async function mapSteps(
  deps: Deps,
  since: Day,
  itemOf: (step: number) => string,
  whole: BodyCode = NATION,
): Promise<Result<true, 'no-list' | 'bad-mapping'>> {
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const list = (await stepLists(tx, whole)).find((one) => one.since === since);
    if (list === undefined) return refuse('no-list');
    const items = list.steps.map((_, index) => Number(itemOf(index + 1) || '0'));
    if (items.some((no) => !Number.isInteger(no) || no < 0 || no > WORK_ITEMS.length))
      return refuse('bad-mapping');
    await setItems(tx, whole, since, items);
    const names = list.steps.map((name, index) => ({ name, number: items[index] ?? 0 }));
    await rememberNames(tx, deps.clock, 'standardization', names, LOAD_WRITER.title);
    return ok(true);
  });
}
