import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { HiddenFields, SelectField } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { PostNote, PostVersion } from '../queries/offices.ts';
import type { Person } from '../queries/people.ts';
import type { SeatRecord } from '../queries/seats.ts';
import { covers, gaps, SEAT_KIND_TITLES, SEAT_KINDS, spanText } from '../rules/dated.ts';
import { rightTitle, roleOf } from '../rules/roles.ts';
import type { FieldError } from './form.ts';
import { DayField, errorFor, FormErrors, gapText, OfficePage, personText } from './parts.tsx';

export interface PostView {
  readonly version: PostVersion;
  readonly versions: readonly PostVersion[];
  readonly sectionName: string | null;
  readonly rights: readonly string[];
  readonly seats: readonly SeatRecord[];
  readonly people: readonly Person[];
  readonly notes: readonly PostNote[];
}

export function PostPage(props: {
  view: PostView;
  today: Day;
  rotation: Day;
  administers: boolean;
  own: boolean;
  token: string;
  form: Form;
  /** Which of the forms has the error. */
  failed: {
    readonly form: 'seat' | 'successor' | 'end' | 'close' | 'note';
    readonly error: FieldError;
    /** Whose end it was. */
    readonly seatId?: string | undefined;
  } | null;
}) {
  const { view, today, failed } = props;
  const { version } = view;
  const errorOf = (form: string) => (failed?.form === form ? failed.error : null);
  const [gap] = gaps(view.seats, today);
  return (
    <OfficePage
      title={`職「${version.title}」`}
      crumbs={[{ title: version.title }]}
      asOf={`${formatDay(today)}時点`}
    >
      <FormErrors error={summaryOf(failed)} />
      {gap === undefined ? null : (
        <Notice kind="warning" title={`空席の期間があります：${gapText(gap)}`}>
          <p>後任か職務代理を登録すると、仕事が途切れません。</p>
        </Notice>
      )}
      <DescriptionList
        items={[
          { term: '課', detail: view.sectionName ?? '団体全体' },
          { term: '役割', detail: roleOf(version.role)?.title ?? version.role },
          {
            term: '権限',
            detail: (
              <ul class="dads-plain-list">
                {view.rights.map((right) => (
                  <li key={right}>{rightTitle(right as `${string}:read`)}</li>
                ))}
              </ul>
            ),
          },
          ...(version.shared ? [{ term: '在席の数', detail: '複数の人が同時に在席できる' }] : []),
        ]}
      />
      <p class="dads-row">
        <Button kind="secondary" href={`/office/posts/${version.postId}/handover`}>
          引継書を見る
        </Button>
        {props.administers ? (
          <Button kind="secondary" href={`/office/posts/${version.postId}/edit`}>
            職を改める
          </Button>
        ) : null}
      </p>
      <Seats {...props} error={errorOf('end')} />
      {props.administers ? (
        <>
          <Successor {...props} error={errorOf('successor')} />
          <NewSeat {...props} error={errorOf('seat')} />
        </>
      ) : null}
      <Notes {...props} error={errorOf('note')} />
      {props.administers ? <ClosePost {...props} error={errorOf('close')} /> : null}
      <Versions versions={view.versions} />
    </OfficePage>
  );
}

/** The list on top leads to the field of the form that was sent; others on the page ask for the same names. */
function summaryOf(failed: Parameters<typeof PostPage>[0]['failed']): FieldError | null {
  if (failed === null) return null;
  const { form, error, seatId } = failed;
  const field = {
    seat: error.field,
    successor: `successor-${error.field}`,
    end: `end-${seatId ?? ''}`,
    close: 'close-day',
    note: 'note',
  }[form];
  return { field, message: error.message };
}

type Part = Parameters<typeof PostPage>[0] & { error: FieldError | null };

function Seats(props: Part) {
  const { view, today } = props;
  const open = (seat: SeatRecord) =>
    props.administers && (seat.validTo === null || seat.validTo > today) && seat.validTo !== seat.validFrom;
  return (
    <section class="dads-section" aria-labelledby="seats">
      <h2 id="seats">在席</h2>
      <DataTable
        caption="この職の在席（新しい順）"
        captionHidden
        wide
        columns={[
          { id: 'who', title: '氏名', cell: (seat: SeatRecord) => personText(seat) },
          { id: 'kind', title: '区分', cell: (seat) => SEAT_KIND_TITLES[seat.kind] },
          { id: 'span', title: '期間', cell: (seat) => spanText(seat) },
          {
            id: 'state',
            title: '状態',
            cell: (seat) => (covers(seat, today) ? '在席中' : seat.validFrom > today ? 'これから' : '終わり'),
          },
        ]}
        rows={view.seats}
        rowKey={(seat) => seat.seatId}
        rowHeader="who"
        empty="この職に就いた人は、まだいません。"
      />
      {view.seats.filter(open).map((seat) => (
        <Disclosure
          key={seat.seatId}
          summary={`${personText(seat)}の在席を終える`}
          open={props.error !== null}
        >
          <p>翌日から、この在席では何もできません。書いたものと仕事は職に残ります。</p>
          <form action={`/office/seats/${seat.seatId}/end`} method="post">
            <HiddenFields csrf={props.token} />
            <DayField
              id={`f-end-${seat.seatId}`}
              label={`${personText(seat)}の最後の日`}
              value={props.form.text('endDay')}
              error={props.error}
            />
            <Button kind="secondary">この日で在席を終える</Button>
          </form>
        </Disclosure>
      ))}
    </section>
  );
}

function personOptions(people: readonly Person[]) {
  return people.map((person) => ({
    value: person.personId,
    title: person.accountId === null ? `${person.name ?? ''}（アカウントなし）` : (person.name ?? ''),
  }));
}

function Successor(props: Part) {
  const { view, form, error } = props;
  return (
    <section class="dads-section" aria-labelledby="successor">
      <h2 id="successor">後任を先の日付で登録する（人事異動）</h2>
      <p>
        今の人の在席は前の日で終わり、後任の在席がこの日に始まります。名前がないときは、先に
        <a href="/office/people/new">人を登録</a>してください。
      </p>
      <form action={`/office/posts/${view.version.postId}/successor`} method="post">
        <HiddenFields csrf={props.token} />
        <SelectField
          name="person"
          id="f-successor-person"
          label="後任"
          emptyOption="選んでください"
          options={personOptions(view.people)}
          value={form.text('person')}
          required
          error={errorFor(error, 'person')}
        />
        <DayField
          id="f-successor-day"
          label="後任の最初の日"
          value={form.text('day') || props.rotation}
          error={error}
        />
        <Button>後任を登録する</Button>
      </form>
    </section>
  );
}

function NewSeat(props: Part) {
  const { view, form, error } = props;
  return (
    <Disclosure summary="在席を加える（兼務・職務代理・空席への着任）" open={error !== null}>
      <form action={`/office/posts/${view.version.postId}/seats`} method="post">
        <HiddenFields csrf={props.token} />
        <SelectField
          name="person"
          label="就く人"
          emptyOption="選んでください"
          options={personOptions(view.people)}
          value={form.text('person')}
          required
          error={errorFor(error, 'person')}
        />
        <SelectField
          name="kind"
          label="区分"
          options={SEAT_KINDS.map((kind) => ({ value: kind, title: SEAT_KIND_TITLES[kind] }))}
          value={form.text('kind') || 'regular'}
        />
        <DayField label="最初の日" value={form.text('day')} error={error} />
        <DayField
          name="until"
          label="最後の日（決まっているとき）"
          value={form.text('until')}
          error={error}
          required={false}
        />
        <Button kind="secondary">在席を加える</Button>
      </form>
    </Disclosure>
  );
}

function Notes(props: Part) {
  const { view } = props;
  return (
    <section class="dads-section" aria-labelledby="notes">
      <h2 id="notes">引継ぎ事項</h2>
      {view.notes.length === 0 ? <p>まだありません。書いたものは引継書に載ります。</p> : null}
      <ul class="dads-list">
        {view.notes.map((note) => (
          <li key={note.noteId}>
            <span class="dads-prewrap">{note.text}</span>
            <br />
            <small class="dads-subtle">{instantText(note.writtenAt)}</small>
          </li>
        ))}
      </ul>
      {props.administers || props.own ? (
        <form action={`/office/posts/${view.version.postId}/notes`} method="post">
          <HiddenFields csrf={props.token} />
          <div class="dads-field">
            <label class="dads-field__label" for="f-note">
              引継ぎ事項を書く
            </label>
            <p class="dads-field__hint" id="f-note-hint">
              次の人に伝えることを書きます。後から消せません。個人情報は書かないでください。
            </p>
            <textarea
              class="dads-input dads-input--full"
              id="f-note"
              name="note"
              rows={4}
              aria-describedby="f-note-hint"
            >
              {props.form.text('note')}
            </textarea>
          </div>
          <Button kind="secondary">引継ぎ事項に加える</Button>
        </form>
      ) : null}
    </section>
  );
}

function ClosePost(props: Part) {
  return (
    <Disclosure summary="この職を廃止する" open={props.error !== null}>
      <p>在席を先に終えてください。これまでの記録は残ります。</p>
      <form action={`/office/posts/${props.view.version.postId}/close`} method="post">
        <HiddenFields csrf={props.token} />
        <DayField
          id="f-close-day"
          label="廃止する日"
          value={props.form.text('closeDay')}
          error={props.error}
        />
        <Button kind="secondary">この日に廃止する</Button>
      </form>
    </Disclosure>
  );
}

function Versions(props: { versions: readonly PostVersion[] }) {
  return (
    <section class="dads-section" aria-labelledby="versions">
      <h2 id="versions">職のこれまでとこれから</h2>
      <DataTable
        caption="職の移り変わり"
        captionHidden
        columns={[
          { id: 'from', title: 'いつから', cell: (line: PostVersion) => formatDay(line.validFrom) },
          { id: 'title', title: '名称', cell: (line) => (line.closed ? '（廃止）' : line.title) },
          { id: 'role', title: '役割', cell: (line) => roleOf(line.role)?.title ?? line.role },
          {
            id: 'rights',
            title: '標準との違い',
            cell: (line) =>
              line.adjustments.length === 0
                ? 'なし'
                : line.adjustments
                    .map(({ right, granted }) => `${granted ? '追加' : '除外'} ${rightTitle(right)}`)
                    .join('、'),
          },
        ]}
        rows={props.versions}
        rowKey={(line) => String(line.versionNo)}
      />
    </section>
  );
}
