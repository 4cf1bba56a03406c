import type { Day } from '../../../core/calendar.ts';
import { daysFrom } from './dates.ts';
import type { LineContent } from './line.ts';

/** Where a line is on a day, by its dates alone. `undated`: nobody has said when it starts. */
export type Phase = 'undated' | 'not-started' | 'under-way' | 'past-end' | 'ended';

export const PHASE_TITLES: Readonly<Record<Phase, string>> = {
  undated: '開始の時期が未記入',
  'not-started': '開始前',
  'under-way': '実施中',
  'past-end': '予定の終了日を過ぎている',
  ended: '終了',
};

type Dated = Pick<LineContent, 'starts' | 'ends' | 'ended'>;

export function phaseOn(line: Dated, today: Day): Phase {
  if (line.ended !== null && line.ended.on <= today) return 'ended';
  if (line.starts === null) return 'undated';
  if (today < line.starts.on) return 'not-started';
  return line.ends !== null && line.ends.on < today ? 'past-end' : 'under-way';
}

/**
 * 実行中: started, not ended, and not 方針待ち. A line past its planned end runs until somebody says that it ended: then
 * it is late, not done.
 */
export function isRunning(line: Dated & Pick<LineContent, 'state'>, today: Day): boolean {
  const phase = phaseOn(line, today);
  return (phase === 'under-way' || phase === 'past-end') && line.state?.level !== 'waiting';
}

/** One reason why a line is late. `dueOn`: the day that has passed; for a declared 遅れ the planned end, if there is one. */
export interface Lateness {
  readonly kind: 'declared' | 'past-end' | 'past-next';
  readonly dueOn: Day | null;
  readonly days: number;
  readonly text: string;
}

/** Why a line is late on a day, the weightiest first; empty when it is not. 方針待ち is not late: it waits for a decision. */
export function latenessOn(
  line: Dated & Pick<LineContent, 'state' | 'next'>,
  today: Day,
): readonly Lateness[] {
  const phase = phaseOn(line, today);
  if (phase === 'ended' || line.state?.level === 'waiting') return [];
  const reasons: Lateness[] = [];
  if (line.state?.level === 'late') {
    const dueOn = line.ends?.on ?? null;
    const days = dueOn === null ? 0 : Math.max(0, daysFrom(dueOn, today));
    reasons.push({ kind: 'declared', dueOn, days, text: line.state.text });
  }
  if (phase === 'past-end' && line.ends !== null) {
    const days = daysFrom(line.ends.on, today);
    reasons.push({
      kind: 'past-end',
      dueOn: line.ends.on,
      days,
      text: `予定の終了日を${days}日過ぎています`,
    });
  }
  if (line.next !== null && line.next.on < today) {
    const days = daysFrom(line.next.on, today);
    const text = `次の行動「${line.next.text}」の期日を${days}日過ぎています`;
    reasons.push({ kind: 'past-next', dueOn: line.next.on, days, text });
  }
  return reasons;
}

/**
 * 今月見直す: under way, and nobody has told its state this month, or its next action is past. Our own rule: each line is
 * looked at once a month.
 */
export function isDueForUpdate(
  line: Pick<LineContent, 'starts' | 'ends' | 'ended' | 'state' | 'next'>,
  today: Day,
): boolean {
  const phase = phaseOn(line, today);
  if (phase !== 'under-way' && phase !== 'past-end') return false;
  if (line.state === null || line.state.on < `${today.slice(0, 8)}01`) return true;
  return line.next !== null && line.next.on < today;
}
