/** A current figure that is offered for 現状, with where it is from. A line of text: what is decided on stays as it was. */
export interface OfferedFigure {
  /** `cio@1` */
  readonly id: string;
  readonly title: string;
  /** 「未実施」「62.5%」 */
  readonly own: string;
  /** 「村183団体中22団体が実施」; null where nobody of the class has one. */
  readonly others: string | null;
  /** 「令和5年4月1日（2023年）時点」 */
  readonly asOf: string;
  readonly source: string;
}

/** 「CIOの任命：本団体は未実施。…（令和5年4月1日（2023年）時点。出典：…）」 */
export function figureLine(figure: OfferedFigure): string {
  const others = figure.others === null ? '' : `、${figure.others}`;
  return `${figure.title}：${figure.own}${others}（${figure.asOf}。出典：${figure.source}）`;
}
