import { formatDay } from '../../../core/calendar.ts';
import type { Refusal } from '../../../core/result.ts';
import { STATE_TITLES, type StepState } from './model.ts';
import type { MoveRefusal } from './moves.ts';

export type StepRefusal =
  | MoveRefusal
  | 'no-such-template'
  | 'not-yours'
  | 'changed-meanwhile'
  | 'bad-day'
  | 'bad-url'
  | 'too-long'
  | 'no-choice';

type Detail = Readonly<Record<string, string>>;

interface Told {
  readonly status: 403 | 404 | 409 | 422;
  /** Field of the form that it is about. */
  readonly field: string;
  readonly sentence: (detail: Detail) => string;
}

function told(status: Told['status'], field: string, sentence: string | Told['sentence']): Told {
  return { status, field, sentence: typeof sentence === 'string' ? () => sentence : sentence };
}

/** 「令和8年5月1日（2026年）」, or what was typed where it is no day. */
function dayText(text: string | undefined): string {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text) : (text ?? '');
}

export const STEP_REFUSALS: Readonly<Record<StepRefusal, Told>> = {
  'no-such-template': told(404, 'move', 'この手順は見つかりません。'),
  'no-such-step': told(404, 'move', 'このステップは見つかりません。'),
  'not-yours': told(403, 'move', 'このステップは、今の在席では記録できません。'),
  'by-evidence': told(409, 'move', 'このステップは、根拠資料の登録で自動的に決まります。'),
  'no-choice': told(422, 'move', '何を記録するかを選んでください。'),
  'no-move': told(
    409,
    'move',
    ({ found }) => `今の状態は「${STATE_TITLES[found as StepState] ?? found}」です。この記録はできません。`,
  ),
  gate: told(409, 'on', ({ why }) => why ?? ''),
  'gate-of-later': told(
    409,
    'move',
    ({ step }) => `「${step}」がこの記録を前提にしています。先にそちらを取り消してください。`,
  ),
  'no-reason': told(422, 'reason', '理由を書いてください。'),
  'no-record': told(422, 'record', '何の記録かを選んでください。'),
  'not-excludable': told(409, 'move', 'この手順に「対象外」はありません。'),
  'bad-day': told(422, 'on', ({ found }) =>
    (found ?? '') === ''
      ? '日を入れてください。例：2026-05-01、令和8年5月1日'
      : `「${found}」は日として読めません。例：2026-05-01、令和8年5月1日`,
  ),
  'future-day': told(
    422,
    'on',
    ({ found }) => `${dayText(found)}は今日より後です。今日までの日にしてください。`,
  ),
  'day-order': told(
    422,
    'on',
    ({ expected }) => `前の記録（${dayText(expected)}）より前の日です。先に前の記録を取り消してください。`,
  ),
  'nothing-to-undo': told(409, 'reason', '取り消せる記録はありません。'),
  'changed-meanwhile': told(
    409,
    'move',
    ({ by }) => `入力の間に、${by}がこのステップを記録しました。下の経過を確かめてください。`,
  ),
  'bad-url': told(422, 'url', 'URLは https:// か http:// で始めてください。'),
  'too-long': told(422, 'note', ({ expected }) => `${expected}字までにしてください。`),
};

export function stepSentence(refusal: Refusal<StepRefusal>): {
  readonly status: Told['status'];
  readonly field: string;
  readonly message: string;
} {
  const { status, field, sentence } = STEP_REFUSALS[refusal.code];
  return { status, field: refusal.detail.field ?? field, message: sentence(refusal.detail) };
}
