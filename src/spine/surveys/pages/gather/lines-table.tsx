import { Button } from '../../../../ui/button.tsx';
import { HiddenFields, SelectField, TextField } from '../../../../ui/form.tsx';
import { Pagination } from '../../../../ui/pagination.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { SheetLine } from '../../queries/overview.ts';
import type { RoundHead } from '../../queries/rounds.ts';
import { SHEET_STATE_TITLES, type SheetState } from '../../rules/sheet-workflow.ts';
import { StateChip } from '../chain/parts.tsx';
import { dueText } from './counts.ts';

export const LINES_PER_PAGE = 50;
export const STATES = Object.keys(SHEET_STATE_TITLES) as SheetState[];

/** Who has answered and who has not, with what a prefecture does about it. */
export function LinesTable(props: {
  round: RoundHead;
  base: string;
  lines: readonly SheetLine[];
  total: number;
  page: number;
  state: string;
  csrf: string;
  canReview: boolean;
}) {
  const { round, base } = props;
  const query = (page: number) => `${base}?state=${props.state}&page=${page}`;
  const takes =
    props.canReview && props.lines.some((line) => line.state === 'handed-in' && line.route === 'prefecture');
  return (
    <>
      <form method="get" action={base} class="survey-filter">
        <SelectField
          name="state"
          label="状態で絞り込む"
          value={props.state}
          emptyOption="すべて"
          options={[
            { value: 'owed', title: '未提出（回答中・差戻し・疑義照会中・未回答で確定）' },
            ...STATES.map((state) => ({ value: state, title: SHEET_STATE_TITLES[state] })),
          ]}
        />
        <Button kind="secondary">絞り込む</Button>
      </form>
      <form method="post" action={`${base}/gather`}>
        <HiddenFields csrf={props.csrf} />
        <DataTable
          caption={`回答票（${props.total.toLocaleString('ja')}団体）`}
          wide
          columns={[
            ...(takes
              ? [
                  {
                    id: 'take',
                    title: '選ぶ',
                    cell: (line: SheetLine) =>
                      line.state === 'handed-in' && line.route === 'prefecture' ? (
                        <input
                          type="checkbox"
                          name="sheet"
                          value={line.bodyCode}
                          aria-label={`${line.name}を確認・取りまとめする`}
                          class="survey-check"
                        />
                      ) : (
                        ''
                      ),
                  },
                ]
              : []),
            {
              id: 'name',
              title: '団体',
              cell: (line: SheetLine) => (
                <>
                  <a href={`${base}/${line.bodyCode}`}>{line.name}</a>
                  {line.kind === 'prefecture' ? '（県庁分）' : ''}
                  {line.ownerCode === line.bodyCode ? null : (
                    <small class="survey-remark">いまは {line.ownerCode} が回答</small>
                  )}
                </>
              ),
            },
            { id: 'no', title: '回答票番号', cell: (line) => line.sheetNo },
            {
              id: 'state',
              title: '状態',
              cell: (line) => (
                <>
                  <StateChip state={line.state} />
                  {line.disaster ? <span class="survey-mark">災害対応中</span> : null}
                </>
              ),
            },
            { id: 'route', title: '経路', cell: (line) => (line.route === 'direct' ? '国へ直接' : '県経由') },
            {
              id: 'due',
              title: '個別の締切',
              cell: (line) => dueText(line.due, '－'),
            },
            { id: 'again', title: '再依頼', unit: '回', align: 'number', cell: (line) => line.askedAgain },
          ]}
          rows={props.lines}
          rowKey={(line) => line.bodyCode}
          rowHeader="name"
          empty="この条件に当てはまる団体はありません。"
        />
        {takes ? (
          <p>
            <Button>選んだ団体を確認・取りまとめする</Button>
          </p>
        ) : null}
      </form>
      <Pagination
        page={props.page}
        pages={Math.max(1, Math.ceil(props.total / LINES_PER_PAGE))}
        href={query}
      />
      {round.state === 'sent' ? <AskAgainForm base={base} csrf={props.csrf} /> : null}
    </>
  );
}

function AskAgainForm(props: { base: string; csrf: string }) {
  return (
    <>
      <h2>再依頼</h2>
      <p>未提出の団体のうち、災害対応中でない団体すべてに、もう一度依頼します。</p>
      <form method="post" action={`${props.base}/ask-again`}>
        <HiddenFields csrf={props.csrf} />
        <TextField name="due" label="新しい締切（変えないときは空欄）" hint="例：2026-05-22" />
        <TextField name="documentNo" label="文書番号（あれば）" />
        <TextField name="comment" label="添える言葉" size="full" />
        <Button kind="secondary">未提出の団体に再依頼する</Button>
      </form>
    </>
  );
}
