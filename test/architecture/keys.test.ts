import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { keyFaults } from './keys.ts';

/**
 * Tables that every node of a distributed database would hold whole: registers, definitions, batches and sums are small
 * beside the observations. Every other table belongs to a body.
 */
const REFERENCE = new Set([
  ...inSchema(
    'bodies',
    'body register_row status_row alias lineage grouping grouping_member search_term state stratum_span',
  ),
  ...inSchema(
    'plan',
    'crosswalk crosswalk_citation entry handbook handbook_edition handbook_item item load source version version_citation version_group version_note version_note_item version_source',
  ),
  ...inSchema('indicators', 'definition definition_revision part precedence series'),
  ...inSchema('observations', 'batch batch_sheet published'),
  ...inSchema('rollup', 'cell data_version rule'),
  ...inSchema('imports', 'asset decision file run run_file'),
  ...inSchema('posts', 'person person_account chosen_seat'),
  ...inSchema('surveys', 'survey survey_version round workbook_batch'),
  ...inSchema(
    'sign_in',
    'account enrolment password totp one_time_code passkey session attempts flow kept_form secret_mark',
  ),
  ...inSchema('platform', 'copy migration operator_link operator_session'),
  ...inSchema('audit', 'digest pseudonym'),
  // A job may be of no one body; its column says whose page it is.
  ...inSchema('jobs', 'job file file_piece'),
  // Names in headers of files; what bodies say of their steps is body-owned.
  ...inSchema('steps', 'step_name'),
  // Lists, closings and judgements of the whole; vendors serve many bodies.
  ...inSchema(
    'standardization',
    'step_list list_load load_reading month_close month_due vendor package package_version requirement verdict addition slip peer_band',
  ),
  // One text and its files for many bodies; to whom it went is body-owned.
  ...inSchema('notices', 'notice attachment notice_attachment'),
  ...inSchema('threads', 'office content'),
]);

function inSchema(schema: string, tables: string): string[] {
  return tables.split(' ').map((table) => `${schema}.${table}`);
}

describe('keys of body-owned tables', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('begin with body_code, and no table is of neither kind', async () => {
    expect(await keyFaults(database.db, { reference: REFERENCE })).toEqual([]);
  });

  it('names planted faults', async () => {
    const { db } = database;
    await sql`create schema planted`.execute(db);
    await sql`create table planted.choice (id int primary key)`.execute(db);
    await sql`create table planted.good (
      body_code text not null, id uuid not null, choice int references planted.choice, primary key (body_code, id)
    )`.execute(db);
    await sql`create table planted.late (body_code text, id uuid primary key, number int unique)`.execute(db);
    await sql`create unique index late_by_number on planted.late (number, body_code)`.execute(db);
    await sql`create table planted.keyless (body_code text)`.execute(db);
    await sql`create table planted.pointing (
      id int primary key, owner text, good uuid, foreign key (owner, good) references planted.good (body_code, id)
    )`.execute(db);
    await sql`create table planted.crossed (
      note int, owner text, body_code text, good uuid, primary key (body_code, note),
      foreign key (owner, good) references planted.good (body_code, id)
    )`.execute(db);
    const reference = new Set([...REFERENCE, 'planted.choice', 'planted.pointing', 'planted.gone']);
    const found = await keyFaults(db, { reference });
    expect(found.filter((fault) => fault.startsWith('planted.'))).toEqual([
      'planted.crossed: crossed_owner_good_fkey does not begin with body_code',
      'planted.gone: listed as reference, does not exist',
      'planted.keyless: no primary key',
      'planted.late: late_by_number does not begin with body_code',
      'planted.late: late_number_key does not begin with body_code',
      'planted.late: late_pkey does not begin with body_code',
      'planted.pointing: pointing_owner_good_fkey points from a reference table to the body-owned planted.good',
    ]);
    const unlisted = new Set([...reference].filter((table) => table !== 'planted.choice'));
    expect(await keyFaults(db, { reference: unlisted })).toContain(
      'planted.choice: neither body-owned nor a reference table',
    );
  });
});
