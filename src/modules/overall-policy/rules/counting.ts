import type { Day } from '../../../core/calendar.ts';
import type { Abolition, PolicyVersion, Sections } from './model.ts';
import { yearsOf } from './sections.ts';

/** What a version lacks before it counts, in the order in which it is done. */
export type Missing = 'vision' | 'roadmap' | 'decision' | 'publication';

export const MISSING_TITLES: Readonly<Record<Missing, string>> = {
  vision: 'ビジョン',
  roadmap: '工程表',
  decision: '決裁日',
  publication: '公表日',
};

/** Which of its two parts a version has: written ones their text, registered ones the pages where they stand. */
export function partsOf(
  version: PolicyVersion,
  sections: Sections,
): { readonly vision: boolean; readonly roadmap: boolean } {
  if (version.way === 'registered') {
    const there = version.url !== null || version.fileSha256 !== null;
    return { vision: there && version.visionPages !== null, roadmap: there && version.roadmapPages !== null };
  }
  return {
    vision: (sections.get('vision')?.text ?? '').trim() !== '',
    roadmap: [...sections.values()].some(
      ({ section, choice, text }) =>
        section.startsWith('roadmap:') && yearsOf(choice) !== null && text.trim() !== '',
    ),
  };
}

export function missingOf(version: PolicyVersion, sections: Sections): readonly Missing[] {
  const parts = partsOf(version, sections);
  return [
    ...(parts.vision ? [] : ['vision' as const]),
    ...(parts.roadmap ? [] : ['roadmap' as const]),
    ...(version.decision === null ? ['decision' as const] : []),
    ...(version.publishedOn === null ? ['publication' as const] : []),
  ];
}

/** From when a version counts: the later of 決裁日 and 公表日, once both parts are there; null: it does not count yet. */
export function countsFrom(version: PolicyVersion, sections: Sections): Day | null {
  const { decision, publishedOn } = version;
  if (missingOf(version, sections).length > 0 || decision === null || publishedOn === null) return null;
  return publishedOn > decision.on ? publishedOn : decision.on;
}

export interface VersionText {
  readonly version: PolicyVersion;
  readonly sections: Sections;
}

/** Since when a policy stands for what: null = it does not. */
export interface Standing {
  readonly vision: Day | null;
  readonly roadmap: Day | null;
  /** 全体方針の策定: both parts, decided and published. */
  readonly counts: Day | null;
  /** Abolished on this day. */
  readonly ended: Day | null;
  /** From when it had counted before it was abolished; null: it counts still, or never did. */
  readonly stood: Day | null;
}

export const NOTHING: Standing = { vision: null, roadmap: null, counts: null, ended: null, stood: null };

/**
 * What a policy stands for with all its versions. A revision never takes away what an earlier version has brought: the
 * earliest day holds, however unfinished the newest version is. Only an abolition ends it.
 */
export function standingOf(versions: readonly VersionText[], abolition: Abolition | null): Standing {
  const earliest = (days: readonly (Day | null)[]) =>
    days.filter((day): day is Day => day !== null).sort()[0] ?? null;
  const decided = (part: 'vision' | 'roadmap') =>
    earliest(
      versions.map(({ version, sections }) =>
        partsOf(version, sections)[part] ? (version.decision?.on ?? null) : null,
      ),
    );
  const standing = {
    vision: decided('vision'),
    roadmap: decided('roadmap'),
    counts: earliest(versions.map(({ version, sections }) => countsFrom(version, sections))),
  };
  if (abolition === null) return { ...standing, ended: null, stood: null };
  return { ...NOTHING, ended: abolition.on, stood: standing.counts };
}

/**
 * A joint plan stands for a body from its own decision on, not before the plan itself counts.
 * @param agreedOn 決裁日 of the body that shares it; null: it has not agreed
 */
export function jointStanding(lead: Standing, agreedOn: Day | null): Standing {
  if (agreedOn === null) return NOTHING;
  const from = (day: Day | null) => (day === null ? null : day > agreedOn ? day : agreedOn);
  return {
    vision: from(lead.vision),
    roadmap: from(lead.roadmap),
    counts: from(lead.counts),
    ended: lead.ended,
    stood: from(lead.stood),
  };
}

/** Since when a body has an 全体方針: the earliest of those that stand. */
export function bodyCounts(standings: readonly Standing[]): Day | null {
  return standings.flatMap(({ counts }) => (counts === null ? [] : [counts])).sort()[0] ?? null;
}
