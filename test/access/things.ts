import { SAMPLE_NATION, SAMPLE_PREFECTURE } from '../../src/core/body-code.ts';
import { SAMPLE_LINES } from '../../src/modules/roadmap/sample-lines.ts';
import { SAMPLE_BODIES, sampleBodies } from '../../src/spine/sample/bodies.ts';
import { SAMPLE_OFFICES } from '../../src/spine/sample/offices.ts';
import { personIdOf, postIdOf, seatIdOf, sectionIdOf } from '../../src/spine/sample/people.ts';
import { entryIdOf } from '../../src/spine/sample/structure.ts';

/** What bodies own and addresses name. A new kind is one line: how it is addressed in a body of 見本県. */
const THINGS = {
  section: (bodyCode: string) => sectionIdOf(bodyCode, officeOf(bodyCode).sections[0]?.name ?? ''),
  post: (bodyCode: string) => postIdOf(bodyCode, postOf(bodyCode)),
  seat: (bodyCode: string) => seatIdOf(bodyCode, postOf(bodyCode)),
  person: (bodyCode: string) => personIdOf(postOf(bodyCode).holder.name),
  /** Of this year's 推進体制, the second 調査回 of 見本県 (sample/surveys.ts). */
  sheet: (bodyCode: string) => `S0002-${bodyCode}`,
  /** Of the contact of 見本府省 to all of 見本県, which opens the first threads (sample/threads.ts). */
  thread: (bodyCode: string) =>
    `T${sampleBodies.findIndex((body) => body.code === bodyCode) + 1 || 9999}-${bodyCode}`,
  /** The 個別取組 that `routes.test.ts` adds behind those of the sample. */
  roadmapLine: (bodyCode: string) => {
    const own = SAMPLE_LINES.find((each) => each.bodyCode === bodyCode)?.lines.length ?? 0;
    return `K${String(own + 1).padStart(3, '0')}-${bodyCode}`;
  },
  /** 専任部署 in the 体制台帳 (sample/structure.ts). */
  structureEntry: (bodyCode: string) => entryIdOf(bodyCode, 'dedicated-unit'),
} as const satisfies Record<string, (bodyCode: string) => string>;

export type ThingKind = keyof typeof THINGS;

export function thing(kind: ThingKind, bodyCode: string): string {
  return THINGS[kind](bodyCode);
}

function officeOf(bodyCode: string) {
  const office = SAMPLE_OFFICES.find((each) => each.bodyCode === bodyCode);
  if (office === undefined) throw new Error(`${bodyCode} has no sample office`);
  return office;
}

function postOf(bodyCode: string) {
  const post = officeOf(bodyCode).posts.at(-1);
  if (post === undefined) throw new Error(`${bodyCode} has no sample post`);
  return post;
}

/** Bodies other than one's own whose things must stay out of reach: a neighbour, one's prefecture, one below, the ministry. */
export function othersOf(bodyCode: string): readonly string[] {
  const all = [SAMPLE_BODIES.city.code, SAMPLE_BODIES.third.code, SAMPLE_PREFECTURE, SAMPLE_NATION];
  return all.filter((code) => code !== bodyCode);
}
