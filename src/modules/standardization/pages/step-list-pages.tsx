import { type Context, Hono } from 'hono';
import { type BodyCode, isSample, NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { csrfToken, formAction, isOperator, requireOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, ErrorSummary, FileField, HiddenFields, TextField } from '../../../ui/form.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { mapSteps } from '../actions/step-items.ts';
import { type ListLoad, listLoads } from '../queries/loads.ts';
import { stepLists } from '../queries/months.ts';
import type { LoadFault } from '../rules/load.ts';
import { monthTitle } from '../rules/month.ts';
import type { StepList } from '../rules/step-list.ts';
import { WORK_ITEMS } from '../rules/work-items.ts';
import { LoadFaults, LoadsTable } from './load-parts.tsx';

export const STEP_LIST = '/standardization/step-list';

const BAD_MAPPING = '作業項目は1から17の番号で選んでください。一覧が変わったときは開き直してください。';

/** What was typed beside a table that was not taken. */
export interface ImportTry {
  readonly month: string;
  readonly renewed: boolean;
  readonly message: string;
  readonly faults: readonly LoadFault[];
}

/** ステップの一覧: staff may read the list in force; the operator brings it, and says which 作業項目 a step is of. */
export function stepListPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(STEP_LIST, async (c) => c.html(await stepListPage(c, deps, null)));

  app.post(`${STEP_LIST}/items`, requireOperator(), async (c) => {
    const form = await readForm(c);
    const whole = wholeAsked(form.trimmed('area'));
    const done = await mapSteps(deps, form.trimmed('since'), (step) => form.trimmed(`item-${step}`), whole);
    if (done.ok) return c.redirect(`${STEP_LIST}${isSample(whole) ? `?area=${whole}` : ''}`, 303);
    const nothing = { month: '', renewed: false, faults: [] };
    return c.html(await stepListPage(c, deps, { ...nothing, message: BAD_MAPPING }), 422);
  });
  return app;
}

function wholeAsked(area: string | undefined): BodyCode {
  return area === SAMPLE_PREFECTURE ? SAMPLE_PREFECTURE : NATION;
}

export async function stepListPage(c: Context, deps: Deps, tried: ImportTry | null): Promise<string> {
  const seat = c.get('seat');
  // A seat of 見本県 reads the list that its months stand on.
  const whole = wholeAsked(
    seat !== undefined && isSample(seat.bodyCode) ? SAMPLE_PREFECTURE : c.req.query('area'),
  );
  const operator = isOperator(c);
  return renderPage(
    <ListPage
      list={(await stepLists(deps.db, whole)).at(-1) ?? null}
      loads={operator ? await listLoads(deps.db, whole) : []}
      {...{ whole, operator, tried }}
      action={formAction(c, `${STEP_LIST}/import`)}
      csrf={csrfToken(c)}
    />,
  );
}

function ListPage(props: {
  list: StepList | null;
  loads: readonly ListLoad[];
  whole: BodyCode;
  operator: boolean;
  action: string;
  csrf: string;
  tried: ImportTry | null;
}) {
  const { list, tried, operator } = props;
  return (
    <Page
      title={
        list === null ? 'ステップの一覧は、まだ取り込まれていません' : `標準化の${list.steps.length}ステップ`
      }
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '標準化', href: '/standardization' },
        { title: 'ステップの一覧' },
      ]}
      asOf={list?.since == null ? undefined : `${monthTitle(list.since)}から`}
      coverage={list === null ? undefined : `資料：${list.source}`}
      sample={isSample(props.whole)}
      operator={operator}
      lead={
        <p>
          40のステップの名前を示す公開の資料はありません。国の表の見出しを読み、その名前をそのまま記録します。
        </p>
      }
    >
      {tried === null ? null : (
        <>
          <ErrorSummary errors={[{ field: 'file', message: tried.message }]} title="取り込んでいません" />
          <LoadFaults faults={tried.faults} />
        </>
      )}
      {operator ? <ImportForm action={props.action} tried={tried} /> : null}
      {props.loads.length === 0 ? null : <LoadsTable loads={props.loads} />}
      <form method="post" action={`${STEP_LIST}/items`}>
        <HiddenFields csrf={props.csrf} values={{ since: list?.since ?? '', area: props.whole }} />
        <DataTable
          caption="ステップと、対応する作業項目"
          columns={[
            { id: 'no', title: '番号', align: 'number', cell: (row: Step) => row.no },
            { id: 'name', title: 'ステップ', cell: (row) => row.name },
            {
              id: 'item',
              title: '作業項目（17）',
              cell: (row) => <ItemCell row={row} operator={operator} />,
            },
          ]}
          rows={(list?.steps ?? []).map((name, index) => ({
            no: index + 1,
            name,
            item: list?.items[index] ?? 0,
          }))}
          rowKey={(row) => String(row.no)}
          rowHeader="name"
          empty="一覧がない間は、17の作業項目で月の報告ができます。"
        />
        {operator && list !== null ? <Button kind="secondary">対応を保存する</Button> : null}
      </form>
    </Page>
  );
}

function ImportForm(props: { action: string; tried: ImportTry | null }) {
  const { tried } = props;
  return (
    <form method="post" action={props.action} encType="multipart/form-data">
      <h2>国の表を取り込む</h2>
      <p>次の画面で、何団体の月が埋まるかを確かめてから取り込みます。自ら報告した団体はそのままです。</p>
      <TextField
        name="month"
        label="何月末の表か"
        hint="例：2026-02"
        size="short"
        required
        value={tried?.month}
      />
      <FileField
        name="file"
        label="国の「ステップごとの状態」の表（.xlsx、.csv）"
        hint="団体コード、業務名、ステップの列があるもの"
        accept=".xlsx,.csv"
        required
      />
      <Checkbox
        name="renewed"
        label="国がステップの名前を改めた（新しい一覧として登録する）"
        checked={tried?.renewed ?? false}
      />
      <Button>内容を確かめる</Button>
    </form>
  );
}

interface Step {
  readonly no: number;
  readonly name: string;
  readonly item: number;
}

function ItemCell({ row, operator }: { row: Step; operator: boolean }) {
  const title = WORK_ITEMS[row.item - 1]?.title ?? '対応の登録なし';
  if (!operator) return <>{title}</>;
  return (
    <select name={`item-${row.no}`} aria-label={`${row.name}の作業項目`}>
      <option value="0" selected={row.item === 0}>
        分からない
      </option>
      {WORK_ITEMS.map((item) => (
        <option key={item.no} value={String(item.no)} selected={row.item === item.no}>
          {`${item.no} ${item.title}`}
        </option>
      ))}
    </select>
  );
}
