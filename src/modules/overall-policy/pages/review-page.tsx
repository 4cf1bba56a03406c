import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { MISSING_TITLES } from '../rules/counting.ts';
import { REVIEW_STATES, type Reviewed, type ReviewState } from '../rules/review.ts';
import { PolicyPage } from './parts.tsx';

interface Line extends Reviewed {
  readonly bodyCode: string;
  readonly name: string;
  readonly prefectureName: string;
}

export interface ReviewProps {
  readonly lines: readonly Line[];
  readonly shown: readonly Line[];
  readonly chosen: number;
  readonly contacts: ReadonlyMap<string, string>;
  readonly state: ReviewState | null;
  readonly page: number;
  readonly pages: number;
  readonly seat: Pick<Seat, 'kind' | 'bodyName'>;
  readonly today: Day;
}

/** Where municipalities stand with their 全体方針. A prefecture confirms and gathers; it decides nothing for them. */
export function ReviewPage(props: ReviewProps) {
  const { lines, seat } = props;
  const count = (state: ReviewState) => lines.filter((line) => line.state === state).length;
  const prefecture = seat.kind === 'prefecture';
  return (
    <PolicyPage
      title={`${lines.length}市区町村のうち${count('counts')}団体に全体方針があります`}
      documentTitle="市区町村の全体方針の状況"
      crumbs={[{ title: '市区町村の状況' }]}
      asOf={`${formatDay(props.today)}時点`}
      coverage={prefecture ? `${seat.bodyName}内の市区町村` : '全国の市区町村'}
      lead={<p>本文は、公表されたものだけが見られます。</p>}
      wide
    >
      <DataTable
        caption="状態ごとの団体数"
        rows={Object.entries(REVIEW_STATES)}
        rowKey={([id]) => id}
        columns={[
          {
            id: 'state',
            title: '状態',
            cell: ([id, title]) => <a href={`/overall-policy/review?state=${id}`}>{title}</a>,
          },
          {
            id: 'count',
            title: '団体数',
            unit: '団体',
            align: 'number',
            cell: ([id]) => count(id as ReviewState),
          },
        ]}
      />
      <form class="dads-row" method="get" action="/overall-policy/review">
        <SelectField
          name="state"
          label="状態"
          emptyOption="すべて"
          options={Object.entries(REVIEW_STATES).map(([value, title]) => ({ value, title }))}
          value={props.state ?? ''}
        />
        <Button kind="secondary">絞り込む</Button>
      </form>
      <DataTable
        caption={`市区町村の状況（${props.chosen}団体）`}
        wide
        rowHeader="name"
        rows={props.shown}
        rowKey={({ bodyCode }) => bodyCode}
        empty="当てはまる団体はありません。"
        columns={[
          {
            id: 'name',
            title: '団体',
            cell: ({ bodyCode, name, prefectureName }) => (
              <a href={`/overall-policy/of/${bodyCode}`}>{prefecture ? name : `${prefectureName}${name}`}</a>
            ),
          },
          {
            id: 'state',
            title: '状態',
            cell: ({ state, joint }) => `${REVIEW_STATES[state]}${joint ? '（共同）' : ''}`,
          },
          { id: 'on', title: '日付', cell: ({ on }) => (on === null ? '―' : formatDay(on)) },
          {
            id: 'missing',
            title: '足りないもの',
            cell: ({ missing }) => missing.map((one) => MISSING_TITLES[one]).join('、') || '―',
          },
          ...(prefecture
            ? [
                {
                  id: 'contact',
                  title: '連絡先の職',
                  cell: ({ bodyCode }: Line) => props.contacts.get(bodyCode) ?? '担当の職がありません',
                },
              ]
            : []),
        ]}
      />
      <Pagination
        page={props.page}
        pages={props.pages}
        href={(page) =>
          `/overall-policy/review?${new URLSearchParams({ ...(props.state === null ? {} : { state: props.state }), page: String(page) })}`
        }
      />
      {prefecture ? <ContactLink {...props} /> : null}
    </PolicyPage>
  );
}

/** A message to those of the list that have none, with what it is about. */
function ContactLink(props: ReviewProps) {
  const to = props.shown.filter(({ state }) => state !== 'counts').map(({ bodyCode }) => bodyCode);
  if (to.length === 0) return null;
  const query = new URLSearchParams({
    to: to.join(','),
    title: '全体方針の策定について',
    about: '/overall-policy',
    aboutTitle: '全体方針',
  });
  return (
    <p>
      <a href={`/threads/contact?${query}`}>
        この表のうち、数えていない{to.length}団体に情報提供・連絡を送る
      </a>
    </p>
  );
}
