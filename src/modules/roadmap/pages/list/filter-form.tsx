import { Button } from '../../../../ui/button.tsx';
import { SelectField } from '../../../../ui/form.tsx';
import { STATES } from '../../rules/line.ts';
import { itemOptions } from '../parts.tsx';
import type { Filters } from './filters.ts';

/** What of the roadmap is listed; a form with GET, so that the address can be kept. */
export function FilterForm(props: { filters: Filters; owners: readonly string[] }) {
  const { filters } = props;
  return (
    <form method="get" action="/roadmap" class="roadmap-filter">
      <SelectField
        name="item"
        label="取組事項"
        emptyOption="すべて"
        options={itemOptions()}
        value={filters.item}
      />
      <SelectField
        name="state"
        label="状態"
        emptyOption="すべて"
        options={[
          ...Object.entries(STATES).map(([value, { title }]) => ({ value, title })),
          { value: 'overdue', title: '遅れ（期日を過ぎたものを含む）' },
          { value: 'none', title: '状態が未記入' },
        ]}
        value={filters.state}
      />
      <SelectField
        name="owner"
        label="担当"
        emptyOption="すべて"
        options={props.owners.map((name) => ({ value: name, title: name }))}
        value={filters.owner}
      />
      <SelectField
        name="phase"
        label="時期"
        options={[
          { value: '', title: '終了したものを除く' },
          { value: 'running', title: '実行中' },
          { value: 'not-started', title: '開始前' },
          { value: 'ended', title: '終了' },
          { value: 'all', title: 'すべて' },
        ]}
        value={filters.phase}
      />
      <Button kind="secondary">この条件で見る</Button>
    </form>
  );
}
