import type { ColumnType, JSONColumnType } from 'kysely';
import type { Day } from '../../core/calendar.ts';
import type { CellLine } from './rules/cell-line.ts';
import type { FileReport } from './rules/report.ts';
import type { RunState } from './rules/run-state.ts';

/** Instants read back as ISO text. */
type Instant = string;

export interface FileTable {
  sha256: string;
  bytes: Buffer;
  size: ColumnType<bigint, number, never>;
  received_at: Instant;
}

export interface RunTable {
  run_id: string;
  state: RunState;
  given_as_of: Day | null;
  channel: 'page' | 'command';
  progress_done: ColumnType<number, number | undefined, number>;
  progress_total: ColumnType<number, number | undefined, number>;
  progress_text: ColumnType<string, string | undefined, string>;
  note: string | null;
  created_at: Instant;
  created_by: string;
  changed_at: Instant;
  committed_at: Instant | null;
  undone_at: Instant | null;
  undone_by: string | null;
  undo_counts: JSONColumnType<{ restored: number; withdrawn: number }> | null;
}

export interface RunFileTable {
  run_id: string;
  position: number;
  file_name: string;
  sha256: string;
  size: ColumnType<bigint, number, number>;
  kind: string | null;
  as_of: Day | null;
  edition_on: Day | null;
  batch_id: string | null;
  report: JSONColumnType<FileReport> | null;
  changes: JSONColumnType<readonly CellLine[]> | null;
}

export interface DecisionTable {
  run_id: string;
  position: number;
  sheet: number;
  row_no: number;
  column_no: number;
  chosen: string;
  decided_at: Instant;
  decided_by: string;
}

export interface AssetTable {
  asset_id: string;
  run_id: string;
  position: number;
  title: string;
  attribution: string;
  document: ColumnType<unknown, string, never>;
  body_codes: readonly string[];
  recorded_at: Instant;
  withdrawn_at: Instant | null;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'imports.file': FileTable;
    'imports.run': RunTable;
    'imports.run_file': RunFileTable;
    'imports.decision': DecisionTable;
    'imports.asset': AssetTable;
  }
}
