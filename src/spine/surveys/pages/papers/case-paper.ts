import { formatDay } from '../../../../core/calendar.ts';
import type { Paper, PaperBlock } from '../../../../core/paper.ts';
import { pathOf } from '../../../../core/survey/path.ts';
import type { Case } from '../../case-view.ts';
import { dueOf } from '../../rules/deadline.ts';
import { ROUND_STATE_TITLES, SHEET_STATE_TITLES } from '../../rules/sheet-workflow.ts';
import { answerLines } from '../chain/parts.tsx';
import {
  asideBlock,
  courseBlock,
  decisionsBlock,
  evidenceBlock,
  inOffice,
  stepsBlock,
} from './case-records.ts';
import { answersBlock, type Making } from './draft-set-paper.ts';
import { questionShape } from './question-shape.ts';

/**
 * 一件書類: one sheet from 照会 to where it stands, for 情報公開. Posts and dates, no names of persons from the register; what
 * each thing is, and whose record.
 */
export function casePaper(one: Case, making: Making): Paper {
  const { sheet, round } = one.own;
  return {
    title: `${round.title}への回答　一件書類`,
    on: making.today,
    mark: `回答票番号 ${sheet.sheetNo}`,
    by: making.by,
    sample: making.sample,
    contents: true,
    blocks: [
      ...about(one, making),
      ...asked(one),
      ...answers(one),
      { kind: 'heading', text: '4　回答の経過' },
      courseBlock(one),
      ...inOffice(one),
      { kind: 'heading', text: '5　決裁の記録' },
      decisionsBlock(one),
      { kind: 'text', text: `決裁文書の原本は、${one.owner}の文書管理システムにあります。` },
      { kind: 'heading', text: '6　手続の経過' },
      stepsBlock(one),
      { kind: 'heading', text: '7　根拠資料の一覧' },
      evidenceBlock(one),
      ...(one.aside === null
        ? []
        : [{ kind: 'heading' as const, text: '別記　控え' }, ...asideBlock(one, one.aside)]),
    ],
  };
}

function about(one: Case, making: Making): readonly PaperBlock[] {
  const { sheet, round, bodyName } = one.own;
  return [
    { kind: 'heading', text: '1　この書類について' },
    {
      kind: 'facts',
      caption: 'この書類',
      rows: [
        ['回答票番号', sheet.sheetNo],
        ['団体', `${bodyName}（団体コード ${sheet.bodyCode}）`],
        ...(sheet.ownerCode === sheet.bodyCode ? [] : [['承継した団体', one.owner] as const]),
        ['調査回', `${round.title}（${ROUND_STATE_TITLES[round.state]}）`],
        ['回答票の状態', SHEET_STATE_TITLES[sheet.state]],
        ['出力日', formatDay(making.today)],
        ['出力した職', making.by],
        ['控え', one.aside === null ? '含めていません' : '別記に含めています'],
      ],
    },
    {
      kind: 'table',
      caption: 'どの機関の文書か',
      columns: [
        { title: '内容', width: 3 },
        { title: '作成した機関', width: 3 },
        { title: '受け取った機関', width: 3 },
      ],
      rows: belongings(one),
      empty: '',
    },
    {
      kind: 'text',
      text: '公文書としての扱いと開示の判断は、それぞれの機関が、その条例や法律に従って行います。',
    },
    {
      kind: 'list',
      items: [
        '職員は、職で示しています。登録された氏名は載せていません。',
        '補足、理由、決裁者の欄などは、入力されたとおりに載せています。',
        '庁内メモ、代行入力で聞き取った相手、根拠資料のファイルそのものは、含めていません。',
      ],
    },
  ];
}

/** 「—」 would not say why nobody has received it. */
function belongings(one: Case): readonly (readonly string[])[] {
  const { owner, organiser, prefecture } = one;
  const { sheet, steps } = one.own;
  const taken = (step: string) => steps.some((each) => each.step === step);
  const via = sheet.route === 'prefecture';
  const received = !taken('hand-in')
    ? []
    : via
      ? [prefecture, ...(taken('gather') ? [organiser] : [])]
      : [organiser];
  const others = [...new Set(received)].filter((name) => name !== owner).join('、');
  const outside = others === '' ? 'なし（提出していません）' : others;
  const passed = [...new Set(via ? [prefecture, one.own.bodyName] : [one.own.bodyName])].join('、');
  return [
    ['2　照会の内容', organiser, passed],
    ['3　提出した回答', owner, outside],
    ['4　回答の経過', owner, 'なし（庁内の記録）'],
    ['5　決裁の記録', owner, outside],
    ['6　手続の経過', '手続をした職の機関', '手続の相手の機関'],
    ['7　根拠資料の一覧', owner, outside],
    ...(one.aside === null ? [] : [['別記　控え', owner, 'なし（回答ではありません）']]),
  ];
}

function asked(one: Case): readonly PaperBlock[] {
  const { sheet, round } = one.own;
  const { survey } = round;
  const day = (value: string | null) => (value === null ? 'なし' : formatDay(value));
  return [
    { kind: 'heading', text: '2　照会の内容' },
    {
      kind: 'facts',
      caption: '照会',
      rows: [
        ['照会した機関', one.organiser],
        ['調査', `${survey.title}（第${round.version}版）`],
        ['文書番号', round.documentNo ?? 'なし'],
        ['根拠', survey.legalBasis],
        ['目的', survey.purpose],
        ['還元', survey.returned],
        ['基準日', formatDay(round.baseDay)],
        ['送付日', round.sentAt === null ? 'なし' : dayInJapanText(round.sentAt)],
        ['県の締切', day(round.prefectureDue)],
        ['国の締切', day(round.nationDue)],
        ['この回答票の締切', day(dueOf({ ...round, route: sheet.route, own: sheet.due }))],
        ['提出の経路', sheet.route === 'prefecture' ? '都道府県を経由して国へ' : '国へ直接'],
      ],
    },
    {
      kind: 'table',
      caption: '設問',
      columns: [
        { title: '問', width: 1 },
        { title: '設問と説明', width: 6 },
        { title: '回答の形', width: 5 },
      ],
      rows: survey.questions.map((question) => [
        question.number,
        question.help === '' ? question.title : `${question.title}\n${question.help}`,
        questionShape(question, survey.questions),
      ]),
      empty: '設問がありません。',
    },
  ];
}

function dayInJapanText(iso: string): string {
  return formatDay(new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().slice(0, 10));
}

function answers(one: Case): readonly PaperBlock[] {
  const { own, handed } = one;
  const { survey } = own.round;
  const heading: PaperBlock = { kind: 'heading', text: '3　提出した回答' };
  if (handed.size === 0) return [heading, { kind: 'text', text: 'まだ提出していません。' }];
  const values = Object.fromEntries([...handed].map(([id, answer]) => [id, answer.value]));
  const remarks = new Map([...handed].map(([id, answer]) => [id, answer.remark]));
  const decisionNo = [...handed.values()][0]?.decisionNo;
  const decision = own.decisions.find((each) => each.decisionNo === decisionNo);
  const caption = `決裁（${decision?.documentNo ?? '番号なし'}）を受けて提出した回答`;
  return [
    heading,
    answersBlock(caption, answerLines(survey, values, own.last, pathOf(survey.questions, values), remarks)),
    ...(['handed-in', 'gathered', 'fixed'].includes(own.sheet.state)
      ? []
      : [
          {
            kind: 'text' as const,
            text: `その後、今は「${SHEET_STATE_TITLES[own.sheet.state]}」です。上の回答は、最後に提出したものです。`,
          },
        ]),
  ];
}
