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
  /** The 調査回 became 確定 without an answer of this body: 未回答, never zero. */
  | 'unanswered'
  | 'replacing';

export const SHEET_STATE_TITLES: Readonly<Record<SheetState, string>> = {
  answering: '回答中',
  'handed-in': '提出済',
  returned: '差戻し',
  gathered: '確認・取りまとめ済',
  queried: '疑義照会中',
  fixed: '確定',
  unanswered: '未回答で確定',
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
  | 'fix-unanswered'
  | 'replace'
  | 'answer-late';

export const SHEET_STEP_TITLES: Readonly<Record<SheetStep, string>> = {
  'hand-in': '提出',
  return: '差戻し',
  gather: '確認・取りまとめ',
  query: '疑義照会',
  withdraw: '取下げ',
  fix: '確定',
  'fix-direct': '確定',
  'fix-unanswered': '確定（未回答）',
  replace: '差替えの申出',
  'answer-late': '確定後の回答の申出',
};

export type SheetGuard =
  /** 文書番号, 決裁日, 決裁者 are recorded for just these answers. */
  | 'decided'
  /** checkAnswers finds no error. */
  | 'complete'
  /** 代行入力 has been confirmed by the body. */
  | 'own-words'
  /** The 調査回 is not 確定 yet. */
  | 'round-open'
  | 'reason-given'
  /** The sheet goes through its prefecture. */
  | 'via-prefecture'
  | 'direct'
  /** Said while the whole 調査回 is being 確定. */
  | 'fixing-round';

export const sheetWorkflow: Workflow<SheetState, SheetStep, SheetGuard> = {
  states: ['answering', 'handed-in', 'returned', 'gathered', 'queried', 'fixed', 'unanswered', 'replacing'],
  steps: {
    'hand-in': {
      from: ['answering', 'returned', 'queried', 'replacing'],
      to: 'handed-in',
      guards: ['complete', 'own-words', 'decided'],
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
    'fix-unanswered': {
      from: ['answering', 'returned', 'queried'],
      to: 'unanswered',
      guards: ['fixing-round'],
    },
    replace: { from: ['fixed'], to: 'replacing', guards: ['reason-given'] },
    // Not `replacing`: nothing of this body was passed on, so its drafts stay its own.
    'answer-late': { from: ['unanswered'], to: 'answering', guards: ['reason-given'] },
  },
};

/**
 * States in which the body writes; elsewhere a save is kept beside the sheet and does not count. Once the 調査回 is 確定 a
 * sheet is in one of them only because its body asked for it (差替え, 確定後の回答).
 */
export const WRITABLE: readonly SheetState[] = ['answering', 'returned', 'queried', 'replacing'];

/** States of a sheet whose body has not given an answer that stands. */
export const OWED: readonly SheetState[] = [...WRITABLE, 'unanswered'];

export type RoundState = 'draft' | 'sent' | 'fixed' | 'published';

export const ROUND_STATE_TITLES: Readonly<Record<RoundState, string>> = {
  draft: '作成中',
  sent: '照会中',
  fixed: '確定',
  published: '公表',
};
