import { type Day, formatDay } from '../../../core/calendar.ts';

/** What is known of a body for the three sentences that residents read first. */
export interface Standing {
  readonly name: string;
  /** The yes/no items of structure, all of one day. Null: nothing is recorded. */
  readonly structure: {
    readonly on: Day;
    /** Items there are; those with an answer; those answered 実施; those not asked (調査無し). */
    readonly items: number;
    readonly reported: number;
    readonly done: number;
    readonly notAsked: number;
  } | null;
  readonly card: {
    readonly on: Day;
    /** Persons who hold a card, or cards issued: two different things. */
    readonly kind: 'holding' | 'issued';
    /** Percent as printed. */
    readonly percent: string;
  } | null;
  readonly procedures: {
    readonly on: Day;
    /** Percent of the 26 procedures as printed; null: no value. */
    readonly care: string | null;
    /** Of the procedures much used, those that the body has at all and those online; null: no value. */
    readonly often: { readonly online: number; readonly all: number } | null;
  } | null;
}

/** Exactly three sentences: structure, card, procedures. They say what stands and what is not known, never more. */
export function sentencesFor(standing: Standing): readonly [string, string, string] {
  return [structureSentence(standing), cardSentence(standing), proceduresSentence(standing)];
}

function structureSentence({ name, structure }: Standing): string {
  if (structure === null) return `${name}のデジタル化の体制は、まだ値が登録されていません。`;
  const { items, reported, done, notAsked } = structure;
  const when = `${formatDay(structure.on)}に`;
  if (reported === 0) {
    return notAsked === items
      ? `${name}のデジタル化の体制は、調査されていません（調査無し）。`
      : `${name}のデジタル化の体制は、${when}回答がありません。`;
  }
  const head = `${when}、${name}はデジタル化の体制の${items}項目`;
  if (reported < items) return `${head}のうち${reported}項目に回答し、${done}項目が実施済みでした。`;
  return done === items
    ? `${head}すべてを実施していました。`
    : `${head}のうち${done}項目を実施していました。`;
}

function cardSentence({ name, card }: Standing): string {
  if (card === null) return `${name}のマイナンバーカードの値は、まだ登録されていません。`;
  const { percent } = card;
  return card.kind === 'holding'
    ? `${formatDay(card.on)}に、マイナンバーカードの保有率は${percent}%でした。`
    : `${formatDay(card.on)}までのカードの交付枚数は、人口の${percent}%に当たります。`;
}

function proceduresSentence({ name, procedures }: Standing): string {
  const care = procedures?.care ?? null;
  const often = procedures?.often ?? null;
  if (procedures === null || (care === null && often === null))
    return `${name}の手続のオンライン化は、まだ値が登録されていません。`;
  const when = `${formatDay(procedures.on)}に`;
  const oftenText = often === null ? '' : `よく使う手続は${often.all}件中${often.online}件`;
  if (care === null) return `${when}オンラインでできたのは、${oftenText}です。`;
  const careText = `子育て・介護の手続の${care}%`;
  return `${when}オンラインでできたのは、${careText}${often === null ? '' : `、${oftenText}`}です。`;
}
