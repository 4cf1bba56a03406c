import { addDays, addMonths, type Day, fiscalYearOf, fiscalYearStart } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Clock, Deps } from '../../platform/deps.ts';
import { SAMPLE_BODIES } from '../../spine/sample/bodies.ts';
import { changeLine, makeLine, type Writing } from './actions/lines.ts';
import { writtenBy } from './actions/who.ts';
import { openYear } from './actions/years.ts';
import { ownersOf } from './queries/known.ts';
import { linesOf } from './queries/lines.ts';
import { insertSharing } from './queries/neighbours.ts';
import { EMPTY_LINE, type Line, type LineContent, type When } from './rules/line.ts';
import { SAMPLE_LINES, type SampleLine } from './sample-lines.ts';

const WRITING: Writing = { seat: null, via: 'sample', note: '見本（実在しません）' };

/**
 * 工程表 of 見本県: made last year, carried over when this year was opened, looked at last month. By the same actions as
 * a person takes. Once, at the first start; afterwards one small question to the database.
 */
export async function seedRoadmap(deps: Deps): Promise<void> {
  if (!deps.settings.sample) return;
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    const today = dayInJapan(deps.clock.now());
    for (const { bodyCode, lines } of SAMPLE_LINES) {
      if ((await linesOf(tx, bodyCode)).length > 0) return;
      await seedBody(tx, bodyCode, lines, today);
    }
  });
}

async function seedBody(tx: Tx, bodyCode: string, lines: readonly SampleLine[], today: Day): Promise<void> {
  const fiscalYear = fiscalYearOf(today);
  const start = fiscalYearStart(fiscalYear);
  const owners = await ownersOf(tx, bodyCode, today);
  const made: Line[] = [];
  for (const line of lines) {
    const owner = owners.find((each) => each.owner.name === line.section)?.owner ?? null;
    const content = contentOf(line, { start, fiscalYear, owner });
    const done = await makeLine(tx, at(addMonths(start, -2)), WRITING, bodyCode, content);
    if (done.ok) made.push(done.value);
  }
  const answers = made.map((line) => ({
    lineNo: line.lineNo,
    madeFrom: line.edition,
    answer: 'confirmed' as const,
    reason: '',
    ends: '',
  }));
  await openYear(tx, at(start), null, { bodyCode, fiscalYear }, answers);
  // So that neighbours see each other; 試行町 keeps its own to itself.
  if (bodyCode !== SAMPLE_BODIES.third.code)
    await insertSharing(tx, bodyCode, true, writtenBy(at(start), null));
  const told = [addDays(today, -35), start].sort().at(-1) as Day;
  for (const [index, line] of made.entries()) {
    const sample = lines[index];
    if (sample === undefined) continue;
    const content = toldOf(sample, line.content, made, { told, today });
    await changeLine(tx, at(told), WRITING, { ...line, madeFrom: line.edition }, content);
  }
}

/** A clock that stands at nine in the morning of a day in Japan. */
function at(day: Day): Clock {
  const instant = Date.parse(`${day}T09:00:00+09:00`);
  return { now: () => instant };
}

function contentOf(
  line: SampleLine,
  of: { readonly start: Day; readonly fiscalYear: number; readonly owner: LineContent['owner'] },
): LineContent {
  const { start, fiscalYear } = of;
  const starts: When = { on: addMonths(start, line.from * 3), as: 'quarter' };
  const ends: When = { on: addDays(addMonths(start, (line.to + 1) * 3), -1), as: 'quarter' };
  const { indicator } = line;
  return {
    ...EMPTY_LINE,
    item: line.item,
    title: line.title,
    owner: of.owner,
    starts,
    ends,
    budgets: line.budgets.map(([year, kind, thousands]) => ({
      year: fiscalYear + year,
      kind,
      yen: `${thousands}000`,
    })),
    indicator:
      indicator === null
        ? null
        : 'id' in indicator
          ? { kind: 'register', id: indicator.id }
          : { kind: 'own', ...indicator },
    baseline: line.baseline,
    baselineOn: line.baseline === null ? null : addMonths(start, -12),
    target: line.target,
    targetOn: line.target === null ? null : ends.on,
    indicatorSource: indicator === null || 'id' in indicator ? null : '担当課の記録（見本）',
    risks: line.risks,
  };
}

function toldOf(
  line: SampleLine,
  content: LineContent,
  made: readonly Line[],
  of: { readonly told: Day; readonly today: Day },
): LineContent {
  return {
    ...content,
    state: line.state === null ? null : { level: line.state[0], text: line.state[1], on: of.told },
    next:
      line.next === null
        ? null
        : { text: line.next[0], on: addDays(of.today, line.next[1]), owner: content.owner },
    links: line.links.flatMap(([index, kind]) => {
      const other = made[index];
      return other === undefined ? [] : [{ line: other.lineNo, kind }];
    }),
  };
}
