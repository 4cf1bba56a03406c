import type { Day } from '../../../core/calendar.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { PROCEDURE_SETS, PROCEDURES, type Procedure, proceduresOn } from '../../indicators/procedures.ts';
import { BodyCell, observationHref } from '../body-cell.tsx';
import type { BodySheet, PartLine, SheetLine } from '../load-body.ts';
import { FigureCell } from '../parts.tsx';

const SETS = [
  { id: 'convenience-31', word: '31' },
  { id: 'often-32', word: '32' },
  { id: 'child-care-26', word: '26' },
] as const;

/** The procedures whose online service is to come first, as dated lists, with this body's rate where it is known. */
export function Procedures(props: { name: string; rates: readonly PartLine[]; today: Day }) {
  const { today, rates } = props;
  const municipal = proceduresOn('priority-58', today, 'municipality');
  const rateOf = new Map(rates.map((line) => [line.part, line]));
  const valued = municipal.filter((procedure) => rateOf.get(procedure.id)?.own?.value != null).length;
  const members = new Map<string, ReadonlySet<string>>(
    SETS.map(({ id, word }) => [word, new Set(proceduresOn(id, today, 'municipality').map((one) => one.id))]),
  );
  const marks = (procedure: Procedure) =>
    SETS.filter(({ word }) => members.get(word)?.has(procedure.id) === true).map(({ word }) => word);
  const count = (word: string) => formatNumber(members.get(word)?.size ?? 0);
  return (
    <>
      <p>
        優先的にオンライン化を進める58手続のうち、市区町村の手続は{formatNumber(municipal.length)}件です。
        {rates.length === 0
          ? 'この団体の手続ごとのオンライン申請率は登録されていません。'
          : `この団体のオンライン申請率が分かる手続は${formatNumber(valued)}件です。`}
      </p>
      <Disclosure summary="58手続の一覧とオンライン申請率">
        <p>
          「31」は特に国民の利便性向上に資する31手続のうち市区町村の{count('31')}件、「32」はよく使う32手続、
          「26」は子育て・介護の26手続です。空欄は、申請率が公表されていないことを示し、0%ではありません。
        </p>
        <DataTable<Procedure>
          caption={`58手続と${props.name}のオンライン申請率`}
          columns={[
            { id: 'title', title: '手続', cell: (procedure) => procedure.title },
            { id: 'group', title: '分類', cell: (procedure) => procedure.groupTitle },
            { id: 'sets', title: '含まれる一覧', cell: (procedure) => marks(procedure).join('・') },
            {
              id: 'rate',
              title: 'オンライン申請率',
              align: 'number',
              cell: (procedure) => <Rate procedure={procedure} line={rateOf.get(procedure.id)} />,
            },
            { id: 'on', title: '期間の末日', cell: (procedure) => rateOf.get(procedure.id)?.on ?? '—' },
          ]}
          rows={PROCEDURES}
          rowKey={(procedure) => procedure.id}
          rowHeader="title"
          wide
        />
        <ul class="dads-list">
          {PROCEDURE_SETS.map((set) => (
            <li key={set.id}>
              {set.title}：{set.from}から{set.to === null ? '' : `${set.to}まで`}。出典：{set.source}
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  );
}

function Rate(props: { procedure: Procedure; line: PartLine | undefined }) {
  const { procedure, line } = props;
  if (!procedure.levels.includes('municipality')) return <span class="dads-missing">都道府県の手続</span>;
  if (line === undefined) return <span class="dads-missing">登録なし</span>;
  return (
    <BodyCell
      definition={line.definition}
      part={line.part}
      on={line.on}
      body={line.own ?? undefined}
      withUnit
    />
  );
}

/** 20業務: the official rate and its formula, beside it what that formula hides. */
export function Standardization(props: {
  name: string;
  whole: SheetLine | undefined;
  businesses: readonly PartLine[];
  late: readonly PartLine[];
  lateList: BodySheet['openLists'][number] | undefined;
}) {
  const { whole, businesses, late } = props;
  const definition = whole?.definition ?? businesses[0]?.definition;
  if (definition === undefined || businesses.length === 0) {
    return (
      <>
        <p>この団体の標準化20業務の値は登録されていません。</p>
        <Late {...props} />
      </>
    );
  }
  const marked = new Set(late.filter((line) => line.own?.value === 1n).map((line) => line.part));
  const complete = businesses.filter((line) => line.own?.value != null && line.own.value === line.own.base);
  const titles = new Map(definition.parts?.map((part) => [part.id, part.title]));
  return (
    <>
      <p>
        式：{definition.formula}。対象外の作業も完了に数えます。この資料からは対象外の内訳は分かりません。
      </p>
      <p>
        {formatNumber(businesses.length)}業務のうち、40の作業がすべて完了（対象外を含む）の業務は
        {formatNumber(complete.length)}業務です。移行を終えたシステムの数ではありません。
      </p>
      <Late {...props} />
      <Disclosure summary="20業務ごとの完了率">
        <DataTable<PartLine>
          caption={`${props.name}の20業務の完了率（${businesses[0]?.on ?? ''}）`}
          columns={[
            { id: 'title', title: '業務', cell: (line) => titles.get(line.part) ?? line.part },
            {
              id: 'own',
              title: '完了率',
              align: 'number',
              cell: (line) => (
                <BodyCell
                  definition={line.definition}
                  part={line.part}
                  on={line.on}
                  body={line.own ?? undefined}
                  withUnit
                />
              ),
            },
            {
              id: 'class',
              title: '同じ区分の平均',
              align: 'number',
              cell: (line) => <FigureCell definition={line.definition} figure={line.inClass} />,
            },
            {
              id: 'late',
              title: '特定移行支援',
              cell: (line) => (marked.has(line.part) ? '該当見込み' : ''),
            },
          ]}
          rows={businesses}
          rowKey={(line) => line.part}
          rowHeader="title"
          wide
        />
        <p>出典：{definition.source}</p>
      </Disclosure>
    </>
  );
}

/** Marks of an open list: who is not on it is not late, and not "no" either. */
function Late(props: { late: readonly PartLine[]; lateList: BodySheet['openLists'][number] | undefined }) {
  const marked = props.late.filter((line) => line.own?.value === 1n);
  if (props.lateList === undefined) return null;
  const { definition, held } = props.lateList;
  const first = marked[0];
  if (first === undefined || first.own === null) {
    return (
      <p>
        {held
          ? '登録された特定移行支援システムの一覧に、この団体の印はありません。'
          : '特定移行支援システムの一覧は登録されていません。'}
        一覧は、該当する見込みの団体だけを示します。
      </p>
    );
  }
  const titles = new Map(definition.parts?.map((part) => [part.id, part.title]));
  return (
    <p>
      特定移行支援システムに該当する見込みの業務（{first.on}時点）：
      {marked.map((line, index) => (
        <span key={line.part}>
          {index === 0 ? '' : '、'}
          <a href={observationHref(definition, first.own?.body_code ?? '', line.part, line.on)}>
            {titles.get(line.part) ?? line.part}
          </a>
        </span>
      ))}
      。移行作業の完了率とは別の情報です。
    </p>
  );
}
