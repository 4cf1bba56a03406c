import type { Generated } from 'kysely';
import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Verb } from '../contracts/seat.ts';
import type { SeatKind } from './rules/dated.ts';

/** Instants read back as ISO text. */
type Instant = string;

export interface SectionVersionTable {
  body_code: BodyCode;
  section_id: string;
  version_no: number;
  valid_from: Day;
  name: string;
  organ: string;
  parent_id: string | null;
  place: Generated<number>;
  closed: Generated<boolean>;
  recorded_at: Instant;
  recorded_by: string | null;
}

export interface PostVersionTable {
  body_code: BodyCode;
  post_id: string;
  version_no: number;
  valid_from: Day;
  title: string;
  section_id: string | null;
  role: string;
  shared: Generated<boolean>;
  place: Generated<number>;
  closed: Generated<boolean>;
  recorded_at: Instant;
  recorded_by: string | null;
}

export interface PostRightTable {
  body_code: BodyCode;
  post_id: string;
  version_no: number;
  module: string;
  verb: Verb;
  granted: boolean;
}

export interface PersonTable {
  person_id: string;
  name: string | null;
  kana: string | null;
  mail: string | null;
  registered_by: BodyCode;
  recorded_at: Instant;
  erased_at: Instant | null;
}

export interface SeatTable {
  body_code: BodyCode;
  seat_id: string;
  post_id: string;
  person_id: string;
  kind: SeatKind;
  valid_from: Day;
  valid_to: Day | null;
  recorded_at: Instant;
  recorded_by: string | null;
}

export interface PostNoteTable {
  body_code: BodyCode;
  post_id: string;
  note_id: string;
  text: string;
  written_at: Instant;
  written_by: string | null;
}

export interface RecoveryTable {
  body_code: BodyCode;
  recovery_id: string;
  seat_id: string;
  given_by: BodyCode | null;
  given_by_seat: string | null;
  document_no: string;
  document_on: Day;
  recorded_at: Instant;
}

declare module '../../platform/db/database.ts' {
  interface Database {
    'posts.section': { body_code: BodyCode; section_id: string; recorded_at: Instant };
    'posts.section_version': SectionVersionTable;
    'posts.post': { body_code: BodyCode; post_id: string; recorded_at: Instant };
    'posts.post_version': PostVersionTable;
    'posts.post_right': PostRightTable;
    'posts.person': PersonTable;
    'posts.person_account': { person_id: string; account_id: string; linked_at: Instant };
    'posts.seat': SeatTable;
    'posts.post_note': PostNoteTable;
    'posts.recovery': RecoveryTable;
    'posts.chosen_seat': { session_id: string; seat_id: string; chosen_at: Instant };
  }
}
