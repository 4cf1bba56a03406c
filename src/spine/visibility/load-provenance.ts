import { type BodyCode, isBodyCode, isPrefectureCode, NATION, wholeOf } from '../../core/body-code.ts';
import { type Day, isDay } from '../../core/calendar.ts';
import { BODY_CLASSES, type BodyClass, type IndicatorDefinition, type Level } from '../../core/indicator.ts';
import type { Provenance } from '../../core/provenance.ts';
import type { BaseChoice, RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { municipalitiesOf, prefectures } from '../bodies/queries/register.ts';
import type { RegisterBody } from '../bodies/rules/register.ts';
import { type DefinitionRevision, definitionHistory } from '../indicators/queries.ts';
import { dateAsked, definitionFor, heldDates } from '../roll-up/figure.ts';
import { type FigureQuery, readSnapshot, type Snapshot, type SnapshotBody } from '../roll-up/read.ts';
import { carryFrom } from '../roll-up/rules.ts';
import { malformed, notThere } from './refusals.ts';

export type RollUpName = Extract<Provenance, { kind: 'roll-up' }>;

const LEVELS: readonly string[] = ['municipality', 'prefecture', 'all'];
const BASES: readonly string[] = ['official', 'all', 'asked', 'answered'];

/** Everything that one rolled-up figure stands on. */
export interface RollUpOrigin {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
  readonly knownOn: Day;
  readonly asked: Required<FigureQuery>;
  readonly figure: RollUpResult;
  /** The same figure on each base; only where a base makes a difference. */
  readonly byBase: readonly { readonly base: BaseChoice; readonly figure: RollUpResult }[];
  readonly snapshot: Snapshot;
  readonly bodies: readonly SnapshotBody[];
  readonly names: ReadonlyMap<BodyCode, RegisterBody>;
  /** Figures of the prefectures that a national figure is summed from. */
  readonly prefectures: readonly { readonly prefecture: RegisterBody; readonly figure: RollUpResult }[];
  readonly wordings: readonly DefinitionRevision[];
}

/** Throws a 400 for a name that cannot be one, a 404 for what is not there, with the dates that are. */
export async function loadRollUpOrigin(db: Db, name: RollUpName, today: Day): Promise<RollUpOrigin> {
  const { area, level, bodyClass, part, on, base } = name;
  const wellFormed =
    isBodyCode(area) &&
    LEVELS.includes(level) &&
    BASES.includes(base) &&
    isDay(on) &&
    isDay(name.knownOn) &&
    /^[a-z0-9-]+@\d{1,4}$/.test(name.indicator);
  if (!wellFormed) throw malformed();
  const knownOn = name.knownOn >= today ? null : name.knownOn;
  const found = await definitionFor(db, name.indicator, knownOn, today);
  if (!found.ok) {
    throw found.code === 'unknown-indicator'
      ? notThere('この指標は登録されていません。', '指標の一覧から選んでください。')
      : notThere('その日には、この指標はまだ登録されていません。', '新しい日の数値から開いてください。');
  }
  const definition = found.value;
  if (!hasPart(definition, part))
    throw notThere('この内訳は、指標にありません。', '指標の一覧から選んでください。');
  if (area !== NATION && !isPrefectureCode(area))
    throw notThere('集計の区域は、全国か都道府県です。', '数値のリンクから開いてください。');
  if (!(bodyClass in BODY_CLASSES))
    throw notThere('この団体区分はありません。', '指標の一覧から選んでください。');
  const asked = { area, level: level as Level, bodyClass: bodyClass as BodyClass, base: base as BaseChoice };
  await checkDate(db, definition, { part, on, knownOn, level: asked.level, area }, today);
  const snapshot = await readSnapshot(
    db,
    { definition, part, on, knownOn, today, whole: wholeOf(area) },
    true,
  );
  const [municipal, all] = await Promise.all([
    municipalitiesOf(db, area === NATION ? null : area, on),
    prefectures(db, on, undefined, wholeOf(area)),
  ]);
  const shareOfBodies = definition.operator.kind === 'share-of-bodies';
  return {
    definition,
    part,
    on,
    knownOn: name.knownOn,
    asked,
    figure: snapshot.figure(asked),
    byBase: shareOfBodies
      ? (['all', 'asked', 'answered'] as const).map((each) => ({
          base: each,
          figure: snapshot.figure({ ...asked, base: each }),
        }))
      : [],
    snapshot,
    bodies: snapshot.bodies(asked),
    names: new Map([...municipal, ...all].map((body) => [body.bodyCode, body])),
    prefectures:
      area !== NATION
        ? []
        : all
            .map((prefecture) => ({
              prefecture,
              figure: snapshot.figure({ ...asked, area: prefecture.bodyCode }),
            }))
            .filter(({ figure }) => figure.expected > 0),
    wordings: await definitionHistory(db, definition.id),
  };
}

function hasPart(definition: IndicatorDefinition, part: string): boolean {
  return (
    part === '' ||
    (part === 'total' && definition.partsTotal !== undefined) ||
    definition.parts?.some((one) => one.id === part) === true
  );
}

async function checkDate(
  db: Db,
  definition: IndicatorDefinition,
  asked: {
    readonly part: string;
    readonly on: Day;
    readonly knownOn: Day | null;
    readonly level: Level;
    readonly area: BodyCode;
  },
  today: Day,
): Promise<void> {
  if (carryFrom(definition, asked.on) !== undefined) return;
  const held = await heldDates(db, { ...asked, definition }, today);
  if (dateAsked(definition, held, asked.on, asked.knownOn ?? today)?.basis === 'computed') return;
  const dates = held.filter((date) => date.basis === 'computed').map((date) => date.on);
  throw notThere(
    `「${definition.title}」の${asked.on}の値は登録されていません。`,
    dates.length === 0
      ? '団体ごとの値は、どの日も登録されていません。'
      : `登録されている基準日：${dates.join('、')}`,
    dates,
  );
}
