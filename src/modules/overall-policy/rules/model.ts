import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';

/** 全体方針 of a body. `DX推進のビジョン及び工程表から構成されるものであり、計画を含む` 出典: 令和3年4月1日時点調査の定義 */
export interface Policy {
  readonly bodyCode: BodyCode;
  readonly policyNo: number;
  readonly title: string;
  /** Other plans that it is at the same time, in the body's own words. */
  readonly obligations: string | null;
  readonly abolition: Abolition | null;
}

/** 廃止, by a decision of the body. */
export interface Abolition {
  /** From this day on it is in force no longer. */
  readonly on: Day;
  readonly reason: string;
  readonly documentNo: string;
  readonly decidedOn: Day;
  readonly decider: string;
}

/** `registered`: it exists elsewhere, as address or PDF. `written`: its text stands here. */
export type Way = 'written' | 'registered';

export interface PolicyVersion {
  readonly policyNo: number;
  /** 1 = 初版; later ones 改定. */
  readonly versionNo: number;
  /** Version of the state's plan from whose items it was made: `5.0`. */
  readonly planVersion: string;
  readonly way: Way;
  /** Why it was revised; null for the first. */
  readonly changeNote: string | null;
  readonly url: string | null;
  readonly fileSha256: string | null;
  /** Pages of the PDF; null where the file does not say it readably. */
  readonly filePages: number | null;
  readonly visionPages: string | null;
  readonly roadmapPages: string | null;
  readonly decision: Decision | null;
  readonly publishedOn: Day | null;
  readonly publishedUrl: string | null;
  readonly edition: number;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** The body's own 決裁, as its 文書管理 has it. */
export interface Decision {
  readonly documentNo: string;
  readonly on: Day;
  /** 職 of the 決裁者, never a person. */
  readonly decider: string;
  /** 代決 */
  readonly onBehalf: boolean;
  /** 後閲: what was decided 代決 was shown to the 決裁者 afterwards. */
  readonly seenLater: boolean;
  /** 起案者と決裁者が同一人 */
  readonly samePerson: boolean;
}

/** One section as it stands. */
export interface Section {
  readonly section: string;
  readonly revision: number;
  readonly text: string;
  /** What was chosen beside the text: how an item is treated, the years of a line of the roadmap, ids of figures. */
  readonly choice: string;
  readonly seatTitle: string;
  readonly savedAt: string;
}

export type Sections = ReadonlyMap<string, Section>;

/** An item of the plan's version from which the template is made. */
export interface TemplateItem {
  readonly item: string;
  readonly title: string;
  readonly group: string;
  readonly groupTitle: string;
}

/** 「初版」「改定第1版」 */
export function versionTitle(versionNo: number): string {
  return versionNo === 1 ? '初版' : `改定第${versionNo - 1}版`;
}
