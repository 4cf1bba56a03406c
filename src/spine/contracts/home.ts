import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { PlanHome } from './plan-neighbours.ts';
import type { Seat } from './seat.ts';

/** 「今月やること」: one thing that waits for this seat, with where it is done. */
export interface HomeTask {
  /** 「住民基本台帳など20業務の今月分を確かめる」 */
  readonly title: string;
  /** Of work, as the part estimates it. */
  readonly minutes: number;
  readonly href: string;
  /** What the button says: 「今月分を開く」. */
  readonly button: string;
  readonly dueOn: Day | null;
  /** Why it is asked, or why it is late; one sentence. */
  readonly why: string | null;
}

/** Where a body stands with one item of the newest plan, as a part knows it. */
export interface HomeItem {
  /** `overall-policy`, `standardization`: item of the newest plan. */
  readonly item: string;
  /** 根拠資料あり / 申告のみ / nothing yet. */
  readonly state: 'evidenced' | 'declared' | 'none';
  /** 「全体方針を令和8年6月1日に公表」; one sentence of what stands, or of what is missing. */
  readonly text: string;
  readonly href: string;
  readonly dueOn: Day | null;
  /** Why it is late; null when it is not. */
  readonly late: string | null;
  readonly next: { readonly title: string; readonly href: string } | null;
}

/** One late thing of a body, for its prefecture and the nation. */
export interface LateThing {
  readonly bodyCode: BodyCode;
  readonly item: string;
  /** 「介護保険 データ移行」 */
  readonly title: string;
  readonly dueOn: Day;
  readonly why: string | null;
  readonly href: string;
}

/** What a part or module tells the home of a body, of a prefecture and of the nation. Given in its face, joined in app/. */
export interface HomeSource {
  readonly id: string;
  /** Asked in the scope of the seat. */
  tasks(tx: Tx, seat: Seat, today: Day): Promise<readonly HomeTask[]>;
  /** Of several bodies at once (one, or all of a prefecture): no query for each body. Asked in the scope of the seat. */
  items(
    tx: Tx,
    bodyCodes: readonly BodyCode[],
    today: Day,
  ): Promise<ReadonlyMap<BodyCode, readonly HomeItem[]>>;
  /** At most `limit`, the longest overdue first; in the scope of the seat that asks. */
  late?(tx: Tx, today: Day, limit: number): Promise<readonly LateThing[]>;
}

/** What the home knows of parts and modules that stand after it; joined in app/. */
export interface HomeJoins {
  sources(): readonly HomeSource[];
  /** Who serves an item of the newest plan. */
  homeFor(item: string): PlanHome;
}
