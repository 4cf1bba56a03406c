import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';

/** The post that is handed over: 引継ぎの対象。 */
export interface HandoverPost {
  readonly bodyCode: BodyCode;
  readonly postId: string;
  readonly sectionId: string | null;
}

/** One line of open work: 「令和8年度 推進体制の調査 県締切 5月12日」. */
export interface HandoverLine {
  readonly text: string;
  /** Where it is done; left out on paper. */
  readonly href?: string;
  /** The last day, when there is one; lines are printed in this order, those without at the end. */
  readonly dueOn?: Day;
  /** 「昨年こう答えた理由」 and the like, in full. */
  readonly note?: string;
}

export interface HandoverSection {
  readonly title: string;
  readonly lines: readonly HandoverLine[];
  /** What to say when there is nothing: 「未回答の調査はありません。」 */
  readonly empty: string;
}

/** What a part knows of a post's open work. Given in the part's face, joined in app/, printed in the 引継書. */
export interface HandoverSource {
  readonly id: string;
  /** Asked inside the scope of the post's body. */
  handover(tx: Tx, post: HandoverPost, today: Day): Promise<readonly HandoverSection[]>;
}
