import type { BodyCode } from '../../core/body-code.ts';
import { formatDay } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { HomeItem, HomeSource, HomeTask } from '../../spine/contracts/home.ts';
import { may, type Seat } from '../../spine/contracts/seat.ts';
import { newestTemplate } from './actions/open.ts';
import { type HeldPolicy, heldPolicies } from './actions/standing.ts';
import { bodyCounts, MISSING_TITLES, missingOf } from './rules/counting.ts';
import { minutesFrom } from './rules/next-action.ts';
import { openlyMissing } from './rules/review.ts';
import { nextStep, WHOLE_MINUTES, WRITE_STEPS } from './rules/sections.ts';

const ITEM = 'planned-work';
/** Of work: to record a decision or a publication that was made elsewhere. */
const RECORD_MINUTES = 3;

/** 全体方針 on the home of a body and of its prefecture: ステップ1 of the handbook. */
export const overallPolicyHome: HomeSource = {
  id: 'overall-policy',
  async read(tx, { seat, bodyCodes }) {
    if (bodyCodes.length === 0) return {};
    const held = await heldPolicies(tx, bodyCodes);
    const itemOfBody = (code: BodyCode) => itemOf(code, held.get(code) ?? [], code === seat.bodyCode);
    return {
      tasks: await tasksOf(tx, seat, held.get(seat.bodyCode) ?? []),
      items: new Map(bodyCodes.map((code) => [code, [itemOfBody(code)]])),
    };
  },
};

async function tasksOf(tx: Tx, seat: Seat, held: readonly HeldPolicy[]): Promise<readonly HomeTask[]> {
  const tasks = held
    .filter(({ consent }) => consent?.state === 'asked' && may(seat, 'overall-policy:decide'))
    .map(
      ({ whole }): HomeTask => ({
        title: `共同の全体方針「${whole.policy.title}」に回答する`,
        minutes: RECORD_MINUTES,
        href: `/overall-policy/joint/${whole.policy.bodyCode}/${whole.policy.policyNo}`,
        button: '内容を見て回答する',
        dueOn: null,
        why: '回答を記録するまで、この団体では数えません。',
      }),
    );
  const own = held.filter(({ consent, whole }) => consent === null && whole.policy.abolition === null);
  const written = own.some(({ whole }) => whole.versions.at(-1)?.version.way === 'written');
  const items = written ? (await newestTemplate(tx)).items : [];
  for (const { whole } of own) {
    const newest = whole.versions.at(-1);
    if (newest === undefined || newest.version.publishedOn !== null) continue;
    const at = `/overall-policy/${whole.policy.policyNo}/versions/${newest.version.versionNo}`;
    const step = newest.version.way === 'written' ? nextStep(newest.sections, items) : 'check';
    if (newest.version.decision !== null && may(seat, 'overall-policy:decide'))
      tasks.push({
        title: `全体方針「${whole.policy.title}」の公表日を記録する`,
        minutes: RECORD_MINUTES,
        href: `${at}/record`,
        button: '公表を記録する',
        dueOn: null,
        why: '公表日の記録がないため、まだ数えていません。',
      });
    else if (newest.version.decision === null && step !== 'check' && may(seat, 'overall-policy:answer'))
      tasks.push({
        title: `全体方針「${whole.policy.title}」の続きを書く`,
        minutes: minutesFrom(step),
        href: `${at}/write/${step}`,
        button: '続きを書く',
        dueOn: null,
        why: null,
      });
    else if (newest.version.decision === null && may(seat, 'overall-policy:decide'))
      tasks.push({
        title: `全体方針「${whole.policy.title}」の決裁を記録する`,
        minutes: RECORD_MINUTES,
        href: `${at}/record`,
        button: '決裁を記録する',
        dueOn: null,
        why: '決裁日と公表日の両方の記録で、数え始めます。',
      });
  }
  const nothing = tasks.length === 0 && own.length === 0;
  if (
    nothing &&
    bodyCounts(held.map(({ standing }) => standing)) === null &&
    may(seat, 'overall-policy:answer')
  )
    tasks.push({
      title: `全体方針を始める（${WRITE_STEPS.length}段階、合わせて約${WHOLE_MINUTES}分）`,
      // Of the first step: it can be left after each, and comes where short tasks come.
      minutes: WRITE_STEPS[0].minutes,
      href: '/overall-policy',
      button: '全体方針を始める',
      dueOn: null,
      why: '手順書のステップ1は、ビジョンと工程表を決めることから始まります。',
    });
  return tasks;
}

function itemOf(bodyCode: BodyCode, held: readonly HeldPolicy[], own: boolean): HomeItem {
  const since = bodyCounts(held.map(({ standing }) => standing));
  const href = own ? '/overall-policy' : `/overall-policy/of/${bodyCode}`;
  const common = { item: ITEM, href, dueOn: null, late: null };
  if (since !== null)
    return {
      ...common,
      state: 'evidenced',
      text: `全体方針を${formatDay(since)}から数えています。`,
      next: null,
    };
  const open = held.findLast(({ consent, whole }) => consent === null && whole.policy.abolition === null);
  const newest = open?.whole.versions.at(-1);
  const next = {
    title: newest === undefined ? '全体方針を始める' : '全体方針を進める',
    href: '/overall-policy',
  };
  if (newest === undefined) {
    const ended = held.flatMap(({ standing }) => (standing.ended === null ? [] : [standing.ended])).sort();
    const last = ended.at(-1);
    const text =
      last === undefined ? '全体方針の登録がありません。' : `全体方針を${formatDay(last)}に廃止しました。`;
    return { ...common, state: 'none', text, next: own ? next : null };
  }
  // A prefecture does not see the text of a draft: nothing is said of what it cannot know.
  const all = own ? missingOf(newest.version, newest.sections) : openlyMissing(newest);
  const missing = all.map((one) => MISSING_TITLES[one]);
  return {
    ...common,
    state: newest.version.decision === null ? 'none' : 'declared',
    text: `全体方針はまだ数えていません（足りないもの：${missing.join('、')}）。`,
    next: own ? next : null,
  };
}
