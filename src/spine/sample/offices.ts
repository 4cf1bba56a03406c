import { SAMPLE_NATION } from '../../core/body-code.ts';
import type { TryAsId } from '../posts/try-as.tsx';
import { SAMPLE_BODIES } from './bodies.ts';

/** One post of 見本県 with its holder; names are obviously invented. */
export interface SamplePost {
  readonly title: string;
  readonly section: string | null;
  readonly role: string;
  readonly holder: { readonly name: string; readonly kana: string };
  /** By which button of the trial mode this person is taken on. */
  readonly tryAs?: TryAsId;
  /** Who follows on the next 1 April. */
  readonly successor?: { readonly name: string; readonly kana: string };
}

export interface SampleOffice {
  readonly bodyCode: string;
  readonly sections: readonly { readonly name: string; readonly organ: string }[];
  readonly posts: readonly SamplePost[];
}

function person(name: string, kana: string) {
  return { name, kana };
}

const ADVISER = person('助言 花子', 'じょげん はなこ');

const village: SampleOffice = {
  bodyCode: SAMPLE_BODIES.village.code,
  sections: [
    { name: '総務課', organ: '長' },
    { name: '住民課', organ: '長' },
    { name: '教育課', organ: '教育委員会' },
  ],
  posts: [
    {
      title: '主任（情報・統計・広報）',
      section: '総務課',
      role: 'sole-officer',
      holder: person('架空 一郎', 'かくう いちろう'),
      tryAs: 'village-officer',
    },
    {
      title: '住民係主事',
      section: '住民課',
      role: 'section-answerer',
      holder: person('架空 春子', 'かくう はるこ'),
    },
    {
      title: '学校教育係主事',
      section: '教育課',
      role: 'section-answerer',
      holder: person('架空 夏夫', 'かくう なつお'),
    },
  ],
};

const town: SampleOffice = {
  bodyCode: SAMPLE_BODIES.first.code,
  sections: [
    { name: '企画課', organ: '長' },
    { name: '総務課', organ: '長' },
    { name: '税務住民課', organ: '長' },
    { name: '学校教育課', organ: '教育委員会' },
    { name: '選挙管理委員会事務局', organ: '選挙管理委員会' },
  ],
  posts: [
    {
      title: '副町長（CIO）',
      section: null,
      role: 'decider',
      holder: person('例示 次郎', 'れいじ じろう'),
      tryAs: 'cio',
    },
    {
      title: 'CIO補佐官',
      section: null,
      role: 'digital-policy',
      holder: ADVISER,
      tryAs: 'adviser',
    },
    {
      title: '情報政策係長',
      section: '企画課',
      role: 'digital-policy',
      holder: person('例示 花子', 'れいじ はなこ'),
      tryAs: 'town-officer',
      successor: person('例示 三郎', 'れいじ さぶろう'),
    },
    {
      title: '総務係長',
      section: '総務課',
      role: 'administrator',
      holder: person('例示 四郎', 'れいじ しろう'),
    },
    {
      title: '住民係主事',
      section: '税務住民課',
      role: 'section-answerer',
      holder: person('例示 五月', 'れいじ さつき'),
      tryAs: 'town-section',
    },
    {
      title: '庶務係主事',
      section: '学校教育課',
      role: 'section-answerer',
      holder: person('例示 六実', 'れいじ むつみ'),
    },
    {
      title: '書記',
      section: '選挙管理委員会事務局',
      role: 'section-answerer',
      holder: person('例示 七海', 'れいじ ななみ'),
    },
  ],
};

/** A body of the usual shape: who leads, who answers, who administers. */
function usual(
  bodyCode: string,
  family: readonly [string, string],
  head: string,
  more: readonly SamplePost[] = [],
): SampleOffice {
  const [name, kana] = family;
  return {
    bodyCode,
    sections: [
      { name: 'デジタル推進課', organ: '長' },
      { name: '総務課', organ: '長' },
      { name: '学校教育課', organ: '教育委員会' },
    ],
    posts: [
      { title: head, section: null, role: 'decider', holder: person(`${name} 一子`, `${kana} いちこ`) },
      {
        title: '推進係長',
        section: 'デジタル推進課',
        role: 'digital-policy',
        holder: person(`${name} 二葉`, `${kana} ふたば`),
      },
      {
        title: '総務係長',
        section: '総務課',
        role: 'administrator',
        holder: person(`${name} 三太`, `${kana} さんた`),
      },
      {
        title: '庶務係主事',
        section: '学校教育課',
        role: 'section-answerer',
        holder: person(`${name} 四季`, `${kana} しき`),
      },
      ...more,
    ],
  };
}

const prefecture: SampleOffice = {
  bodyCode: SAMPLE_BODIES.prefecture.code,
  sections: [
    { name: 'デジタル推進課', organ: '長' },
    { name: '市町村課', organ: '長' },
  ],
  posts: [
    {
      title: '副知事（CIO）',
      section: null,
      role: 'decider',
      holder: person('見本 一', 'みほん はじめ'),
    },
    {
      title: '市町村支援係長',
      section: 'デジタル推進課',
      role: 'prefecture-coordinator',
      holder: person('見本 太郎', 'みほん たろう'),
      tryAs: 'prefecture',
    },
    {
      title: '企画係主任',
      section: 'デジタル推進課',
      role: 'digital-policy',
      holder: person('見本 桃子', 'みほん ももこ'),
    },
    {
      title: '課長補佐',
      section: '市町村課',
      role: 'prefecture-administrator',
      holder: person('見本 桜', 'みほん さくら'),
      tryAs: 'prefecture-administrator',
    },
  ],
};

/** Plays the nation towards 見本県 alone: its code is none of the register, and no real body meets it. */
const ministry: SampleOffice = {
  bodyCode: SAMPLE_NATION,
  sections: [{ name: '見本情報課', organ: '府省' }],
  posts: [
    {
      title: '調査係長',
      section: '見本情報課',
      role: 'nation-conductor',
      holder: person('見本 国男', 'みほん くにお'),
      tryAs: 'ministry',
    },
    {
      title: '庶務係長',
      section: '見本情報課',
      role: 'nation-administrator',
      holder: person('見本 国子', 'みほん くにこ'),
    },
  ],
};

export const SAMPLE_OFFICES: readonly SampleOffice[] = [
  prefecture,
  usual(SAMPLE_BODIES.city.code, ['市見', 'いちみ'], '副市長（CIO）'),
  town,
  usual(SAMPLE_BODIES.second.code, ['仮名', 'かめい'], '副町長（CIO）', [
    { title: 'CIO補佐官', section: null, role: 'digital-policy', holder: ADVISER },
  ]),
  usual(SAMPLE_BODIES.third.code, ['試行', 'しこう'], '副町長（CIO）'),
  village,
  ministry,
];
