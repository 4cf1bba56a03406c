import { type Day, formatDay } from '../../../core/calendar.ts';
import { formatBytes } from '../../../platform/files/refusals.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, SelectField, TextArea } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Timeline } from '../../../ui/timeline.tsx';
import type { FieldError } from '../../posts/pages/form.ts';
import type { FileLine } from '../queries/files.ts';
import type { Message, StationLine, Thread } from '../queries/read.ts';
import { CLOCK_SOURCE, type Station } from '../rules/route.ts';
import { ACT_TITLES, type Act, KINDS, threadNo } from '../rules/thread.ts';
import { AttachmentField, dueText, hrefOf, stateText, ThreadsPage } from './parts.tsx';

/** What was typed; kept when the form comes back. */
export interface StepForm {
  readonly act: string;
  readonly text: string;
  readonly to: string;
}

export interface ThreadPageProps {
  readonly thread: Thread;
  readonly messages: readonly Message[];
  readonly files: readonly FileLine[];
  readonly stations: readonly StationLine[];
  readonly acts: readonly Act[];
  readonly next: readonly Station[];
  readonly form: StepForm;
  readonly errors: readonly FieldError[];
  /** With the token of the form: it carries files. */
  readonly action: string;
  readonly today: Day;
}

const CHOICES: Readonly<Record<Act, string>> = {
  answer: '答える（送り手に戻ります）',
  'hand-on': '次に引き継ぐ',
  'ask-further': '重ねて問い合わせる',
  note: '補足を書く（今あるところは変わりません）',
  close: '完了にする',
};

/** One thread from its beginning: where it stands, its record, and what this seat may do next. */
export function ThreadPage(props: ThreadPageProps) {
  const { thread, today } = props;
  return (
    <ThreadsPage
      title={thread.title}
      crumbs={[{ title: threadNo(thread) }]}
      lead={<p>書いたものは後から書き換えられません。誤りは補足で知らせます。</p>}
    >
      <ErrorSummary errors={props.errors} />
      <DescriptionList
        items={[
          { term: '番号', detail: threadNo(thread) },
          { term: '種類', detail: KINDS[thread.kind] },
          { term: '送り手', detail: thread.askerTitle },
          { term: '今あるところ', detail: thread.holderTitle },
          { term: '状態', detail: stateText(thread, today) },
          { term: '期限', detail: dueText(thread) },
          ...(thread.documentNo === null || thread.documentOn === null
            ? []
            : [{ term: '文書番号', detail: `${thread.documentNo}（${formatDay(thread.documentOn)}）` }]),
          ...(thread.aboutHref === null
            ? []
            : [{ term: '関係するページ', detail: <a href={thread.aboutHref}>{thread.aboutTitle}</a> }]),
        ]}
      />
      <section class="dads-section" aria-labelledby="record">
        <h2 id="record">これまでの記録</h2>
        <Timeline
          label="これまでの記録（古い順）"
          entries={props.messages.map((one) => ({
            id: String(one.messageNo),
            date: instantText(one.at),
            title: headOf(one),
            children: (
              <>
                <p class="dads-prewrap">{one.text}</p>
                <Files
                  thread={thread}
                  files={props.files.filter((file) => file.messageNo === one.messageNo)}
                />
                <p>
                  <small>
                    書いた職：{one.byTitle}
                    {one.dueOn === null ? '' : `　期限：${formatDay(one.dueOn)}`}
                  </small>
                </p>
              </>
            ),
          }))}
        />
      </section>
      {props.acts.length === 0 ? null : <StepSection {...props} />}
      <section class="dads-section" aria-labelledby="reached">
        <h2 id="reached">開いた記録</h2>
        <ul class="dads-list">
          {props.stations.map((one) => (
            <li key={one.station}>
              {one.title}：
              {one.seenAt === null ? '未読' : `${instantText(one.seenAt)}に${one.seenBy}が開きました`}
            </li>
          ))}
        </ul>
        <p>
          <small>やり取りが届いた団体だけが見られます。期限は開庁日で数えます。{CLOCK_SOURCE}。</small>
        </p>
      </section>
    </ThreadsPage>
  );
}

function Files(props: { thread: Thread; files: readonly FileLine[] }) {
  if (props.files.length === 0) return null;
  return (
    <ul class="dads-list" aria-label="添付">
      {props.files.map(({ messageNo, position, fileName, size }) => (
        <li key={position}>
          <a href={`${hrefOf(props.thread)}/files/${messageNo}/${position}`}>{fileName}</a>（
          {formatBytes(Number(size))}）
        </li>
      ))}
    </ul>
  );
}

function headOf(one: Message): string {
  const way = one.toTitle === null ? one.fromTitle : `${one.fromTitle}から${one.toTitle}へ`;
  return `${ACT_TITLES[one.act]}：${way}`;
}

function StepSection(props: ThreadPageProps) {
  const { thread, form, acts } = props;
  const error = (field: string) => props.errors.find((one) => one.field === field)?.message;
  return (
    <section class="dads-section" aria-labelledby="step">
      <h2 id="step">次に行うこと</h2>
      <form method="post" action={props.action} encType="multipart/form-data">
        <HiddenFields values={{ madeFrom: String(thread.messages) }} />
        <RadioGroup
          name="act"
          label="行うこと"
          required
          value={form.act === '' ? acts[0] : form.act}
          error={error('act')}
          options={acts.map((one) => ({ value: one, title: CHOICES[one] }))}
        />
        {acts.includes('hand-on') ? (
          <SelectField
            name="to"
            label="引継ぎ先（引き継ぐとき）"
            emptyOption="選んでください"
            value={form.to}
            error={error('to')}
            options={props.next.map((one) => ({ value: one.key, title: one.title }))}
          />
        ) : null}
        <TextArea name="text" label="本文" rows={6} value={form.text} error={error('text')} />
        <AttachmentField error={error('file')} />
        <Button>この内容で送る</Button>
      </form>
    </section>
  );
}
