import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { KindLabel } from '../../../ui/label.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import { areaTitle, governmentTitle } from '../../bodies/rules/titles.ts';
import type { EntryVersion } from '../queries/entries.ts';
import { cioHint } from '../rules/entry.ts';
import { KIND_WORDS, KINDS, type Kind, stateTitle } from '../rules/kinds.ts';
import type { StandingOfBody } from '../standing.ts';
import { EntryText, StructurePage } from './parts.tsx';

export interface ReviewProps {
  prefecture: RegisterBody | null;
  municipalities: readonly RegisterBody[];
  standing: ReadonlyMap<string, StandingOfBody>;
  /** Prefectures to choose from; none for a prefecture itself. */
  choices: readonly RegisterBody[];
  today: Day;
}

/** Short enough for a head of a table. */
const HEADS: Readonly<Record<Kind, string>> = {
  cio: 'CIO',
  'cio-aide': 'CIO補佐官等',
  'dedicated-unit': '専任部署',
  'cross-cutting': '推進体制',
  'dx-leader': '推進リーダー',
};

/** Municipalities × what they registered: what is held, what is empty, and apart from 「置かない」 what nobody registered. */
export function ReviewPage(props: ReviewProps) {
  const { prefecture, municipalities, standing, choices, today } = props;
  const name = prefecture?.name ?? '';
  return (
    <StructurePage
      title={`${name}の体制台帳の状況`}
      crumbs={[{ title: '取りまとめ' }]}
      asOf={`${formatDay(today)}時点`}
      lead={<p>「登録なし」は、置いているかどうかが分からないことを示します。「置かない」とは別です。</p>}
      wide
    >
      {choices.length < 2 ? null : (
        <form action="/structure/review" method="get">
          <SelectField
            name="prefecture"
            label="都道府県"
            options={choices.map((one) => ({ value: one.bodyCode, title: one.name }))}
            value={prefecture?.bodyCode ?? ''}
          />
          <Button kind="secondary" size="medium">
            この都道府県を開く
          </Button>
        </form>
      )}
      <section class="dads-section" aria-labelledby="sums">
        <h2 id="sums">{areaTitle(name)}</h2>
        <Sums {...props} />
      </section>
      <section class="dads-section" aria-labelledby="bodies">
        <h2 id="bodies">市区町村ごと</h2>
        <BodyTable bodies={municipalities} standing={standing} caption="市区町村ごとの登録" />
      </section>
      {prefecture === null ? null : (
        <section class="dads-section" aria-labelledby="government">
          <h2 id="government">{governmentTitle(name)}</h2>
          <BodyTable bodies={[prefecture]} standing={standing} caption={`${governmentTitle(name)}の登録`} />
        </section>
      )}
    </StructurePage>
  );
}

const STATES = ['held', 'acting', 'vacant', 'not-placed', 'none'] as const;
const STATE_HEADS = {
  held: '置いている',
  acting: '職務代理',
  vacant: '空席',
  'not-placed': '置かない',
  none: '登録なし',
};

function stateOf(entries: readonly EntryVersion[] | undefined): (typeof STATES)[number] {
  if (entries === undefined) return 'none';
  return STATES.find((state) => entries.some((entry) => entry.state === state)) ?? 'none';
}

function Sums(props: ReviewProps) {
  const { municipalities, standing } = props;
  return (
    <DataTable<Kind>
      caption={`登録の状態ごとの団体数（${municipalities.length}団体のうち）`}
      columns={[
        { id: 'kind', title: '体制', cell: (kind) => KIND_WORDS[kind].title },
        ...STATES.map(
          (state): Column<Kind> => ({
            id: state,
            title: STATE_HEADS[state],
            unit: '団体',
            align: 'number',
            cell: (kind) =>
              String(
                municipalities.filter((body) => stateOf(standing.get(body.bodyCode)?.get(kind)) === state)
                  .length,
              ),
          }),
        ),
      ]}
      rows={KINDS}
      rowKey={(kind) => kind}
      rowHeader="kind"
      wide
    />
  );
}

function BodyTable(props: {
  bodies: readonly RegisterBody[];
  standing: ReviewProps['standing'];
  caption: string;
}) {
  return (
    <DataTable<RegisterBody>
      caption={props.caption}
      columns={[
        {
          id: 'body',
          title: '団体',
          cell: (body) => <a href={`/structure/bodies/${body.bodyCode}`}>{body.name}</a>,
        },
        ...KINDS.map(
          (kind): Column<RegisterBody> => ({
            id: kind,
            title: HEADS[kind],
            cell: (body) => <Cell entries={props.standing.get(body.bodyCode)?.get(kind)} body={body} />,
          }),
        ),
      ]}
      rows={props.bodies}
      rowKey={(body) => body.bodyCode}
      rowHeader="body"
      stickyFirst
      wide
    />
  );
}

function Cell(props: { entries: readonly EntryVersion[] | undefined; body: RegisterBody }) {
  const { entries, body } = props;
  if (entries === undefined) return <KindLabel>登録なし</KindLabel>;
  return (
    <>
      {entries.map((entry) => (
        <div key={`${entry.bodyCode}-${entry.entryId}`}>
          {entry.state === 'held' ? <EntryText entry={entry} /> : stateTitle(entry.kind, entry.state)}
          {entry.bodyCode === body.bodyCode ? null : '（共同）'}
          {cioHint(entry) === null ? null : <small>（副首長の職でない）</small>}
        </div>
      ))}
    </>
  );
}
