import { SAMPLE_BODIES } from '../../spine/sample/bodies.ts';
import type { BudgetKind, LinkKind, StateId } from './rules/line.ts';

/** One invented 個別取組. Quarters count from the first of the running 年度: -4 is a year before. */
export interface SampleLine {
  readonly item: string;
  readonly title: string;
  /** 課 of the sample office. */
  readonly section: string;
  readonly from: number;
  readonly to: number;
  /** Thousand yen by 年度, counted from the running one. */
  readonly budgets: readonly (readonly [year: number, kind: BudgetKind, thousands: number])[];
  readonly indicator: { readonly id: string } | { readonly title: string; readonly unit: string } | null;
  readonly baseline: string | null;
  readonly target: string | null;
  readonly state: readonly [StateId, string] | null;
  readonly risks: string | null;
  /** Days from today. */
  readonly next: readonly [text: string, days: number] | null;
  /** Place of another line in the same list. */
  readonly links: readonly (readonly [at: number, kind: LinkKind])[];
}

const none = { indicator: null, baseline: null, target: null, risks: null, links: [] } as const;

/** 架空村 has none: there a new user begins from nothing. */
export const SAMPLE_LINES: readonly { readonly bodyCode: string; readonly lines: readonly SampleLine[] }[] = [
  {
    bodyCode: SAMPLE_BODIES.city.code,
    lines: [
      {
        ...none,
        item: 'bpr',
        title: '窓口5業務の手順を測り、見直す',
        section: 'デジタル推進課',
        from: -4,
        to: 3,
        budgets: [[0, 'initial', 3200]],
        indicator: { title: '見直した業務', unit: '業務' },
        baseline: '0',
        target: '5',
        state: ['on-track', '3業務の見直しを終え、残る2業務を測っています。'],
        next: ['転入と転居の手順を測り終える', 24],
      },
      {
        ...none,
        item: 'front-yard',
        title: '書かない窓口を市民課で始める',
        section: 'デジタル推進課',
        from: -2,
        to: 7,
        budgets: [
          [0, 'initial', 18400],
          [0, 'supplementary', 2600],
          [1, 'estimate', 9000],
        ],
        indicator: { title: '申請書を書かずに済んだ届出の割合', unit: '%' },
        baseline: '0',
        target: '60',
        state: ['mostly', '機器の調整に時間がかかりましたが、今月から試行しています。'],
        risks: '証明書の読み取り誤りが続くと、窓口の待ち時間が延びます。予備の手順を残します。',
        next: ['試行の結果を庁内の推進本部に報告する', 38],
        links: [[0, 'after']],
      },
      {
        ...none,
        item: 'standardization',
        title: '20業務の標準準拠システムの運用を定着させる',
        section: 'デジタル推進課',
        from: -6,
        to: 7,
        budgets: [
          [0, 'initial', 96000],
          [1, 'estimate', 88000],
        ],
        state: ['late', '2業務で帳票の調整が残り、運用の切替えが遅れています。'],
        risks: '運用経費が見込みを超えるおそれがあります。',
        next: ['帳票の調整を事業者と終える', -9],
      },
      {
        ...none,
        item: 'ai',
        title: '議事録の下書きに生成AIを使う',
        section: '総務課',
        from: -1,
        to: 5,
        budgets: [[0, 'initial', 840]],
        indicator: { title: '議事録の作成にかかる時間', unit: '時間' },
        baseline: '6',
        target: '2',
        state: ['on-track', '6課で使い始めました。'],
        next: ['利用の手引きを改める', 45],
        links: [[0, 'together']],
      },
      {
        ...none,
        item: 'divide',
        title: '公民館でスマートフォン講座を開く',
        section: 'デジタル推進課',
        from: 0,
        to: 11,
        budgets: [[0, 'initial', 1200]],
        indicator: { title: '講座に参加した人', unit: '人' },
        baseline: '140',
        target: '500',
        state: ['on-track', '12地区のうち5地区で開きました。'],
        next: ['北部の2地区で開く', 18],
      },
      {
        ...none,
        item: 'telework',
        title: '災害時にも使える在宅勤務の環境を整える',
        section: '総務課',
        from: 4,
        to: 9,
        budgets: [[1, 'estimate', 4500]],
        state: ['waiting', '次年度の骨格予算の後に、方針を決めます。'],
        next: null,
      },
    ],
  },
  {
    bodyCode: SAMPLE_BODIES.first.code,
    lines: [
      {
        ...none,
        item: 'front-yard',
        title: '子育ての手続をオンラインで受け付ける',
        section: '税務住民課',
        from: -3,
        to: 5,
        budgets: [[0, 'initial', 2200]],
        indicator: { title: 'オンラインで受け付けた手続', unit: '手続' },
        baseline: '4',
        target: '26',
        state: ['on-track', '12手続で受付を始めました。'],
        next: ['児童手当の受付画面を確かめる', 16],
      },
      {
        ...none,
        item: 'my-number',
        title: '出張申請の受付を集会所で行う',
        section: '税務住民課',
        from: -1,
        to: 3,
        budgets: [[0, 'initial', 450]],
        state: ['mostly', '予定した8回のうち5回を終えました。'],
        next: ['山手地区の日程を決める', 12],
      },
      {
        ...none,
        item: 'telework',
        title: '管理職から在宅勤務を試す',
        section: '総務課',
        from: -2,
        to: 1,
        budgets: [],
        state: ['late', '端末の納品が遅れ、試行を始められていません。'],
        risks: '端末が年度内に揃わないおそれがあります。',
        next: ['納品の時期を事業者に確かめる', -4],
      },
      {
        ...none,
        item: 'talent',
        title: '全職員にデジタル研修を行う',
        section: '企画課',
        from: 0,
        to: 3,
        budgets: [[0, 'initial', 600]],
        indicator: { title: '研修を受けた職員の割合', unit: '%' },
        baseline: '35',
        target: '100',
        state: ['on-track', '半数の職員が受け終えました。'],
        next: ['後期の研修の案内を出す', 20],
      },
    ],
  },
  {
    bodyCode: SAMPLE_BODIES.second.code,
    lines: [
      {
        ...none,
        item: 'standardization',
        title: '標準準拠システムへ移った後の運用を見直す',
        section: 'デジタル推進課',
        from: -4,
        to: 3,
        budgets: [[0, 'initial', 21000]],
        state: ['mostly', '5業務を移し終え、残りは年度内の予定です。'],
        next: ['移行後の点検表を作る', 27],
      },
      {
        ...none,
        item: 'ai',
        title: '問合せの仕分けにAIを試す',
        section: '総務課',
        from: 0,
        to: 5,
        budgets: [],
        state: null,
        next: null,
      },
    ],
  },
  {
    bodyCode: SAMPLE_BODIES.third.code,
    lines: [
      {
        ...none,
        item: 'security',
        title: '情報セキュリティの規程を改める',
        section: 'デジタル推進課',
        from: -1,
        to: 2,
        budgets: [[0, 'initial', 300]],
        state: ['on-track', '改正案を庁内で照会しています。'],
        next: ['改正案を推進本部に諮る', 30],
      },
      {
        ...none,
        item: 'open-data',
        title: '避難所などの公開データを増やす',
        section: 'デジタル推進課',
        from: 1,
        to: 7,
        budgets: [[1, 'estimate', 200]],
        indicator: { title: '公開したデータ', unit: '件' },
        baseline: '6',
        target: '20',
        state: ['waiting', '新しい公開の方針を待っています。'],
        next: ['公開の手順を読み合わせる', 33],
      },
    ],
  },
];
