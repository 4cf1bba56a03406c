import type { ColumnType, Generated } from 'kysely';
import type { Changes } from './rules/history.ts';
import type { LineContent } from './rules/line.ts';

/** jsonb: read as a value, written as text. */
type Json<T> = ColumnType<T, string, string>;

interface LineTable {
  readonly body_code: string;
  readonly line_no: number;
  readonly edition: number;
  readonly plan_version: string;
  readonly content: Json<LineContent>;
  readonly item: Generated<string>;
  readonly title: Generated<string>;
  readonly changed_at: string;
}

interface Written {
  readonly seat_id: string | null;
  readonly seat_title: string;
}

interface EntryTable extends Written {
  readonly body_code: string;
  readonly line_no: number;
  readonly edition: number;
  readonly changes: Json<Changes>;
  readonly note: string | null;
  readonly via: 'page' | 'file' | 'year' | 'sample';
  readonly saved_at: string;
}

interface DecisionTable extends Written {
  readonly body_code: string;
  readonly line_no: number;
  readonly decision_no: number;
  readonly decided_on: string;
  readonly document_no: string;
  readonly decision: string;
  readonly saved_at: string;
}

interface YearTable extends Written {
  readonly body_code: string;
  readonly fiscal_year: number;
  readonly opened_on: string;
  readonly opened_at: string;
}

interface YearLineTable {
  readonly body_code: string;
  readonly fiscal_year: number;
  readonly line_no: number;
  readonly edition: number;
  readonly answer: 'confirmed' | 'changed' | 'ended';
  readonly reason: string | null;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'roadmap.line': LineTable;
    'roadmap.entry': EntryTable;
    'roadmap.decision': DecisionTable;
    'roadmap.year': YearTable;
    'roadmap.year_line': YearLineTable;
  }
}
