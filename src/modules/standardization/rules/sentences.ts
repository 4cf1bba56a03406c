import { formatDay } from '../../../core/calendar.ts';
import { businessAt } from './businesses.ts';
import type { PrivacyAssessment } from './gate.ts';
import { monthTitle } from './month.ts';
import { type Conflict, type Move, STEP_STATES } from './states.ts';
import type { StepList } from './step-list.ts';

/** Why a month is not saved, with the field of the form that it is about. */
export interface Fault {
  readonly code: FaultCode;
  readonly field: string;
  readonly message: string;
}

export type FaultCode =
  | 'not-yours'
  | 'future-month'
  | 'month-closed'
  | 'body-ended'
  | 'replacement-incomplete'
  | 'conflict'
  | 'before-gate'
  | 'no-reason'
  | 'bad-assessment'
  | 'bad-date'
  | 'unknown-step'
  | 'bad-file'
  | 'other-month'
  | 'steps-renamed'
  | 'no-consent'
  | 'out-of-scope'
  | 'missing'
  | 'stale';

const STATUS: Partial<Readonly<Record<FaultCode, 403 | 404 | 409 | 422>>> = {
  'not-yours': 403,
  'out-of-scope': 403,
  'no-consent': 403,
  'month-closed': 409,
  'body-ended': 409,
  conflict: 409,
  stale: 409,
};

export function statusOf(faults: readonly Fault[]): 403 | 404 | 409 | 422 {
  return STATUS[faults[0]?.code ?? 'missing'] ?? 422;
}

export function fault(code: FaultCode, field: string, message: string): Fault {
  return { code, field, message };
}

export function lineField(businessNo: number): string {
  return `line-${businessNo}`;
}

export function stepName(list: StepList, step: number): string {
  return `ステップ${step}「${list.steps[step - 1] ?? '不明'}」`;
}

export function closedMonth(month: string): Fault {
  return fault(
    'month-closed',
    'replacement',
    `${monthTitle(month)}は確定済みです。直すときは、差替えの理由と文書番号を書いてください。`,
  );
}

export function futureMonth(month: string): Fault {
  return fault(
    'future-month',
    'month',
    `${monthTitle(month)}はまだ来ていません。今月までの月を選んでください。`,
  );
}

export function endedBody(name: string, on: string, successor: string | null): Fault {
  const next = successor === null ? '' : `この月は${successor}が報告します。`;
  return fault(
    'body-ended',
    'month',
    `${name}は${formatDay(on)}に変わりました。${next}これまでの月は残っています。`,
  );
}

export function conflictFault(businessNo: number, list: StepList, conflict: Conflict, by: string): Fault {
  const business = businessAt(businessNo)?.title ?? '';
  return fault(
    'conflict',
    lineField(businessNo),
    `${business}の${stepName(list, conflict.step)}は、${by}が先に「${STEP_STATES[conflict.now]}」にしました。入力は「${STEP_STATES[conflict.to]}」です。`,
  );
}

export function gateFault(
  businessNo: number,
  list: StepList,
  move: Move,
  assessment: PrivacyAssessment | null,
): Fault {
  const business = businessAt(businessNo)?.title ?? '';
  const why =
    assessment?.heldOn == null
      ? '特定個人情報保護評価の日がありません'
      : '特定個人情報保護評価の日が、この月より後です';
  return fault(
    'before-gate',
    lineField(businessNo),
    `${business}の${stepName(list, move.step)}はまだ完了にできません。${why}。評価の日か「実施不要」の理由を書いてください。`,
  );
}

export function reasonFault(businessNo: number): Fault {
  const business = businessAt(businessNo)?.title ?? '';
  return fault(
    'no-reason',
    `reason-${businessNo}`,
    `${business}を対象外にする理由を書いてください。ファイルでは「対象外の理由」の列に書きます。`,
  );
}

/** Why a table of the ministry is not taken over as a whole. */
export type LoadRefusal = 'no-steps' | 'month-closed' | 'list-changed' | 'at-work' | 'unknown-load';

export const LOAD_SENTENCES: Readonly<Record<LoadRefusal, string>> = {
  'no-steps': '業務名の列と、ステップの列が見つかりません。国の「ステップごとの状態」の表を選んでください。',
  'month-closed': 'この月は確定済みです。表からは変えられません。団体が差替えとして直します。',
  'list-changed': '確かめた後に、ステップの一覧が変わりました。もう一度ファイルを選んでください。',
  'at-work': 'この表は、もう取り込み始めています。',
  'unknown-load': 'この表は見つかりません。もう一度ファイルを選んでください。',
};
