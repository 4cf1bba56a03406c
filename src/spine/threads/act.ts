import { prefectureOf, realmOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { move } from '../../core/workflow.ts';
import { audit } from '../../platform/audit/actions.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withinScope } from '../../platform/db/scope.ts';
import type { Clock } from '../../platform/deps.ts';
import { isPublicHoliday } from '../../platform/holidays.ts';
import { type Seat, seatTitle } from '../contracts/seat.ts';
import { notify } from '../notices/actions.ts';
import { actorOf } from '../posts/actions/by.ts';
import { sectionsOn } from '../posts/queries/for-parts.ts';
import { bodyName } from '../posts/queries/seats.ts';
import { rightFor, scopeOf } from '../posts/rules/rights.ts';
import { ANSWER } from './actions.ts';
import { checkFiles, type GivenFile } from './files.ts';
import { insertFiles } from './queries/files.ts';
import { findThread, messagesOf, officesOn, type Thread } from './queries/read.ts';
import { insertMessage, insertStations, moveThread, noteNew, noteSeen } from './queries/write.ts';
import { dueAt, nationOf, nextKinds, type Station } from './rules/route.ts';
import {
  ACT_TITLES,
  type Act,
  judgeWords,
  THREAD_FLOW,
  type ThreadRefusal,
  threadNo,
} from './rules/thread.ts';

export interface Step {
  readonly bodyCode: string;
  readonly threadNo: number;
  readonly act: Act;
  readonly text: string;
  /** Of 引継ぎ: key of the next station. */
  readonly to: string | null;
  /** Number of messages that the form was made from. */
  readonly madeFrom: number;
  readonly files?: readonly GivenFile[];
}

/** Whether a seat acts at the station where a thread stands, and whether its body asked. */
export function heldBy(seat: Seat, thread: Thread): { readonly holds: boolean; readonly asks: boolean } {
  const owns = (code: string) =>
    rightFor(seat, ANSWER, { bodyCode: code, prefectureCode: prefectureOf(code) });
  return { holds: owns(thread.keeperCode), asks: owns(thread.askerCode) };
}

/** Where the holder may hand this thread on, with the names that stand today. */
export async function nextStations(
  tx: Tx,
  seat: Seat,
  thread: Thread,
  today: Day,
): Promise<readonly Station[]> {
  if (thread.kind !== 'question' || !heldBy(seat, thread).holds) return [];
  const kinds = nextKinds(thread.holder);
  if (kinds.includes('nation')) {
    const nation = nationOf(seat.bodyCode);
    return [{ key: nation, title: bodyName(nation, null), keeper: nation }];
  }
  if (!kinds.includes('office') || seat.kind !== 'nation') return [];
  const sections = await sectionsOn(tx, seat.bodyCode, today);
  const offices = await officesOn(tx, realmOf(seat.bodyCode), today);
  return [
    ...sections.map((one) => ({ key: `section:${one.sectionId}`, title: `${seat.bodyName} ${one.name}` })),
    ...offices.map((one) => ({ key: `office:${one.officeId}`, title: one.title })),
  ]
    .map((one) => ({ ...one, keeper: seat.bodyCode }))
    .filter((one) => one.key !== thread.holder);
}

/** One step of a thread by a seat: may I → rules → rows, in the caller's transaction. */
export async function act(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  step: Step,
): Promise<Result<Thread, ThreadRefusal>> {
  return withinScope(tx, scopeOf(seat), async () => {
    const thread = await findThread(tx, step.bodyCode, step.threadNo);
    if (thread === null) return refuse('unknown-thread');
    if (!seat.rights.has(ANSWER)) return refuse('may-not');
    const words = judgeWords(step.act === 'close' && step.text.trim() === '' ? '完了しました。' : step.text);
    if (!words.ok) return words;
    const files = await checkFiles(step.files ?? []);
    if (!files.ok) return files;
    if (thread.messages !== step.madeFrom) return refuse('moved-meanwhile');
    const moved = move(THREAD_FLOW, thread.state, step.act, heldBy(seat, thread));
    if (!moved.ok) return refuse(moved.why === 'guard' ? 'may-not' : 'not-now');
    const today = dayInJapan(clock.now());
    const next = await leadsTo(tx, seat, thread, step, today);
    if (next === null) return refuse('unknown-station');
    const at = new Date(clock.now()).toISOString();
    const state = step.act === 'note' ? thread.state : moved.to;
    const { dueOn, holder } = next;
    if (!(await moveThread(tx, thread, step.madeFrom, { state, holder, dueOn, at })))
      return refuse('moved-meanwhile');
    const by = { askerCode: thread.askerCode, addedBy: seat.bodyCode, at };
    await insertStations(tx, [thread], holder, by);
    const moves = step.act !== 'note' && step.act !== 'close';
    await insertMessage(tx, thread, step.madeFrom + 1, {
      act: step.act,
      from: next.from,
      to: moves ? holder : null,
      text: words.value,
      dueOn: moves ? dueOn : null,
      byCode: seat.bodyCode,
      bySeat: seat.seatId,
      byTitle: seatTitle(seat),
      at,
    });
    await insertFiles(tx, [thread], step.madeFrom + 1, files.value);
    await noteSeen(tx, thread, { keeperCode: seat.bodyCode, title: seatTitle(seat), at });
    const told = step.act === 'note' ? [thread.askerCode, thread.holder] : [thread.askerCode, holder.key];
    await withinScope(tx, { kind: 'system' }, () => noteNew(tx, thread, told, seat.bodyCode));
    await tell(tx, clock, seat, thread, step.act, holder);
    await audit(tx, clock, {
      actor: actorOf(seat),
      action: `threads:${step.act}`,
      object: { kind: 'thread', id: threadNo(thread) },
      bodyCode: seat.bodyCode,
      detail: { to: holder.key, message: step.madeFrom + 1, files: files.value.map(({ sha256 }) => sha256) },
    });
    return ok(thread);
  });
}

interface Leads {
  readonly from: { readonly key: string; readonly title: string };
  readonly holder: Station;
  readonly dueOn: Day | null;
}

/** Where a step leads; null: a station that cannot be reached from here. */
async function leadsTo(tx: Tx, seat: Seat, thread: Thread, step: Step, today: Day): Promise<Leads | null> {
  const here: Station = { key: thread.holder, title: thread.holderTitle, keeper: thread.keeperCode };
  const asker: Station = { key: thread.askerCode, title: thread.askerTitle, keeper: thread.askerCode };
  const own = { key: seat.bodyCode, title: seat.bodyName };
  switch (step.act) {
    case 'answer':
      return { from: here, holder: asker, dueOn: null };
    case 'hand-on': {
      const to = (await nextStations(tx, seat, thread, today)).find((one) => one.key === step.to);
      return to === undefined
        ? null
        : { from: here, holder: to, dueOn: dueAt(to.key, today, isPublicHoliday) };
    }
    case 'ask-further': {
      const last = (await messagesOf(tx, thread)).findLast((one) => one.act === 'answer');
      if (last === undefined) return null;
      const holder = { key: last.fromStation, title: last.fromTitle, keeper: last.byCode };
      return { from: asker, holder, dueOn: dueAt(holder.key, today, isPublicHoliday) };
    }
    case 'note':
    case 'close':
      return { from: own, holder: here, dueOn: step.act === 'note' ? thread.dueOn : null };
  }
}

/** The body that has to do something now, or that waits for this, hears of it. */
async function tell(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  thread: Thread,
  done: Act,
  holder: Station,
): Promise<void> {
  const to = done === 'close' ? thread.keeperCode : done === 'note' ? thread.askerCode : holder.keeper;
  if (to === seat.bodyCode) return;
  await notify(tx, clock, {
    kind: done === 'answer' ? 'information' : 'request',
    from: seat,
    to: [{ bodyCode: to, postId: null }],
    title: `${ACT_TITLES[done]}：${thread.title}`.slice(0, 120),
    text: `やり取り${threadNo(thread)}に${ACT_TITLES[done]}がありました。`,
    href: `/threads/${threadNo(thread)}`,
  });
}
