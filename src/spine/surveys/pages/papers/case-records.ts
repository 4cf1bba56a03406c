import { formatDay } from '../../../../core/calendar.ts';
import { type PaperBlock, paperTable } from '../../../../core/paper.ts';
import type { Case } from '../../case-view.ts';
import type { AsideLine } from '../../queries/case.ts';
import { answerText } from '../../rules/answer-text.ts';
import { answerFaultSentence, KEPT_TITLES } from '../../rules/sentences.ts';
import type { HandoutState } from '../../tables.ts';
import { instantOf, stepTitle } from '../chain/parts.tsx';
import { VIA_TITLES } from '../sheet/question-page.tsx';
import { withRemark } from './draft-set-paper.ts';

const HANDOUT_STATES: Readonly<Record<HandoutState, string>> = {
  out: '照会中',
  back: '回答あり',
  taken: '取込み済み',
  cancelled: '取りやめ',
};

const EVIDENCE_KINDS = { file: 'ファイル', link: 'リンク', record: '所在' } as const;

function questionsOf(one: Case) {
  const { questions } = one.own.round.survey;
  const find = (id: string) => questions.find((question) => question.id === id);
  return {
    find,
    place: (id: string) => questions.findIndex((question) => question.id === id),
    number: (id: string) => find(id)?.number ?? id,
    numbers: (ids: readonly string[]) =>
      questions
        .filter((question) => ids.includes(question.id))
        .map((question) => `問${question.number}`)
        .join('、'),
  };
}

/** Every save that counted, with its day and post. */
export function courseBlock(one: Case): PaperBlock {
  const { find, number, place } = questionsOf(one);
  return paperTable(
    '回答の保存',
    [
      ['日時', 4.4],
      ['問', 1.2],
      ['回答', 5],
      ['方法', 2.4],
      ['職', 4],
    ],
    // What was saved with one press stands in the order of the questions.
    [...one.course]
      .sort((a, b) => (a.savedAt === b.savedAt ? place(a.questionId) - place(b.questionId) : 0))
      .map((line) => {
        const question = find(line.questionId);
        const text = question === undefined ? null : answerText(question, line.value);
        return [
          instantOf(line.savedAt),
          number(line.questionId),
          withRemark(text ?? '未回答に戻した', line.remark),
          VIA_TITLES[line.via],
          line.seatTitle,
        ];
      }),
    '記録はありません。',
  );
}

/** 庁内照会 and 代行入力, where there were any. */
export function inOffice(one: Case): readonly PaperBlock[] {
  const { numbers } = questionsOf(one);
  const handouts = paperTable(
    '庁内照会',
    [
      ['番号', 3],
      ['課', 3],
      ['設問', 3],
      ['照会', 4.6],
      ['回答', 4.6],
      ['状態', 2],
    ],
    one.handouts.map((handout) => [
      handout.handoutNo,
      handout.organ === '長' ? handout.sectionName : `${handout.sectionName}（${handout.organ}）`,
      numbers(handout.questions),
      `${instantOf(handout.madeAt)}\n${handout.madeBy}`,
      handout.backAt === null ? 'なし' : instantOf(handout.backAt),
      HANDOUT_STATES[handout.state],
    ]),
    '',
  );
  const proxies = paperTable(
    '都道府県の代行入力',
    [
      ['聞き取った日', 3],
      ['入力', 5],
      ['団体の確認', 5],
    ],
    one.proxies.map((proxy) => [
      formatDay(proxy.heardOn),
      `${instantOf(proxy.enteredAt)}\n${proxy.seatTitle}`,
      proxy.confirmedAt === null ? '未確認' : `${instantOf(proxy.confirmedAt)}\n${proxy.confirmedBy ?? ''}`,
    ]),
    '',
  );
  return [...(one.handouts.length > 0 ? [handouts] : []), ...(one.proxies.length > 0 ? [proxies] : [])];
}

export function decisionsBlock(one: Case): PaperBlock {
  return paperTable(
    '決裁（古い順）',
    [
      ['文書番号', 3],
      ['決裁日', 4.2],
      ['決裁者', 3],
      ['区分', 2],
      ['記録', 5],
    ],
    [...one.own.decisions]
      .reverse()
      .map((decision) => [
        decision.documentNo,
        formatDay(decision.decidedOn),
        decision.decider,
        [decision.onBehalf ? '代決' : '', decision.samePerson ? '同一人' : ''].filter(Boolean).join('、') ||
          '決裁',
        `${instantOf(decision.recordedAt)}\n${decision.seatTitle}`,
      ]),
    '記録はありません。',
  );
}

export function stepsBlock(one: Case): PaperBlock {
  const { numbers } = questionsOf(one);
  return paperTable(
    '手続（古い順）',
    [
      ['日時', 4.2],
      ['手続', 2.5],
      ['職', 4],
      ['文書番号、理由、対象', 6],
    ],
    one.own.steps.map((step) => [
      instantOf(step.at),
      stepTitle(step.step),
      step.seatTitle,
      [
        step.documentNo === null ? '' : `文書番号：${step.documentNo}`,
        step.comment ?? '',
        step.questions.length === 0 ? '' : `対象：${numbers(step.questions)}`,
      ]
        .filter((part) => part !== '')
        .join('\n'),
    ]),
    '記録はありません。',
  );
}

export function evidenceBlock(one: Case): PaperBlock {
  const { number } = questionsOf(one);
  return paperTable(
    '今付いている根拠資料',
    [
      ['問', 1.2],
      ['題名', 4],
      ['種類と所在', 6],
      ['添付', 4.8],
    ],
    one.evidence.map((evidence) => [
      number(evidence.questionId),
      evidence.title,
      `${EVIDENCE_KINDS[evidence.kind]}\n${evidence.kind === 'file' ? 'SHA-256 ' : ''}${evidence.location}`,
      `${instantOf(evidence.addedAt)}\n${evidence.seatTitle}`,
    ]),
    'ありません。',
  );
}

/** 控え are no answers: they stand apart, and say why they did not count. */
export function asideBlock(one: Case, aside: readonly AsideLine[]): readonly PaperBlock[] {
  const { find, number } = questionsOf(one);
  const typed = (line: AsideLine) => {
    const question = find(line.questionId);
    if (line.texts !== null) return line.texts.join('、');
    return (question === undefined ? null : answerText(question, line.value)) ?? '未回答に戻す';
  };
  const why = (line: AsideLine) =>
    line.fault === null
      ? (KEPT_TITLES[line.keptBecause as keyof typeof KEPT_TITLES] ?? '数えない')
      : answerFaultSentence({ ok: false, code: line.fault, detail: line.detail });
  return [
    {
      kind: 'text',
      text: '入力されたもののうち、回答に数えていないものです。提出した回答ではありません。',
    },
    paperTable(
      '控え（古い順）',
      [
        ['日時', 4.4],
        ['問', 1.2],
        ['控え', 5],
        ['数えない理由', 4],
        ['職', 4],
      ],
      aside.map((line) => [
        instantOf(line.savedAt),
        number(line.questionId),
        withRemark(typed(line), line.remark),
        why(line),
        line.seatTitle,
      ]),
      'ありません。',
    ),
  ];
}
