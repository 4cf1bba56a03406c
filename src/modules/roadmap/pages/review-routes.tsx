import { Hono } from 'hono';
import { isPrefectureCode, isSample, wholeOf } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { municipalitiesOf, prefectures } from '../../../spine/bodies/queries/register.ts';
import { requireSeat } from '../../../spine/posts/acting.ts';
import { renderPage } from '../../../ui/page.tsx';
import { placesOf, planOfRoadmap } from '../plan-of.ts';
import { lateLines, type RunningCount, runningCounts } from '../queries/shown.ts';
import { type Asking, askingOf } from './asking.ts';
import { type BodyCount, type ItemCount, ReviewPage, type ReviewPageProps } from './review-page.tsx';

const LATE_SHOWN = 100;
/** More names than this are counted, not listed. */
const NAMED = 60;

/** What a prefecture sees of its municipalities, and the nation of all. */
export function reviewRoutes(deps: Deps): Hono {
  const app = new Hono();
  app.get('/roadmap/review', requireSeat('roadmap:review'), async (c) => {
    const asking = askingOf(c, deps);
    if (asking.seat.kind === 'municipality')
      throw new HttpProblem(
        403,
        'このページは、都道府県と国の職のものです。',
        '工程表のページを開いてください。',
      );
    const loaded = await asking.within((tx) => load(tx, asking));
    return c.html(renderPage(<ReviewPage asking={asking} {...loaded} />));
  });
  return app;
}

interface RegisterName {
  readonly bodyCode: string;
  readonly name: string;
  readonly prefectureCode: string;
}

async function load(tx: Tx, asking: Asking): Promise<Omit<ReviewPageProps, 'asking'>> {
  const { seat, today } = asking;
  const sample = isSample(seat.bodyCode);
  const nation = seat.kind === 'nation';
  const within = nation ? (sample ? wholeOf(seat.bodyCode) : null) : seat.bodyCode;
  const municipalities: readonly RegisterName[] = await municipalitiesOf(tx, within, today);
  const all: readonly RegisterName[] = await prefectures(tx, today, 'infinity', wholeOf(seat.bodyCode));
  const governments = nation ? all : all.filter((one) => one.bodyCode === seat.bodyCode);
  const counts = await runningCounts(tx, today);
  const names = new Map([...municipalities, ...governments].map((body) => [body.bodyCode, body.name]));
  const of = (codes: ReadonlySet<string>) => counts.filter((count) => codes.has(count.bodyCode));
  const municipal = of(new Set(municipalities.map((body) => body.bodyCode)));
  return {
    bodies: municipalities.length,
    withRunning: running(municipal).size,
    items: itemCounts(municipal, municipalities),
    municipal: nation
      ? governments.map((prefecture) => {
          const own = municipalities.filter((body) => body.prefectureCode === prefecture.bodyCode);
          const codes = new Set(own.map((body) => body.bodyCode));
          return countOf(prefecture.bodyCode, `${prefecture.name}内市区町村計`, own.length, of(codes));
        })
      : municipalities.map((body) => countOf(body.bodyCode, body.name, 1, of(new Set([body.bodyCode])))),
    governments: governments.map((body) =>
      countOf(body.bodyCode, `${body.name}（県庁分）`, 1, of(new Set([body.bodyCode]))),
    ),
    late: await lateLines(tx, today, LATE_SHOWN),
    nameOf: (code) => {
      const name = names.get(code) ?? code;
      return isPrefectureCode(code) ? `${name}（県庁分）` : name;
    },
  };
}

function running(counts: readonly RunningCount[]): ReadonlySet<string> {
  return new Set(counts.filter((count) => count.running > 0).map((count) => count.bodyCode));
}

function countOf(key: string, name: string, bodies: number, counts: readonly RunningCount[]): BodyCount {
  const sum = (of: (count: RunningCount) => number) => counts.reduce((total, count) => total + of(count), 0);
  return {
    key,
    name,
    bodies,
    withRunning: running(counts).size,
    running: sum((count) => count.running),
    late: sum((count) => count.late),
  };
}

function itemCounts(
  counts: readonly RunningCount[],
  municipalities: readonly RegisterName[],
): readonly ItemCount[] {
  const of = planOfRoadmap();
  const placed = counts.map((count) => ({
    count,
    item: placesOf({ planVersion: count.planVersion, content: { item: count.item } }, of)[0] ?? null,
  }));
  return of.items.map((item) => {
    const here = running(placed.filter((each) => each.item === item).map(({ count }) => count));
    const without = municipalities.filter((body) => !here.has(body.bodyCode)).map((body) => body.name);
    return { item, running: here.size, without: municipalities.length > NAMED ? null : without };
  });
}
