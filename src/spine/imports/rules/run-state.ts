/** 取込の状態. Guarded transitions that fail closed: what is not listed here does not happen. */
export const RUN_STATES = [
  'received',
  'reading',
  'preview',
  'needs-decision',
  'committing',
  'done',
  'refused',
  'undone',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

const NEXT: Readonly<Record<RunState, readonly RunState[]>> = {
  received: ['reading', 'failed'],
  reading: ['preview', 'needs-decision', 'refused', 'failed'],
  preview: ['reading', 'committing'],
  'needs-decision': ['reading'],
  committing: ['done', 'failed', 'refused', 'needs-decision'],
  done: ['undone'],
  refused: [],
  undone: [],
  // What failed was our fault or the machine's, never the file's: the bytes are kept and it can be tried again.
  failed: ['reading', 'committing'],
};

export function mayBecome(from: RunState, to: RunState): boolean {
  return NEXT[from].includes(to);
}

/** The states from which `to` may be reached. */
export function statesBefore(to: RunState): readonly RunState[] {
  return RUN_STATES.filter((state) => mayBecome(state, to));
}

export const RUN_STATE_TITLES: Readonly<Record<RunState, string>> = {
  received: '受付済み',
  reading: '確認中',
  preview: '内容の確認待ち',
  'needs-decision': '判断待ち',
  committing: '取込中',
  done: '取込済み',
  refused: '取込不可',
  undone: '取消済み',
  failed: '中断',
};
