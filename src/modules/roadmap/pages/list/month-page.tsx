import { formatDay, toWareki } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { Checkbox, ErrorSummary, HiddenFields, SelectField, TextField } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { FieldError, Typed } from '../../rules/check.ts';
import { type Line, lineId, STATES } from '../../rules/line.ts';
import { monthField } from '../../rules/month.ts';
import { latenessOn } from '../../rules/standing.ts';
import type { Asking } from '../asking.ts';
import { crumbs, latenessText, StateChip } from '../parts.tsx';

export interface MonthPageProps {
  readonly asking: Asking;
  readonly lines: readonly Line[];
  /** Null: the form as the lines stand. */
  readonly typed: Typed | null;
  readonly errors: readonly FieldError[];
}

/** `/roadmap/month`: the month's look at each running line, in one form. */
export function MonthPage(props: MonthPageProps) {
  const { asking, lines } = props;
  return (
    <Page
      title={
        lines.length === 0 ? '今月見直す個別取組はありません' : `${lines.length}件の個別取組の状態を書きます`
      }
      documentTitle="今月の見直し（工程表）"
      breadcrumb={crumbs({ title: '今月の見直し' })}
      sample={asking.sample}
      asOf={`${asking.seat.bodyName}　${formatDay(asking.today)}現在`}
      lead={<p>変わったところだけを直します。同じなら「変わりなし」に印を付けます。</p>}
    >
      <ErrorSummary errors={props.errors} />
      {lines.length === 0 ? (
        <p>
          <Button kind="secondary" href="/roadmap">
            工程表へ戻る
          </Button>
        </p>
      ) : (
        <form method="post" action="/roadmap/month">
          <HiddenFields csrf={asking.csrf} />
          {lines.map((line) => (
            <LineFields key={line.lineNo} {...props} line={line} />
          ))}
          <Button>まとめて保存する</Button>
        </form>
      )}
    </Page>
  );
}

function LineFields(props: MonthPageProps & { line: Line }) {
  const { line, asking, typed } = props;
  const { content, lineNo } = line;
  const late = latenessOn(content, asking.today);
  const field = (name: string, stored: string) => {
    const full = monthField(name, lineNo);
    return {
      name: full,
      value: typed === null ? stored : (typed(full)[0] ?? ''),
      error: props.errors.find((error) => error.field === full)?.message,
    };
  };
  return (
    <section class="dads-section" aria-labelledby={`line-${lineNo}`}>
      <h2 id={`line-${lineNo}`}>
        <a href={`/roadmap/lines/${lineId(line)}`}>{content.title}</a>
      </h2>
      <p>
        {content.state === null ? null : <StateChip state={content.state} />}
        {content.state === null
          ? '状態はまだ書かれていません。'
          : `　${toWareki(content.state.on)}：${content.state.text}`}
        {late.length === 0 ? null : <strong>　{latenessText(late)}。</strong>}
      </p>
      <input type="hidden" name="line" value={String(lineNo)} />
      <input type="hidden" name={monthField('madeFrom', lineNo)} value={String(line.edition)} />
      <SelectField
        {...field('state', content.state?.level ?? '')}
        label="状態"
        emptyOption="選んでください"
        options={Object.entries(STATES).map(([value, { title }]) => ({ value, title }))}
      />
      <TextField {...field('text', content.state?.text ?? '')} label="状態の説明（一文）" size="full" />
      <TextField {...field('nextText', content.next?.text ?? '')} label="次の行動" size="full" />
      <TextField {...field('nextOn', content.next?.on ?? '')} label="次の行動の期日" size="short" />
      <Checkbox
        name={monthField('same', lineNo)}
        label="変わりなし（今日確かめました）"
        checked={typed !== null && typed(monthField('same', lineNo))[0] === '1'}
      />
    </section>
  );
}
