import { randomUUID } from 'node:crypto';
import { isBodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Db } from '../../db/database.ts';
import type { Clock } from '../../deps.ts';
import { audit } from '../actions.ts';
import type { AuditActor } from '../entry.ts';
import { type RetentionClass, readClasses, writeClass } from '../queries/retention.ts';
import type { RetentionKind } from './kind.ts';
import { disposalCutoff } from './rules.ts';

/** Class of all bodies that set none of their own. */
const EVERYBODY = '000000';
const DEFAULT_BASIS = 'しるべの初期値（団体の文書管理規程による期間に改めてください）';

export interface DueLine {
  readonly kind: string;
  readonly title: string;
  readonly bodyCode: string;
  readonly years: number;
  readonly basis: string;
  readonly before: Day;
  readonly count: bigint;
  readonly oldest: Day;
}

/** What is past its 保存期間 today: nothing is changed. */
export async function listDue(
  db: Db,
  kinds: readonly RetentionKind[],
  today: Day,
): Promise<readonly DueLine[]> {
  const classes = await readClasses(db);
  const lines: DueLine[] = [];
  for (const kind of kinds) {
    const own = classes.filter((one) => one.kind === kind.id);
    const everybody = own.find((one) => one.bodyCode === EVERYBODY);
    const rest = everybody ?? { years: kind.defaultYears, basis: DEFAULT_BASIS };
    const classOf = (bodyCode: string) => own.find((one) => one.bodyCode === bodyCode) ?? rest;
    for (const years of new Set([rest.years, ...own.map((one) => one.years)])) {
      const before = disposalCutoff(today, years);
      for (const due of await kind.due(db, before)) {
        const { basis, years: its } = classOf(due.bodyCode);
        if (its === years) lines.push({ kind: kind.id, title: kind.title, years, basis, before, ...due });
      }
    }
  }
  return lines;
}

/** 廃棄 of everything due, each body and kind in one transaction with its audit entry. `db` is the owner's. */
export async function runRetention(
  db: Db,
  clock: Clock,
  kinds: readonly RetentionKind[],
  actor: AuditActor,
): Promise<readonly DueLine[]> {
  const due = await listDue(db, kinds, dayInJapan(clock.now()));
  const done: DueLine[] = [];
  for (const line of due) {
    const kind = kinds.find((one) => one.id === line.kind);
    if (kind === undefined) continue;
    const { bodyCode, before } = line;
    const disposalId = randomUUID();
    const count = await db.transaction().execute(async (tx) => {
      const at = new Date(clock.now()).toISOString();
      const gone = await kind.dispose(tx, { bodyCode, before, disposalId, at });
      await audit(tx, clock, {
        actor,
        action: 'audit:dispose',
        object: { kind: 'disposal', id: disposalId },
        bodyCode,
        detail: {
          kind: line.kind,
          before,
          years: line.years,
          basis: line.basis,
          count: gone.count.toString(),
          fingerprint: gone.fingerprint,
        },
      });
      return gone.count;
    });
    done.push({ ...line, count });
  }
  return done;
}

/** 保存期間 of a body (000000: of all that set none), by its own 文書管理規程. */
export async function setRetentionClass(
  db: Db,
  clock: Clock,
  kinds: readonly RetentionKind[],
  given: RetentionClass,
  actor: AuditActor,
): Promise<Result<null, 'unknown-kind' | 'unknown-body' | 'bad-years' | 'no-basis'>> {
  if (!kinds.some((kind) => kind.id === given.kind)) return refuse('unknown-kind');
  // A mistyped code would keep nobody's records longer, and nobody would notice.
  if (!isBodyCode(given.bodyCode)) return refuse('unknown-body');
  if (!Number.isInteger(given.years) || given.years < 1 || given.years > 100) return refuse('bad-years');
  if (given.basis.trim() === '') return refuse('no-basis');
  await db.transaction().execute(async (tx) => {
    await writeClass(tx, given, new Date(clock.now()).toISOString());
    await audit(tx, clock, {
      actor,
      action: 'audit:set-retention',
      object: { kind: 'retention-class', id: given.kind },
      bodyCode: given.bodyCode,
      detail: { years: given.years, basis: given.basis },
    });
  });
  return ok(null);
}
