import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../db/database.ts';

/** Records of one kind that are disposed of together. A part that owns such records gives one; `app/` lists them. */
export interface RetentionKind {
  /** `audit-write` */
  readonly id: string;
  readonly title: string;
  /** 保存期間 until a body sets its own: data of the program, no law. Always shown as 初期値. */
  readonly defaultYears: number;
  /** What is due per body: records made before a day. */
  due(db: Db, before: Day): Promise<readonly DueRecords[]>;
  /** Takes them away. The audit entry is written by `runRetention`. `db` is the owner's. */
  dispose(tx: Tx, scope: DisposalScope): Promise<Disposed>;
}

export interface DueRecords {
  /** 000000 for what belongs to no one body. */
  readonly bodyCode: string;
  readonly count: bigint;
  readonly oldest: Day;
}

export interface DisposalScope {
  readonly bodyCode: string;
  readonly before: Day;
  readonly disposalId: string;
  /** Instant of the disposal, as text. */
  readonly at: string;
}

export interface Disposed {
  readonly count: bigint;
  /** SHA-256 over what went, where the kind can tell; proves later that nothing else went with it. */
  readonly fingerprint?: string;
}
