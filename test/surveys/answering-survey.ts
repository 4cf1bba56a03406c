import type { SurveyDefinition } from '../../src/core/survey/definition.ts';

/** A survey with every kind of question, a way that leaves questions out, and checks: for tests of answering only. */
export function everyKind(id = 'try-answering'): SurveyDefinition {
  const help = '試験の設問です。';
  return {
    id,
    title: '試験の調査（すべての形の設問）',
    legalBasis: '依頼',
    purpose: '回答の画面を試すため',
    returned: '団体ごとの一覧を返します',
    source: '試験',
    level: 'municipality',
    minutes: 30,
    sections: [
      { id: 'people', title: '人材' },
      { id: 'work', title: '手続と働き方' },
    ],
    questions: [
      {
        id: 'talent',
        section: 'people',
        number: '1',
        title: '外部人材を活用していますか',
        help,
        kind: {
          type: 'choice',
          options: [
            { id: 'using', title: '活用している' },
            { id: 'thinking', title: '活用を検討している' },
            { id: 'none', title: '活用していない' },
          ],
        },
      },
      {
        id: 'obstacles',
        section: 'people',
        number: '1-1',
        title: '活用していない理由は何ですか',
        help,
        kind: {
          type: 'choices',
          atMost: 2,
          options: [
            { id: 'money', title: '予算がない' },
            { id: 'people', title: '候補者が見つからない' },
            { id: 'work', title: '任せる業務がない' },
            { id: 'nothing', title: '特にない', alone: true },
          ],
        },
        askedWhen: [{ question: 'talent', options: ['thinking', 'none'] }],
      },
      {
        id: 'staff',
        section: 'people',
        number: '2',
        title: 'DX担当の職員数',
        help,
        kind: { type: 'number', unit: '人', scale: 0, min: 0, max: 9999 },
        mayNotApply: true,
        checks: [{ kind: 'like-last-round', percent: 50, severity: 'warning' }],
      },
      {
        id: 'trained',
        section: 'people',
        number: '2-1',
        title: 'うち研修を受けた職員数',
        help,
        kind: { type: 'number', unit: '人', scale: 0, min: 0, max: 9999 },
        checks: [{ kind: 'not-more-than', question: 'staff', severity: 'error' }],
      },
      {
        id: 'online',
        section: 'work',
        number: '3',
        title: 'オンラインで受け付けた件数',
        help,
        kind: { type: 'share', unit: '件', valueTitle: 'うちオンライン', baseTitle: '総数' },
      },
      {
        id: 'since',
        section: 'work',
        number: '4',
        title: 'テレワークを始めた日',
        help,
        kind: { type: 'date' },
        mayNotApply: true,
        optional: true,
      },
      {
        id: 'free',
        section: 'work',
        number: '5',
        title: '国に求めること',
        help,
        kind: { type: 'text', maxLength: 200 },
        optional: true,
      },
    ],
    bindings: [],
  };
}
