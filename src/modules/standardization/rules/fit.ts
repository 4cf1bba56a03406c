/** 要件の区別 */
export const REQUIREMENT_KINDS = {
  function: '機能',
  form: '様式・帳票',
  data: 'データ・連携要件',
  common: '共通事項',
} as const;
export type RequirementKind = keyof typeof REQUIREMENT_KINDS;

export const VERDICTS = { fit: '適合', unfit: '不適合', excluded: '対象外' } as const;
export type VerdictValue = keyof typeof VERDICTS;

export interface Requirement {
  readonly requirementNo: string;
  readonly kind: RequirementKind;
  readonly title: string;
  readonly mandatory: boolean;
  readonly source: string;
}

export interface Verdict {
  readonly requirementNo: string;
  readonly verdict: VerdictValue;
  readonly reason: string | null;
}

export interface Judgement {
  readonly state: 'fit' | 'unfit' | 'open' | 'no-requirements';
  readonly mandatory: number;
  readonly met: number;
  readonly unmet: readonly Requirement[];
  readonly unjudged: readonly Requirement[];
}

/**
 * A version fits when every mandatory requirement is met, or is 対象外 with its reason. What is not judged yet decides
 * nothing: the version is then neither.
 */
export function judge(requirements: readonly Requirement[], verdicts: readonly Verdict[]): Judgement {
  const by = new Map(verdicts.map((one) => [one.requirementNo, one.verdict]));
  const mandatory = requirements.filter((one) => one.mandatory);
  const unmet = mandatory.filter((one) => by.get(one.requirementNo) === 'unfit');
  const unjudged = mandatory.filter((one) => !by.has(one.requirementNo));
  const met = mandatory.length - unmet.length - unjudged.length;
  const state =
    mandatory.length === 0
      ? 'no-requirements'
      : unmet.length > 0
        ? 'unfit'
        : unjudged.length > 0
          ? 'open'
          : 'fit';
  return { state, mandatory: mandatory.length, met, unmet, unjudged };
}

export function judgementText(judgement: Judgement): string {
  const { mandatory, met, unmet, unjudged } = judgement;
  switch (judgement.state) {
    case 'no-requirements':
      return 'この業務の要件が、まだ登録されていません。';
    case 'fit':
      return `適合（必須の${mandatory}要件をすべて満たします）`;
    case 'unfit':
      return `不適合（必須の${mandatory}要件のうち${unmet.length}要件を満たしません）`;
    case 'open':
      return `判定中（必須の${mandatory}要件のうち${met}要件が適合、${unjudged.length}要件は判定前）`;
  }
}
