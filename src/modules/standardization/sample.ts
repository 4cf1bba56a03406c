import { SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import { type Day, endOfMonth } from '../../core/calendar.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { SAMPLE_BODIES, type SampleBody, sampleBodies } from '../../spine/sample/bodies.ts';
import { drawn } from '../../spine/sample/draw.ts';
import { levelOf, PROGRAM, today } from './actions/by.ts';
import { closeAs } from './actions/close-month.ts';
import { saveMonth } from './actions/save-month.ts';
import { insertStepList, reportsOf, stepLists } from './queries/months.ts';
import { type Business, businessesOf, businessNo } from './rules/businesses.ts';
import { monthBefore } from './rules/month.ts';
import { type Move, movesBetween, type StepState, unreported } from './rules/states.ts';
import type { StepList } from './rules/step-list.ts';
import { WORK_ITEMS } from './rules/work-items.ts';
import { seedSystems } from './sample-systems.ts';

const SINCE: Day = '2026-01-31';
/** Before it the figures of 見本県 are drawn by the spine's sample. */
const FIRST: Day = '2026-02-28';
/** How many steps each 作業項目 has in the invented list; 40 together. */
const STEPS_OF_ITEM = [2, 2, 2, 3, 2, 2, 2, 2, 2, 3, 2, 2, 3, 4, 3, 2, 2];

/** Names of 40 steps are in no document. These are invented, and say so. */
export const SAMPLE_LIST: StepList = {
  since: SINCE,
  steps: WORK_ITEMS.flatMap((item, index) =>
    Array.from({ length: STEPS_OF_ITEM[index] ?? 2 }, (_, at) => `${item.title}・見本${at + 1}`),
  ),
  items: WORK_ITEMS.flatMap((item, index) =>
    Array.from({ length: STEPS_OF_ITEM[index] ?? 2 }, () => item.no),
  ),
  source: '見本（実在しません）',
};

/** Three months of 見本県: two closed, one 速報 that the village has not reported. Idempotent. */
export async function seedStandardizationSample(deps: Deps): Promise<void> {
  if (!deps.settings.sample) return;
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    if ((await stepLists(tx, SAMPLE_PREFECTURE)).length > 0) return;
    const at = new Date(deps.clock.now()).toISOString();
    await insertStepList(tx, SAMPLE_PREFECTURE, SAMPLE_LIST, PROGRAM.title, at);
    const last = monthBefore(endOfMonth(today(deps.clock)));
    const months = [monthBefore(monthBefore(last)), monthBefore(last), last].filter(
      (month) => month >= FIRST,
    );
    for (const [index, month] of months.entries()) {
      for (const body of sampleBodies) {
        const silent = body.code === SAMPLE_BODIES.village.code && month === last && months.length > 1;
        if (silent || (await reportsOf(tx, body.code)).some((report) => report.month === month)) continue;
        const outcome = await saveMonth(tx, deps.clock, PROGRAM, body.code, monthOf(body, month, index));
        if (!outcome.ok) throw new Error(`sample of standardization: ${outcome.faults[0]?.message}`);
      }
      if (month !== last) await closeAs(tx, deps.clock, PROGRAM, SAMPLE_PREFECTURE, month);
    }
    await seedSystems(tx, deps.clock);
  });
}

function monthOf(body: SampleBody, month: Day, index: number) {
  const moves = new Map<number, readonly Move[]>();
  const reasons = new Map<number, string>();
  for (const business of businessesOf(levelOf(body.code))) {
    const no = businessNo(business.id);
    const before = index === 0 ? unreported(SAMPLE_LIST.steps.length) : statesOf(body, business, index - 1);
    moves.set(no, movesBetween(before, statesOf(body, business, index)));
    if (isElsewhere(body, business)) reasons.set(no, '県福祉事務所が実施');
  }
  return { month, moves, reasons, via: 'sample', asGiven: true } as const;
}

/** 生活保護 of towns and villages without 福祉事務所. */
function isElsewhere(body: SampleBody, business: Business): boolean {
  return business.id === 'public-assistance' && (body.kind === 'town' || body.kind === 'village');
}

function statesOf(body: SampleBody, business: Business, index: number): string {
  const length = SAMPLE_LIST.steps.length;
  if (isElsewhere(body, business)) return '4'.repeat(length);
  const ease = drawn(body.code, 'standardization', business.id);
  const done = Math.min(length, Math.round(length * (0.45 + body.progress * 0.35 + ease * 0.3)) + index);
  const working = Math.min(length - done, 2 + Math.round(ease * 2));
  return Array.from(
    { length },
    (_, at): StepState => (at < done ? '3' : at < done + working ? '2' : '1'),
  ).join('');
}
