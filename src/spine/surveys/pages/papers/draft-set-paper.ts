import { formatDay } from '../../../../core/calendar.ts';
import { type Paper, type PaperBlock, paperTable } from '../../../../core/paper.ts';
import type { OwnSheet } from '../../chain-view.ts';
import { dueOf } from '../../rules/deadline.ts';
import { remarksOf } from '../chain/decide-page.tsx';
import { type AnswerLine, answerLines } from '../chain/parts.tsx';

/** Where and when a paper is made: the seat's title, today in Japan. */
export interface Making {
  readonly today: string;
  readonly by: string;
  readonly sample: boolean;
}

/** 起案セット: what an office puts into its own 文書管理: a draft of the 伺い文, what differs from last time, the answers. */
export function draftSetPaper(view: OwnSheet, making: Making): Paper {
  const { sheet, round } = view;
  const due = dueOf({ ...round, route: sheet.route, own: sheet.due });
  const lines = answerLines(round.survey, view.values, view.last, view.path, remarksOf(view));
  const changed = lines.filter((line) => line.changed);
  return {
    title: `${round.title}への回答について（伺い）`,
    on: making.today,
    mark: `回答票番号 ${sheet.sheetNo}`,
    by: making.by,
    sample: making.sample,
    contents: false,
    blocks: [
      {
        kind: 'facts',
        caption: '起案の内容',
        rows: [
          ['起案日', formatDay(making.today)],
          ['起案者', making.by],
          ['団体', `${view.bodyName}（団体コード ${sheet.bodyCode}）`],
          ['回答票番号', sheet.sheetNo],
          ['照会', `${round.title}${round.documentNo === null ? '' : `（${round.documentNo}）`}`],
          ['根拠', round.survey.legalBasis],
          ['目的', round.survey.purpose],
          ['基準日', formatDay(round.baseDay)],
          ['締切', due === null ? 'なし' : formatDay(due)],
          ['提出先', sheet.route === 'prefecture' ? '都道府県（経由して国へ）' : '国'],
        ],
      },
      { kind: 'heading', text: '伺い文（案）' },
      { kind: 'text', text: draft(changed, Object.keys(view.last).length === 0) },
      { kind: 'heading', text: '別紙1　前回との違い' },
      paperTable(
        '前回と異なる設問',
        [
          ['問', 1],
          ['設問', 5],
          ['前回', 4],
          ['今回', 4],
        ],
        changed.map((line) => [line.question.number, line.question.title, line.last, line.now]),
        'ありません。',
      ),
      { kind: 'heading', text: '別紙2　回答' },
      answersBlock(`${view.bodyName}の回答（${formatDay(round.baseDay)}時点）`, lines),
    ],
  };
}

function draft(changed: readonly AnswerLine[], first: boolean): string {
  const asked = '標記の照会に対し、別紙のとおり回答してよろしいか伺います。';
  if (changed.length > 0) {
    const numbers = changed.map((line) => line.question.number).join('、問');
    return `${asked}前回の回答と異なる設問は${changed.length}問です（問${numbers}）。`;
  }
  return `${asked}${first ? 'この調査への回答は今回が初めてです。' : '前回の回答と異なる設問はありません。'}`;
}

/** All answers beside those of the last round; what differs is marked in words. */
export function answersBlock(caption: string, lines: readonly AnswerLine[]): PaperBlock {
  return paperTable(
    caption,
    [
      ['問', 1],
      ['設問', 5],
      ['回答', 4.4],
      ['前回', 4],
    ],
    lines.map((line) => [
      line.question.number,
      line.question.title,
      withRemark(line.now, line.remark),
      `${line.last}${line.changed ? '（変更）' : ''}`,
    ]),
    '設問がありません。',
  );
}

export function withRemark(text: string, remark: string | null): string {
  return remark === null || remark === '' ? text : `${text}\n補足：${remark}`;
}
