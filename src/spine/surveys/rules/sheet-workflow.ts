import type { Workflow } from '../../../core/workflow.ts';

/**
 * 回答票の状態. 決裁 happens in the body's own 文書管理; a prefecture does not approve an equal's answer, it 確認 and
 * 取りまとめ; the nation 確定 a whole 調査回.
 */
export type SheetState =
  | 'answering'
  | 'handed-in'
  | 'returned'
  | 'gathered'
  | 'queried'
  | 'fixed'
  | 'replacing';

export const SHEET_STATE_TITLES: Readonly<Record<SheetState, string>> = {
  answering: '回答中',
  'handed-in': '提出済',
  returned: '差戻し',
  gathered: '確認・取りまとめ済',
  queried: '疑義照会中',
  fixed: '確定',
  replacing: '差替え中',
};

export type SheetStep =
  | 'hand-in'
  | 'return'
  | 'gather'
  | 'query'
  | 'withdraw'
  | 'fix'
  | 'fix-direct'
  | 'replace';

export const SHEET_STEP_TITLES: Readonly<Record<SheetStep, string>> = {
  'hand-in': '提出',
  return: '差戻し',
  gather: '確認・取りまとめ',
  query: '疑義照会',
  withdraw: '取下げ',
  fix: '確定',
  'fix-direct': '確定',
  replace: '差替えの申出',
};

export type SheetGuard =
  /** 文書番号, 決裁日, 決裁者 are recorded for just these answers. */
  | 'decided'
  /** checkAnswers finds no error. */
  | 'complete'
  /** 代行入力 has been confirmed by the body. */
  | 'own-words'
  /** The 調査回 is not 確定 yet; a replacement is let through afterwards. */
  | 'round-open'
  | 'reason-given'
  /** The sheet goes through its prefecture. */
  | 'via-prefecture'
  | 'direct'
  /** Said while the whole 調査回 is being 確定. */
  | 'fixing-round';

export const sheetWorkflow: Workflow<SheetState, SheetStep, SheetGuard> = {
  states: ['answering', 'handed-in', 'returned', 'gathered', 'queried', 'fixed', 'replacing'],
  steps: {
    'hand-in': {
      from: ['answering', 'returned', 'queried', 'replacing'],
      to: 'handed-in',
      guards: ['complete', 'own-words', 'decided', 'round-open'],
    },
    return: { from: ['handed-in'], to: 'returned', guards: ['via-prefecture', 'reason-given'] },
    gather: { from: ['handed-in'], to: 'gathered', guards: ['via-prefecture'] },
    query: { from: ['handed-in', 'gathered'], to: 'queried', guards: ['reason-given'] },
    withdraw: {
      from: ['handed-in', 'gathered'],
      to: 'answering',
      guards: ['round-open', 'reason-given'],
    },
    fix: { from: ['gathered'], to: 'fixed', guards: ['fixing-round'] },
    'fix-direct': { from: ['handed-in'], to: 'fixed', guards: ['direct', 'fixing-round'] },
    replace: { from: ['fixed'], to: 'replacing', guards: ['reason-given'] },
  },
};

/** States in which the body writes; elsewhere a save is kept beside the sheet and does not count. */
export const WRITABLE: readonly SheetState[] = ['answering', 'returned', 'queried', 'replacing'];

export type RoundState = 'draft' | 'sent' | 'fixed' | 'published';

export const ROUND_STATE_TITLES: Readonly<Record<RoundState, string>> = {
  draft: '作成中',
  sent: '照会中',
  fixed: '確定',
  published: '公表',
};
