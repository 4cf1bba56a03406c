import { formatDay } from '../../../core/calendar.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { DefinitionRevision } from '../../indicators/queries.ts';
import { dayOf } from '../changes.tsx';
import { changedFields } from '../rules/indicator-words.ts';

interface Row {
  readonly revision: DefinitionRevision;
  readonly changed: string;
}

/** All wordings of all versions with the day from which we showed them. A changed meaning is a new version. */
export function Versions(props: { id: string; history: readonly DefinitionRevision[]; current: number }) {
  const rows = props.history.map((revision, index): Row => {
    const before = props.history[index - 1];
    const same = before !== undefined && before.version === revision.version;
    const fields = same ? changedFields(before.definition, revision.definition) : [];
    const first = index === 0 ? '最初の登録' : '新しい版（意味の変更）';
    return { revision, changed: same ? `表記の変更：${fields.join('、')}` : first };
  });
  const { validFrom, validTo, breaks } = props.history.at(-1)?.definition ?? {};
  return (
    <section class="dads-section" aria-labelledby="versions">
      <h2 id="versions">定義の版</h2>
      <DataTable<Row>
        caption="定義の版と登録日"
        columns={[
          {
            id: 'version',
            title: '版',
            cell: ({ revision: { version, revision } }) => (
              <>
                <a href={`/indicators/${props.id}?version=${version}`}>第{version}版</a>
                {revision > 1 ? `（${revision}回目の表記）` : ''}
              </>
            ),
          },
          { id: 'day', title: '登録日', cell: ({ revision }) => formatDay(dayOf(revision.recordedAt)) },
          { id: 'changed', title: '変わったこと', cell: ({ changed }) => changed },
          { id: 'formula', title: '計算式', cell: ({ revision }) => revision.definition.formula },
        ]}
        rows={[...rows].reverse()}
        rowKey={({ revision }) => `${revision.version}-${revision.revision}`}
        rowHeader="version"
        wide
      />
      {validFrom === undefined && validTo === undefined ? null : (
        <p>
          この定義で測る期間：
          {validFrom === undefined ? '' : formatDay(validFrom)}～
          {validTo === undefined ? '' : formatDay(validTo)}
        </p>
      )}
      {(breaks ?? []).map((one) => (
        <p class="dads-text" key={one.on}>
          {formatDay(one.on)}の前と後は、そのまま比べられません。{one.reason}
        </p>
      ))}
    </section>
  );
}
