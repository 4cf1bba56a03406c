import { aiModule } from '../modules/ai/module.ts';
import { frontYardModule } from '../modules/front-yard/module.ts';
import { myNumberModule } from '../modules/my-number/module.ts';
import { overallPolicyModule } from '../modules/overall-policy/module.ts';
import { makeRoadmapModule } from '../modules/roadmap/module.ts';
import { standardizationModule } from '../modules/standardization/module.ts';
import { teleworkModule } from '../modules/telework/module.ts';
import type { Migration } from '../platform/db/migration.ts';
import { platformMigrations } from '../platform/migrations.ts';
import { makeBodiesModule } from '../spine/bodies/module.ts';
import type { ImportRegistry } from '../spine/contracts/import-registry.ts';
import { evidenceModule } from '../spine/evidence/module.ts';
import { makeHomeModule } from '../spine/home/module.ts';
import { makeImportsModule } from '../spine/imports/module.ts';
import { indicatorsModule } from '../spine/indicators/module.ts';
import type { ModuleFace } from '../spine/module.ts';
import { makeNoticesModule } from '../spine/notices/module.ts';
import { observationsModule } from '../spine/observations/module.ts';
import { makePlanModule } from '../spine/plan/module.ts';
import { makePostsModule } from '../spine/posts/module.ts';
import { figuresFollow, rollUpModule } from '../spine/roll-up/module.ts';
import { sampleRegister } from '../spine/sample/bodies.ts';
import { sampleModule } from '../spine/sample/module.ts';
import { stepsModule } from '../spine/steps/module.ts';
import { structureModule } from '../spine/structure/module.ts';
import { surveysModule } from '../spine/surveys/module.ts';
import { disastersOn } from '../spine/surveys/queries/circumstances.ts';
import { threadsModule } from '../spine/threads/module.ts';
import { makeVisibilityModule } from '../spine/visibility/module.ts';
import { planNeighboursOf } from './plan-neighbours.ts';

/**
 * THE REGISTER. What is not listed here does not exist for the program: no migration, no page, no figure.
 * The order is the order of migrations, seeds and routes: a part may refer only to parts above it.
 */
export const modules: readonly ModuleFace[] = [
  // —— spine, in its declared order: bodies → plan → indicators → observations → roll-up → imports → posts → … → sample
  makeBodiesModule(figuresFollow, sampleRegister),
  makePlanModule(planNeighboursOf(() => modules)),
  indicatorsModule,
  observationsModule,
  rollUpModule,
  makeImportsModule(importRegistry),
  makePostsModule(() => modules.flatMap((face) => face.handover ?? [])),
  makeNoticesModule({ excused: disastersOn }),
  evidenceModule,
  stepsModule,
  threadsModule,
  structureModule,
  surveysModule,
  makeVisibilityModule(importRegistry),
  makeHomeModule({
    sources: () => modules.flatMap((face) => face.home ?? []),
    homeFor: (item) => planNeighboursOf(() => modules).homeFor(item),
  }),
  sampleModule,
  // —— modules, in any order
  frontYardModule,
  standardizationModule,
  myNumberModule,
  aiModule,
  teleworkModule,
  overallPolicyModule,
  makeRoadmapModule((item) => planNeighboursOf(() => modules).homeFor(item)),
];

/** What the imports understand: asked when a file comes, because the list above names the imports themselves. */
export function importRegistry(): ImportRegistry {
  return {
    fileKinds: modules.flatMap((face) => face.fileKinds),
    definitions: modules.flatMap((face) => face.indicators),
  };
}

/** A heading of the plan that no module serves yet: its page gives the plan's text and says 「この機能は未提供」. */
export interface PlannedHeading {
  readonly id: string;
  readonly title: string;
  readonly plan: readonly { readonly plan: string; readonly item: string }[];
}

function heading(id: string, title: string, ...items: string[]): PlannedHeading {
  return { id, title, plan: items.map((item) => ({ plan: '5.0', item })) };
}

/** When a module takes over a heading, its entry goes from here to `modules` (a test holds the two apart). */
export const planned: readonly PlannedHeading[] = [
  heading('bpr', 'BPRの取組の徹底', 'bpr'),
  heading(
    'shared-systems',
    '「国・地方デジタル共通基盤の整備・運用に関する基本方針」に基づく共通化等の推進',
    'system-policy',
    'shared-systems',
  ),
  heading('open-data', 'オープンデータの推進・官民データ活用の推進', 'open-data'),
  heading('talent', 'デジタル人材の確保・育成', 'talent'),
  heading('elqr', '公金収納におけるeL-QRの活用', 'elqr'),
  heading('security', 'セキュリティ対策の徹底', 'security'),
  heading('cases', 'デジタル実装の取組の推進・地域社会のデジタル化', 'regional-digital'),
  heading('divide', 'デジタルデバイド対策', 'divide'),
  heading('regulation', 'デジタル原則を踏まえた規制の点検・見直し', 'regulation'),
  heading('support-measures', '国の主な支援策'),
  heading('liaison', '意見・助言・ホットライン・通知'),
];

/** Everything that is applied to a database, in order. */
export function migrationsOf(faces: readonly ModuleFace[]): readonly Migration[] {
  return [...platformMigrations, ...faces.flatMap((face) => face.migrations)];
}

export const allMigrations: readonly Migration[] = migrationsOf(modules);
