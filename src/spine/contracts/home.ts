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

/** One step of 全体手順書 as it stands in the body. */
export interface HomeStep {
  /** 「ステップ0 …」 */
  readonly title: string;
  /** 「完了済み」 */
  readonly state: string;
  readonly done: boolean;
  readonly href: string;
}

export interface HomeAsked {
  readonly seat: Seat;
  /** Of whom items are wanted: the seat's body; of a prefecture its municipalities too; none for the nation. */
  readonly bodyCodes: readonly BodyCode[];
  readonly today: Day;
  /** As many late things as are wanted, of all bodies that the seat sees; 0: none. */
  readonly late: number;
}

/** What a part has to say; what it has nothing of is left out. */
export interface HomeAnswer {
  readonly tasks?: readonly HomeTask[];
  readonly items?: ReadonlyMap<BodyCode, readonly HomeItem[]>;
  /** At most as many as were asked for, the longest overdue first. */
  readonly late?: readonly LateThing[];
  /** 手順書のステップ0～3 of the seat's body, from the one part that knows them. */
  readonly handbook?: readonly HomeStep[];
}

/**
 * What a part or module tells the home of a body, of a prefecture and of the nation. Given in its face, joined in app/.
 * Asked once for a page, in the scope of the seat, so that what a part needs twice is read once; no query for each body.
 */
export interface HomeSource {
  readonly id: string;
  read(tx: Tx, asked: HomeAsked): Promise<HomeAnswer>;
}

/** What the home knows of parts and modules that stand after it; joined in app/. */
export interface HomeJoins {
  sources(): readonly HomeSource[];
  /** Who serves an item of the newest plan. */
  homeFor(item: string): PlanHome;
}
