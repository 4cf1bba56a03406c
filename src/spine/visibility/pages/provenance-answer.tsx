import { formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { AnswerOrigin } from '../../surveys/queries/provenance.ts';
import { SHEET_STEP_TITLES, type SheetStep } from '../../surveys/rules/sheet-workflow.ts';
import { timeInJapan } from '../rules/revisions.ts';

const VIA: Readonly<Record<string, string>> = {
  page: '画面での入力',
  workbook: 'Excelの回答票',
  csv: 'CSVの回答票',
  section: '庁内照会の回答票',
  proxy: '都道府県の代行入力（団体が確認）',
  known: '既知の回答の確認',
  api: 'APIでの入力',
};

/** A figure that was given here, followed back: 調査回, answer, post, 決裁, and who passed it on. */
export function AnswerSource(props: { origin: AnswerOrigin }) {
  const { origin } = props;
  const { decision } = origin;
  const marks = [decision?.onBehalf ? '代決' : '', decision?.samePerson ? '同一人' : ''].filter(Boolean);
  return (
    <section class="dads-section" aria-labelledby="answer">
      <h2 id="answer">この値のもとになった回答</h2>
      <DescriptionList
        items={[
          { term: '調査回', detail: `${origin.roundTitle}（基準日 ${formatDay(origin.baseDay)}）` },
          { term: '調査', detail: `${origin.surveyTitle} 第${origin.surveyVersion}版` },
          { term: '回答票番号', detail: origin.sheetNo },
          { term: '状態', detail: origin.state === 'final' ? '確定' : '速報' },
          {
            term: '団体の決裁',
            detail:
              decision === null
                ? '提出がありませんでした'
                : `${decision.documentNo}、${formatDay(decision.decidedOn)}、${decision.decider}${
                    marks.length === 0 ? '' : `（${marks.join('・')}）`
                  }`,
          },
        ]}
      />
      <DataTable
        caption="もとになった設問と回答"
        wide
        columns={[
          { id: 'number', title: '問', cell: (answer) => answer.number },
          { id: 'title', title: '設問', cell: (answer) => answer.title },
          {
            id: 'text',
            title: '回答',
            cell: (answer) => (
              <>
                {answer.text}
                {answer.remark === null ? null : <small>（補足：{answer.remark}）</small>}
              </>
            ),
          },
          { id: 'seat', title: '回答した職', cell: (answer) => answer.seatTitle ?? '—' },
          { id: 'via', title: '方法', cell: (answer) => VIA[answer.via ?? ''] ?? '—' },
          {
            id: 'at',
            title: '入力日時',
            cell: (answer) => (answer.savedAt === null ? '—' : timeInJapan(Date.parse(answer.savedAt))),
          },
          {
            id: 'evidence',
            title: '根拠資料',
            cell: (answer) => (answer.evidence === 0 ? '申告のみ' : `${answer.evidence}件`),
          },
        ]}
        rows={origin.answers}
        rowKey={(answer) => answer.number}
        rowHeader="title"
      />
      <h3>提出から確定まで</h3>
      <ol class="dads-list">
        {origin.passed.map((step) => (
          <li key={`${step.step}-${step.at}`}>
            {SHEET_STEP_TITLES[step.step as SheetStep] ?? step.step}：{step.seatTitle}（
            {timeInJapan(Date.parse(step.at))}）
          </li>
        ))}
      </ol>
    </section>
  );
}
