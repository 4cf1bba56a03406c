import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';

/** What the notices must know of parts that stand after them; joined in app/. */
export interface NoticeJoins {
  /** Bodies 災害対応中 on a day: they get no reminders. Asked in the scope of the program. */
  excused(tx: Tx, today: Day): Promise<ReadonlySet<BodyCode>>;
}
