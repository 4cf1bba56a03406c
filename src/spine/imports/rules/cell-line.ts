/** One cell of a preview as it is kept and shown; integers as text, because they go through JSON. */
export interface CellLine {
  readonly action: 'insert' | 'supersede' | 'older' | 'missing';
  readonly bodyCode: string;
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
  readonly value: string | null;
  readonly base: string | null;
  readonly reason: number | null;
  readonly oldValue: string | null;
  readonly oldBase: string | null;
  readonly oldReason: number | null;
  readonly row: number | null;
  readonly column: number | null;
}

export const CELL_ACTION_TITLES: Readonly<Record<CellLine['action'], string>> = {
  supersede: '差替え',
  insert: '追加',
  older: '古い版（変更なし）',
  missing: '今回の資料に無い（前の値を残す）',
};
