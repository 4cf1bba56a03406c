import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Entry } from '../rules/entry.ts';
import { allVersions, newest, type Writer } from './entries.ts';

export type JointStep = 'asked' | 'agreed' | 'declined' | 'left';

/** Where another body stands with a shared entry: its newest step. */
export interface Joint {
  readonly bodyCode: BodyCode;
  readonly ownerCode: BodyCode;
  readonly entryId: string;
  readonly stepNo: number;
  readonly step: JointStep;
  readonly leftOn: Day | null;
  readonly seatTitle: string;
  readonly recordedAt: string;
}

const COLUMNS = sql.raw(`j.body_code as "bodyCode", j.owner_code as "ownerCode", j.entry_id as "entryId",
  j.step_no as "stepNo", j.step, j.left_on as "leftOn", j.seat_title as "seatTitle", j.recorded_at as "recordedAt"`);

/** With whom a body shares its own entries. */
export async function partnersOf(tx: Tx, ownerCode: BodyCode): Promise<readonly Joint[]> {
  const { rows } = await sql<Joint>`
    select distinct on (j.body_code, j.entry_id) ${COLUMNS} from structure.joint_step j
    where j.owner_code = ${ownerCode} order by j.body_code, j.entry_id, j.step_no desc`.execute(tx);
  return rows;
}

/** Which entries of others a body shares, or is asked to share. */
export async function jointsOf(tx: Tx, bodyCodes: readonly BodyCode[]): Promise<readonly Joint[]> {
  const { rows } = await sql<Joint>`
    select distinct on (j.body_code, j.owner_code, j.entry_id) ${COLUMNS} from structure.joint_step j
    where j.body_code = any(${[...bodyCodes]}::text[])
    order by j.body_code, j.owner_code, j.entry_id, j.step_no desc`.execute(tx);
  return rows;
}

export async function findJoint(
  tx: Tx,
  bodyCode: BodyCode,
  ownerCode: BodyCode,
  entryId: string,
): Promise<Joint | null> {
  const { rows } = await sql<Joint>`
    select ${COLUMNS} from structure.joint_step j
    where j.body_code = ${bodyCode} and j.owner_code = ${ownerCode} and j.entry_id = ${entryId}::uuid
    order by j.step_no desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export async function insertJoint(
  tx: Tx,
  joint: Pick<Joint, 'bodyCode' | 'ownerCode' | 'entryId' | 'stepNo' | 'step' | 'leftOn'>,
  by: Writer,
): Promise<void> {
  await sql`
    insert into structure.joint_step (body_code, owner_code, entry_id, step_no, step, left_on, seat_id, seat_title, recorded_at)
    values (${joint.bodyCode}, ${joint.ownerCode}, ${joint.entryId}, ${joint.stepNo}, ${joint.step}, ${joint.leftOn},
      ${by.seatId}, ${by.seatTitle}, ${by.at})`.execute(tx);
}

/** An entry of another body that this one shares, as its own term. */
export interface SharedEntry extends Entry {
  readonly joint: Joint;
}

/**
 * What a body shares now: entries of others that it agreed to, until it left. In a scope that sees both sides of each
 * (own, or the program's).
 */
export async function sharedEntries(tx: Tx, bodyCode: BodyCode): Promise<readonly SharedEntry[]> {
  const shared: SharedEntry[] = [];
  for (const joint of await jointsOf(tx, [bodyCode])) {
    if (joint.step !== 'agreed' && joint.step !== 'left') continue;
    const entry = newest(await allVersions(tx, joint.ownerCode)).find((one) => one.entryId === joint.entryId);
    if (entry === undefined || entry.withdrawn) continue;
    const { leftOn } = joint;
    if (leftOn !== null && leftOn <= entry.validFrom) continue;
    const validTo =
      leftOn === null || (entry.validTo !== null && entry.validTo <= leftOn) ? entry.validTo : leftOn;
    shared.push({ ...entry, validTo, joint });
  }
  return shared;
}
