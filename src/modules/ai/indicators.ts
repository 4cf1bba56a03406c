import type { IndicatorDefinition } from '../../core/indicator.ts';
import { inPlans, SHARE_OF_BODIES } from '../../core/indicator-bases.ts';

const DASHBOARD = 'デジタル庁「自治体DXの取組に関するダッシュボード」（2024年7月12日版）';
const SURVEY =
  '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）1070–1098行、地方自治体におけるAI・RPAの実証実験・導入状況等調査';

const YES_NO = { ...SHARE_OF_BODIES, planItems: inPlans('ai') } as const;

const BEFORE = '「実証実験・導入状況等調査」（2018～2020年）とは別の指標で、線でつなぎません。';

/** Figures of the earlier survey: decimals as its text prints them. */
const SURVEY_2020 = { ...YES_NO, decimals: 0, base: 'all', baseBodies: 'without-designated' } as const;

const STAGE_SOURCE = `しるべの調査「AI・RPAの導入段階に関する調査」。段階は総務省「自治体DX推進計画策定後の動き」（2022年5月11日）1071–1103行、「断念」はしるべによる`;

/** Stages of the survey of しるべ; whether the dashboard counts trials as 実施 is not known, so that these are other ids. */
const STAGES = {
  ...YES_NO,
  better: 'none',
  parts: [
    { id: 'introduced', title: '導入済み' },
    { id: 'trial', title: '実証中' },
    { id: 'planned', title: '導入予定' },
    { id: 'considering', title: '導入を検討中' },
    { id: 'none', title: '導入の予定なし' },
    { id: 'abandoned', title: '断念' },
  ],
} as const satisfies Partial<IndicatorDefinition>;

export const aiIndicators: readonly IndicatorDefinition[] = [
  {
    ...YES_NO,
    id: 'ai',
    title: 'AIの導入',
    shortTitle: 'AIの導入',
    definition: `AIを導入している団体の割合です。表が示すのは「実施」「未実施」だけで、用途や、実証中の団体の扱いは分かりません。${BEFORE}`,
    formula: 'AIを導入した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
  },
  {
    ...YES_NO,
    id: 'rpa',
    title: 'RPAの導入',
    shortTitle: 'RPAの導入',
    definition: `RPA（定型作業の自動化）を導入している団体の割合です。表が示すのは「実施」「未実施」だけです。${BEFORE}計画の第5.0版の項目名にRPAはありません。`,
    formula: 'RPAを導入した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    planItems: inPlans('ai', ['1.0', '2024-04']),
  },
  {
    ...SURVEY_2020,
    id: 'ai-survey-2020',
    validTo: '2021-03-31',
    title: 'AIの導入状況（2020年12月31日の調査）',
    shortTitle: 'AI（2020年調査）',
    definition:
      'AIを導入済みの団体の割合です。平成30年度の調査では、導入済みに実証中を含みます。資料の図に数値はなく、本文の「8割以上」等の語をそのまま示します。語から数値は作りません。市区町村は指定都市を除きます。',
    formula: 'AIを導入済みの団体数 ÷ 団体数（資料の印字どおり）',
    source: SURVEY,
    breaks: [
      {
        on: '2020-02-28',
        reason: '平成30年度の「導入済み」は「実証中」を含みます。令和元年度から含みません。',
      },
    ],
  },
  {
    ...SURVEY_2020,
    id: 'rpa-survey-2020',
    validTo: '2021-03-31',
    title: 'RPAの導入状況（2020年12月31日の調査）',
    shortTitle: 'RPA（2020年調査）',
    definition:
      'RPAを導入済みの団体の割合です。平成30年度の調査では、導入済みに実証中を含みます。資料の図に数値はなく、本文の率と語をそのまま示します。市区町村は指定都市を除きます。',
    formula: 'RPAを導入済みの団体数 ÷ 団体数（資料の印字どおり）',
    source: SURVEY,
    planItems: inPlans('ai', ['1.0', '2024-04']),
    breaks: [
      {
        on: '2020-02-28',
        reason: '平成30年度の「導入済み」は「実証中」を含みます。令和元年度から含みません。',
      },
    ],
  },
  {
    ...STAGES,
    id: 'ai-stage',
    title: 'AIの導入段階',
    shortTitle: 'AIの導入段階',
    definition:
      'AIの導入がどの段階にあるかを、段階ごとの団体の割合で示します。「導入済み」に実証中を含みません。断念は、実証や検討の後に取りやめた団体です。',
    formula: '段階ごとの団体数 ÷ 調査した団体数',
    source: STAGE_SOURCE,
  },
  {
    ...STAGES,
    id: 'rpa-stage',
    title: 'RPAの導入段階',
    shortTitle: 'RPAの導入段階',
    definition:
      'RPAの導入がどの段階にあるかを、段階ごとの団体の割合で示します。「導入済み」に実証中を含みません。断念は、実証や検討の後に取りやめた団体です。',
    formula: '段階ごとの団体数 ÷ 調査した団体数',
    source: STAGE_SOURCE,
    planItems: inPlans('ai', ['1.0', '2024-04']),
  },
];
