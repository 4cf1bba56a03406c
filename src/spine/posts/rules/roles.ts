import type { Right, Seat, Verb } from '../../contracts/seat.ts';

type Kind = Seat['kind'];

/** A standard set of rights. A post has one and may depart from it. */
export interface Role {
  readonly id: string;
  /** As a page names it. */
  readonly title: string;
  /** One sentence on what it is for. */
  readonly about: string;
  /** Kinds of bodies whose posts may have it. */
  readonly kinds: readonly Kind[];
  readonly rights: readonly Right[];
}

/** Parts and modules whose work is done by seats, as pages name them. */
export const WORKED_PARTS: Readonly<Record<string, string>> = {
  surveys: '調査・照会',
  structure: '体制台帳',
  'overall-policy': '全体方針',
  roadmap: '工程表',
  standardization: '標準化',
  steps: '手順',
  threads: '連絡・助言',
  notices: '通知',
  posts: '課・職・在席',
  audit: '監査の記録',
};

export const VERB_TITLES: Readonly<Record<Verb, string>> = {
  read: '見る',
  answer: '回答を書く',
  'hand-out': '庁内に照会する',
  decide: '決裁を記録して提出する',
  review: '確認・取りまとめをする',
  conduct: '調査を作り、送り、確定する',
  administer: '職・在席・アカウントを管理する',
};

function rights(part: string, ...verbs: readonly Verb[]): readonly Right[] {
  return verbs.map((verb): Right => `${part}:${verb}`);
}

/** What a body does with its own plan: 体制台帳, 全体方針, 工程表, 標準化, 手順, 連絡. */
function ownWork(...verbs: readonly Verb[]): readonly Right[] {
  return ['structure', 'overall-policy', 'roadmap', 'standardization', 'steps', 'threads'].flatMap((part) =>
    rights(part, ...verbs),
  );
}

/** The order is that of the list on a form. `data` because a new part adds its verbs here and old posts have them. */
export const ROLES: readonly Role[] = [
  {
    id: 'sole-officer',
    title: '一人で担当する職員',
    about: '回答、庁内照会、決裁の記録、管理をすべて行います。',
    kinds: ['municipality'],
    rights: [
      ...rights('surveys', 'read', 'answer', 'hand-out', 'decide'),
      ...ownWork('read', 'answer', 'decide'),
      ...rights('notices', 'read', 'answer', 'hand-out'),
      ...rights('posts', 'read', 'administer'),
      ...rights('audit', 'read'),
    ],
  },
  {
    id: 'digital-policy',
    title: '情報政策担当',
    about: '団体の回答を取りまとめ、庁内に照会します。',
    kinds: ['municipality', 'prefecture'],
    rights: [
      ...rights('surveys', 'read', 'answer', 'hand-out'),
      ...ownWork('read', 'answer'),
      ...rights('notices', 'read', 'answer', 'hand-out'),
      ...rights('posts', 'read'),
    ],
  },
  {
    id: 'section-answerer',
    title: '課の回答者',
    about: '自分の課に割り当てられた設問に答え、課の取組と業務の状況を書きます。',
    kinds: ['municipality', 'prefecture'],
    rights: [
      ...rights('surveys', 'read', 'answer'),
      ...rights('roadmap', 'read', 'answer'),
      ...rights('standardization', 'read', 'answer'),
      ...rights('notices', 'read'),
    ],
  },
  {
    id: 'decider',
    title: 'CIO・決裁者',
    about: '団体の決裁を記録し、提出します。',
    kinds: ['municipality', 'prefecture'],
    rights: [
      ...rights('surveys', 'read', 'decide'),
      ...ownWork('read', 'decide'),
      ...rights('notices', 'read'),
      ...rights('posts', 'read'),
    ],
  },
  {
    id: 'administrator',
    title: '団体の管理者',
    about: '課、職、在席、アカウントを管理します。',
    kinds: ['municipality'],
    rights: [
      ...rights('surveys', 'read'),
      ...ownWork('read'),
      ...rights('notices', 'read'),
      ...rights('posts', 'read', 'administer'),
      ...rights('audit', 'read'),
    ],
  },
  {
    id: 'prefecture-coordinator',
    title: '都道府県の取りまとめ担当',
    about: '域内の回答を確認して取りまとめ、県の調査を行います。',
    kinds: ['prefecture'],
    rights: [
      ...rights('surveys', 'read', 'answer', 'hand-out', 'review', 'conduct'),
      ...ownWork('read', 'answer', 'review'),
      ...rights('notices', 'read', 'answer', 'conduct'),
      ...rights('posts', 'read'),
    ],
  },
  {
    id: 'prefecture-administrator',
    title: '都道府県の管理者',
    about: '県庁の職を管理し、管理者のいない市区町村を復旧します。',
    kinds: ['prefecture'],
    rights: [
      ...rights('surveys', 'read'),
      ...ownWork('read'),
      ...rights('notices', 'read'),
      ...rights('posts', 'read', 'administer'),
      ...rights('audit', 'read'),
    ],
  },
  {
    id: 'nation-conductor',
    title: '国の調査担当',
    about: '調査を作り、送り、確定して公表します。',
    kinds: ['nation'],
    rights: [
      ...rights('surveys', 'read', 'review', 'conduct'),
      ...ownWork('read', 'review', 'conduct'),
      // A thread that was handed on to the nation is answered there.
      ...rights('threads', 'answer'),
      ...rights('notices', 'read', 'conduct'),
      ...rights('posts', 'read'),
    ],
  },
  {
    id: 'nation-administrator',
    title: '国の管理者',
    about: '国の職を管理し、管理者のいない都道府県を復旧します。',
    kinds: ['nation'],
    rights: [
      ...rights('surveys', 'read'),
      ...ownWork('read'),
      ...rights('notices', 'read'),
      ...rights('posts', 'read', 'administer'),
      ...rights('audit', 'read'),
    ],
  },
];

export const ADMINISTER: Right = 'posts:administer';

export function roleOf(id: string): Role | null {
  return ROLES.find((role) => role.id === id) ?? null;
}

export function rolesFor(kind: Kind): readonly Role[] {
  return ROLES.filter((role) => role.kinds.includes(kind));
}

/** The role by which a body of this kind gets its first administrator. */
export function firstRole(kind: Kind): string {
  if (kind === 'nation') return 'nation-administrator';
  return kind === 'prefecture' ? 'prefecture-administrator' : 'sole-officer';
}

/** Everything that a post of this kind of body could be given; no post of a village ever gets 確定. */
export function grantable(kind: Kind): readonly Right[] {
  return [...new Set(rolesFor(kind).flatMap((role) => role.rights))];
}

/** In the order in which pages list them. */
export function inOrder(rights: ReadonlySet<Right>, kind: Kind): readonly Right[] {
  return grantable(kind).filter((right) => rights.has(right));
}

/** How a post departs from its role. */
export interface Adjustment {
  readonly right: Right;
  readonly granted: boolean;
}

/** What a post may do: its role's set, what was added, without what was taken away. An unknown role has nothing. */
export function rightsOf(role: string, adjustments: readonly Adjustment[], kind: Kind): ReadonlySet<Right> {
  const known = roleOf(role);
  const rightful = new Set(grantable(kind));
  const set = new Set<Right>(known?.kinds.includes(kind) ? known.rights : []);
  for (const { right, granted } of adjustments) {
    if (!granted) set.delete(right);
    else if (rightful.has(right)) set.add(right);
  }
  return set;
}

/** How a chosen set departs from the role's; what no role of this kind has is not taken up. */
export function adjustmentsTo(role: string, chosen: ReadonlySet<string>, kind: Kind): readonly Adjustment[] {
  const standard = rightsOf(role, [], kind);
  return grantable(kind).flatMap((right) =>
    chosen.has(right) === standard.has(right) ? [] : [{ right, granted: chosen.has(right) }],
  );
}

/** 「調査・照会: 見る」 */
export function rightTitle(right: Right): string {
  const [part = '', verb = 'read'] = right.split(':') as [string, Verb];
  return `${WORKED_PARTS[part] ?? part}：${VERB_TITLES[verb]}`;
}
