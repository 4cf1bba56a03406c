import type { BodyCode } from '../../core/body-code.ts';

/**
 * 操作. What a post may do in a part or module of the program.
 * - `read`: unpublished things of its own body (a prefecture: what its municipalities have handed in; the nation: what
 *   prefectures have handed on)
 * - `answer`: write answers, comments, evidence
 * - `hand-out`: 庁内照会, giving questions to sections and taking them back
 * - `decide`: record the body's own 決裁 and hand in
 * - `review`: a prefecture's 確認・取りまとめ, 差戻し, 再依頼, 代行入力
 * - `conduct`: author a survey, send it, 疑義照会, 確定, publish
 * - `administer`: posts, seats and accounts of the body
 */
export const VERBS = ['read', 'answer', 'hand-out', 'decide', 'review', 'conduct', 'administer'] as const;
export type Verb = (typeof VERBS)[number];

/** `surveys:answer`: a part or module and a verb. */
export type Right = `${string}:${Verb}`;

/**
 * 在席: a person in a post on a day. Work belongs to the post; the seat says who held it. Everything that is written
 * bears the seat, and what it may do is asked of the stored owner, never of the request.
 */
export interface Seat {
  readonly seatId: string;
  readonly postId: string;
  readonly personId: string;
  /** 団体 of the post; 000000 for 国, SAMPLE_NATION for the ministry that plays it towards 見本県 only. */
  readonly bodyCode: BodyCode;
  readonly bodyName: string;
  readonly kind: 'municipality' | 'prefecture' | 'nation';
  /** Prefecture of the body; null for the nation. */
  readonly prefectureCode: BodyCode | null;
  /** 課 within the body; null where the post stands for the whole body (長, CIO). */
  readonly sectionId: string | null;
  readonly sectionName: string | null;
  /** 執行機関: 長, 選挙管理委員会, 教育委員会 … */
  readonly organ: string;
  /** `情報政策係長` */
  readonly postTitle: string;
  readonly personName: string;
  readonly rights: ReadonlySet<Right>;
}

/** 「中央町 企画課 情報政策係長」: how a seat is named on pages and in records. */
export function seatTitle(seat: Pick<Seat, 'bodyName' | 'sectionName' | 'postTitle'>): string {
  return [seat.bodyName, seat.sectionName, seat.postTitle].filter((part) => part !== null).join(' ');
}

export function may(seat: Pick<Seat, 'rights'>, right: Right): boolean {
  return seat.rights.has(right);
}
