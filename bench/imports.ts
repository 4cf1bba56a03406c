import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { importRegistry, modules } from '../src/app/modules.ts';
import { prepareDatabase } from '../src/app/prepare.ts';
import type { Db } from '../src/platform/db/database.ts';
import { parseSettings } from '../src/platform/env.ts';
import { municipalitiesOf } from '../src/spine/bodies/queries/register.ts';
import { commitNow } from '../src/spine/imports/actions.ts';
import { analyseRun } from '../src/spine/imports/analyse-run.ts';
import type { NewObservation } from '../src/spine/observations/types.ts';
import { inTurn, ms, type ResultRow } from './measure.ts';
import { bareInsert } from './record.ts';

const REGISTER_YEAR = '2023';

const LABELS = [
  'CIOの任命',
  'CIO補佐官等の任命',
  '全体方針策定',
  '全庁的な体制構築',
  '外部人材活用',
  '職員育成の取組',
  '全職員対象研修の実施',
  'AIの導入状況',
  'RPAの導入状況',
  'テレワークの導入状況',
];

/** The dashboard's wide table of the whole nation, made for this run: 15 rows, one column a municipality. */
function wideTable(names: readonly string[], round: number): Uint8Array {
  const yes = (row: number) => names.map((_, index) => ((index + row + round) % 3 === 0 ? '未実施' : '実施'));
  const total = names.map((_, index) => 20 + ((index + round) % 9));
  const online = total.map((n, index) => Math.min(n, (index * 7 + round) % 21));
  const lines = [
    ['', '', ...names],
    ...LABELS.map((label, row) => ['自治体DXの推進体制等', label, ...yes(row)]),
    [
      '住民サービスのDX',
      'マイナンバーカードの保有状況',
      ...names.map((_, index) => `${60 + ((index + round) % 30)}%`),
    ],
    [
      '住民サービスのDX',
      '子育て・介護26手続のオンライン化状況',
      ...names.map((_, index) => `${(index + round) % 101}%`),
    ],
    [
      '住民サービスのDX',
      'よく使う32手続のオンライン化状況',
      ...total.map((n, i) => `${Math.round(((online[i] ?? 0) * 100) / n)}%`),
    ],
    [
      '住民サービスのDX',
      'よく使う32手続のオンライン化状況_実施されている手続総数（分母）',
      ...total.map(String),
    ],
    [
      '住民サービスのDX',
      'よく使う32手続のオンライン化状況_実施されている手続総数のうち「オンライン化済」と回答した手続数（分子）',
      ...online.map(String),
    ],
  ];
  return new TextEncoder().encode(`\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`);
}

/** B4: the whole import of a national table (decode, recognise, match, check, record, roll up) against a bare bulk insert of the same observations. */
export async function benchImports(open: (name: string) => Promise<Db>): Promise<readonly ResultRow[]> {
  const db = await open('bench_import');
  const deps = {
    db,
    clock: { now: () => Date.now() },
    log: pino({ enabled: false }),
    settings: parseSettings({}),
  };
  await prepareDatabase(deps, modules);
  const names = (await municipalitiesOf(db, null, `${REGISTER_YEAR}-04-01`)).map((body) => body.name);
  let cells: readonly NewObservation[] = [];
  let round = 0;
  const measured = await inTurn(
    3,
    async () => {
      round += 1;
      const bytes = wideTable(names, round);
      const file = {
        fileName: `national-${round}.csv`,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
      // Successive days of one state of the register: its order and its names are those of the file.
      const asOf = `${REGISTER_YEAR}-04-0${1 + round}`;
      const analysis = await analyseRun(deps, importRegistry(), {
        files: [file],
        givenAsOf: asOf,
        decisions: new Map(),
        by: 'bench',
      });
      if (analysis.verdict !== 'ready')
        throw new Error(`not ready: ${JSON.stringify(analysis.files[0]?.report).slice(0, 600)}`);
      cells = analysis.files.flatMap((read) => read.observations);
      await commitNow(deps, { files: [file], givenAsOf: asOf, channel: 'command' }, analysis);
    },
    () => bareInsert(db, cells),
  );
  return [
    {
      id: 'B4',
      work: 'import a national dashboard table of 1,741 × 15 cells, from bytes to figures',
      figure: ms(measured.a.median),
      against: `bare bulk insert of the same observations ${ms(measured.b.median)}`,
      ratio: `${measured.ratio.toFixed(1)}×`,
      goal: '≤ 3×',
      met: measured.ratio <= 3,
    },
  ];
}
