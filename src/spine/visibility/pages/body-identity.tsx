import { formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { KIND_TITLES, LINEAGE_TITLES } from '../../bodies/rules/titles.ts';
import { BodyCell } from '../body-cell.tsx';
import type { BodySheet } from '../load-body.ts';
import type { Identity } from '../load-identity.ts';

/** Who it is: code, reading, kind and statuses with their days, people, how it came to be. */
export function Who(props: { identity: Identity; basics: BodySheet['basics']; coverageStart: string }) {
  const { identity } = props;
  const { body, rows, statuses, lineage, aliases } = identity;
  const people = props.basics.find(({ definition }) => definition.id === 'population');
  const before = rows.filter((row) => row.name !== body.name);
  const row = rows.find((one) => one.validFrom === body.validFrom);
  return (
    <DescriptionList
      items={[
        { term: '団体コード', detail: body.bodyCode },
        { term: '読み', detail: body.kana },
        {
          term: '区分',
          detail: (
            <>
              {KIND_TITLES[body.kind]}
              {body.validFrom > props.coverageStart ? `（${formatDay(body.validFrom)}から）` : ''}
              {statuses.map((status) => (
                <span key={`${status.status}${status.validFrom}`}>
                  、{KIND_TITLES[status.status]}（{formatDay(status.validFrom)}から
                  {status.validTo === null ? '' : `${formatDay(status.validTo)}の前日まで`}）
                </span>
              ))}
            </>
          ),
        },
        {
          term: '都道府県',
          detail: <a href={`/bodies/${body.prefectureCode}`}>{body.prefectureName}</a>,
        },
        {
          term: '人口',
          detail:
            people === undefined ? (
              <span class="dads-missing">登録なし</span>
            ) : (
              <>
                <BodyCell
                  definition={people.definition}
                  part=""
                  on={people.own.period_end}
                  body={people.own}
                  withUnit
                />
                （住民基本台帳、{formatDay(people.own.period_end)}）
              </>
            ),
        },
        ...(lineage.length === 0 && before.length === 0
          ? []
          : [
              {
                term: '沿革',
                detail: (
                  <ul class="dads-list">
                    {lineage.map((event) => (
                      <li key={`${event.eventId}${event.fromCode}`}>
                        {formatDay(event.on)}　{LINEAGE_TITLES[event.kind]}：{event.text}
                        {event.fromCode === event.toCode ? null : (
                          <>
                            （旧コード <a href={`/bodies/${event.fromCode}`}>{event.fromCode}</a>）
                          </>
                        )}
                        <span class="dads-sheet__small">出典：{event.source}</span>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        ...(aliases.length === 0
          ? []
          : [
              {
                term: '別の表記・読み',
                detail: aliases.map((alias) => `${alias.alias}（${alias.reason}）`).join('、'),
              },
            ]),
        ...(identity.groupings.length === 0
          ? []
          : [{ term: '構成団体となる組織', detail: identity.groupings.map((one) => one.title).join('、') }]),
        ...(row === undefined ? [] : [{ term: '台帳の出典', detail: row.source }]),
      ]}
    />
  );
}

/** Figures that say who a body is, not how far it has come. */
export function Basics(props: { name: string; basics: BodySheet['basics'] }) {
  if (props.basics.length === 0) return null;
  return (
    <Disclosure summary="人口・財政などの基礎データ">
      <DataTable
        caption={`${props.name}の基礎データ`}
        columns={[
          {
            id: 'title',
            title: '項目',
            cell: ({ definition }) => <a href={`/indicators/${definition.id}`}>{definition.title}</a>,
          },
          {
            id: 'value',
            title: '値',
            align: 'number',
            cell: ({ definition, own }) => (
              <BodyCell definition={definition} part="" on={own.period_end} body={own} withUnit />
            ),
          },
          { id: 'on', title: '基準日', cell: ({ own }) => own.period_end },
        ]}
        rows={props.basics}
        rowKey={({ definition }) => definition.id}
        rowHeader="title"
      />
    </Disclosure>
  );
}
