import { type Context, Hono } from 'hono';
import { type BodyCode, isSample, NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { csrfToken, formAction, isOperator, requireOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { mapSteps } from '../actions/step-items.ts';
import { type ListLoad, listLoads } from '../queries/loads.ts';
import { stepLists } from '../queries/months.ts';
import { newestReading, type Reading } from '../queries/readings.ts';
import { monthTitle } from '../rules/month.ts';
import type { StepList } from '../rules/step-list.ts';
import { WORK_ITEMS } from '../rules/work-items.ts';
import { ImportForm, ImportRefused, type ImportTry } from './load-form.tsx';
import { LoadsTable, loadPath, STEP_LIST } from './load-parts.tsx';

const BAD_MAPPING = '作業項目は1から17の番号で選んでください。一覧が変わったときは開き直してください。';

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
      reading={operator ? await newestReading(deps.db) : null}
      {...{ whole, operator, tried }}
      action={formAction(c, `${STEP_LIST}/import`)}
      csrf={csrfToken(c)}
    />,
  );
}

function ListPage(props: {
  list: StepList | null;
  loads: readonly ListLoad[];
  /** The file that was sent last, and has become no load yet. */
  reading: Reading | null;
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
      {tried === null ? null : <ImportRefused tried={tried} />}
      {operator ? <ImportForm action={props.action} tried={tried} /> : null}
      {props.reading === null ? null : (
        <p>
          最後に送った表：
          <a
            href={loadPath(props.reading)}
          >{`${props.reading.fileName}（${monthTitle(props.reading.month)}）`}</a>
        </p>
      )}
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
