import type { ColumnType, JSONColumnType } from 'kysely';
import type { Day } from '../../core/calendar.ts';
import type { AnswerValue } from '../../core/survey/answer.ts';
import type { SurveyDefinition } from '../../core/survey/definition.ts';
import type { AnswerFault } from '../../core/survey/read-answer.ts';
import type { RoundState, SheetState, SheetStep } from './rules/sheet-workflow.ts';
import type { WorkbookPrinted } from './rules/workbook-facts.ts';

/** Instants read back as ISO text. */
type Instant = string;
type Json<T> = ColumnType<T, string, string>;

export type Via = 'page' | 'workbook' | 'csv' | 'section' | 'proxy' | 'known' | 'api';
export type Route = 'prefecture' | 'direct';
export type HandoutState = 'out' | 'back' | 'taken' | 'cancelled';
export type UploadState = 'read' | 'refused' | 'taken' | 'partly-taken' | 'dropped';

interface SurveyTable {
  survey_id: string;
  organiser_code: string;
  created_at: Instant;
}

interface SurveyVersionTable {
  survey_id: string;
  version: number;
  document: JSONColumnType<SurveyDefinition>;
  edition: ColumnType<number, number | undefined, number>;
  edited_at: Instant;
  edited_by: string;
  frozen_at: Instant | null;
}

interface RoundTable {
  round_id: string;
  round_no: ColumnType<number, never, never>;
  survey_id: string;
  version: number;
  title: string;
  organiser_code: string;
  base_day: Day;
  route: Route;
  designated_direct: boolean;
  prefecture_due: Day | null;
  nation_due: Day | null;
  document_no: string | null;
  state: RoundState;
  created_at: Instant;
  created_by: string;
  sent_at: Instant | null;
  fixed_at: Instant | null;
  published_at: Instant | null;
}

interface SheetTable {
  body_code: string;
  round_id: string;
  sheet_no: string;
  owner_code: string;
  route: Route;
  state: SheetState;
  state_no: ColumnType<number, number | undefined, number>;
  due: Day | null;
  opened_at: Instant | null;
}

interface AnswerTable {
  body_code: string;
  round_id: string;
  question_id: string;
  revision: number;
  value: Json<AnswerValue | null> | null;
  remark: string | null;
  in_force: boolean;
  kept_because: string | null;
  via: Via;
  source: string | null;
  proxy_id: string | null;
  seat_id: string | null;
  seat_title: string;
  saved_at: Instant;
}

interface PrivateNoteTable {
  body_code: string;
  survey_id: string;
  question_id: string;
  revision: number;
  note: string;
  post_id: string | null;
  seat_title: string;
  saved_at: Instant;
}

interface FileTable {
  body_code: string;
  sha256: string;
  name: string;
  media_type: string;
  size: number;
  bytes: Buffer;
  received_at: Instant;
}

interface EvidenceTable {
  body_code: string;
  round_id: string;
  question_id: string;
  evidence_id: string;
  kind: 'file' | 'link' | 'record';
  title: string;
  location: string;
  seat_title: string;
  added_at: Instant;
  removed_at: Instant | null;
}

interface DecisionTable {
  body_code: string;
  round_id: string;
  decision_no: number;
  document_no: string;
  decided_on: Day;
  decider: string;
  on_behalf: boolean;
  same_person: boolean;
  answers: Json<Readonly<Record<string, number>>>;
  seat_id: string;
  seat_title: string;
  recorded_at: Instant;
}

interface HandedInTable {
  body_code: string;
  round_id: string;
  decision_no: number;
  question_id: string;
  revision: number;
  value: Json<AnswerValue>;
  remark: string | null;
}

interface StepTable {
  body_code: string;
  round_id: string;
  step_no: number;
  step: SheetStep | 'open' | 'ask-again' | 'extend' | 'pass-on';
  from_state: SheetState;
  to_state: SheetState;
  comment: string | null;
  questions: ColumnType<string[], string[] | undefined, never>;
  document_no: string | null;
  seat_id: string | null;
  seat_title: string;
  at: Instant;
}

interface HandoutTable {
  body_code: string;
  handout_id: string;
  round_id: string;
  handout_no: string;
  section_id: string | null;
  section_name: string;
  organ: string;
  due: Day | null;
  message: string | null;
  state: HandoutState;
  made_by: string;
  made_at: Instant;
  back_at: Instant | null;
  taken_at: Instant | null;
}

interface HandoutQuestionTable {
  body_code: string;
  handout_id: string;
  question_id: string;
}

interface WorkbookTable {
  body_code: string;
  workbook_id: string;
  round_id: string;
  handout_id: string | null;
  issue_no: number;
  known: Json<Readonly<Record<string, number>>>;
  filled: Json<Readonly<Record<string, AnswerValue>>>;
  made_by: string;
  made_at: Instant;
  printed: Json<WorkbookPrinted>;
  batch_id: string | null;
}

interface WorkbookBatchTable {
  batch_id: string;
  round_id: string;
  by_code: string;
  job_id: string | null;
  asked: number;
  made_by: string;
  made_at: Instant;
  finished_at: Instant | null;
}

interface UploadTable {
  body_code: string;
  upload_id: string;
  round_id: string;
  handout_id: string | null;
  file_name: string;
  sha256: string;
  state: UploadState;
  reading: Json<unknown>;
  seat_id: string | null;
  seat_title: string;
  received_at: Instant;
  finished_at: Instant | null;
}

interface ProxyEntryTable {
  body_code: string;
  proxy_id: string;
  round_id: string;
  heard_on: Day;
  heard_from: string;
  scan_sha256: string | null;
  by_code: string;
  seat_title: string;
  entered_at: Instant;
  confirmed_at: Instant | null;
  confirmed_by: string | null;
}

interface ConsentTable {
  body_code: string;
  consent_id: string;
  representative_name: string;
  representative_code: string;
  survey_id: string | null;
  document_no: string;
  valid_from: Day;
  valid_to: Day | null;
  recorded_by: string;
  recorded_at: Instant;
}

interface DisasterTable {
  body_code: string;
  since: Day;
  until: Day | null;
  note: string;
  recorded_by: string;
  recorded_at: Instant;
}

interface RecordedTable {
  body_code: string;
  round_id: string;
  decision_no: number | null;
  batch_id: string;
  state: 'provisional' | 'final';
  recorded_at: Instant;
}

interface RawTextTable {
  body_code: string;
  round_id: string;
  question_id: string;
  raw_id: string;
  texts: Json<readonly string[]>;
  remark: string | null;
  seen_revision: number;
  fault: AnswerFault;
  detail: Json<Readonly<Record<string, string>>>;
  via: Via;
  source: string | null;
  proxy_id: string | null;
  seat_title: string;
  saved_at: Instant;
  settled_at: Instant | null;
}

interface SettledTable {
  body_code: string;
  round_id: string;
  question_id: string;
  revision: number;
  how: 'taken' | 'left' | 'overtaken';
  seat_title: string;
  settled_at: Instant;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'surveys.survey': SurveyTable;
    'surveys.survey_version': SurveyVersionTable;
    'surveys.round': RoundTable;
    'surveys.sheet': SheetTable;
    'surveys.answer': AnswerTable;
    'surveys.answer_now': AnswerTable;
    'surveys.private_note': PrivateNoteTable;
    'surveys.file': FileTable;
    'surveys.evidence': EvidenceTable;
    'surveys.decision': DecisionTable;
    'surveys.handed_in': HandedInTable;
    'surveys.step': StepTable;
    'surveys.handout': HandoutTable;
    'surveys.handout_question': HandoutQuestionTable;
    'surveys.workbook': WorkbookTable;
    'surveys.workbook_batch': WorkbookBatchTable;
    'surveys.upload': UploadTable;
    'surveys.proxy_entry': ProxyEntryTable;
    'surveys.consent': ConsentTable;
    'surveys.disaster': DisasterTable;
    'surveys.recorded': RecordedTable;
    'surveys.raw_text': RawTextTable;
    'surveys.settled': SettledTable;
  }
}
