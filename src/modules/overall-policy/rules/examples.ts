/** Words to begin with for one item: how it is treated, and what its line of the roadmap does. `us`: 「本村」. */
interface ItemExample {
  readonly policy: (us: string) => string;
  readonly roadmap: string;
}

/**
 * Of each item of plan 5.0, what an office that begins could write. Our own wording, no figure and no promise of a day: an
 * officer changes what is different there. An item of another version without words here gets the general ones.
 */
const EXAMPLES: Readonly<Record<string, ItemExample>> = {
  bpr: {
    policy: () => '新しいシステムを入れる前に、業務の手順を書き出し、要らない手順をやめます。',
    roadmap: '時間のかかる業務を一つ選び、手順を書き出して見直します。',
  },
  'system-policy': {
    policy: () => '更新の時期ごとに、ほかの団体と共同で使えるものがないかを先に確かめます。',
    roadmap: '使っているシステムと契約の終わりを一覧にします。',
  },
  'open-data': {
    policy: () => '既に公表している一覧や表から、二次利用できる形で公開します。',
    roadmap: '公開できるデータを選び、ホームページに載せます。',
  },
  organisation: {
    policy: (us) => `CIOを置き、全ての課が加わる会議で、${us}の進み具合を確かめます。`,
    roadmap: '推進会議を設け、担当の課と各課の推進リーダーを決めます。',
  },
  talent: {
    policy: () => '全ての職員が研修を受け、足りない専門の知識は外部の人材で補います。',
    roadmap: '研修の計画を定め、職員が順に受けます。',
  },
  'planned-work': {
    policy: () => 'この方針と工程表を毎年度見直し、公表します。',
    roadmap: '工程表の進み具合を確かめ、翌年度の工程表に直します。',
  },
  'prefecture-cooperation': {
    policy: () => '都道府県と近隣の団体との会議に加わり、人材や調達を共同で進めます。',
    roadmap: '共同で進められる取組を洗い出し、順に加わります。',
  },
  'front-yard': {
    policy: () => '書かない窓口とオンラインの手続を増やし、窓口で待つ時間を短くします。',
    roadmap: '件数の多い手続を選び、窓口とオンラインの流れを見直します。',
  },
  standardization: {
    policy: () => '標準準拠システムへの移行を、事業者と日程を合わせて進めます。',
    roadmap: '業務ごとの移行の計画に沿って移行し、移行後の運用を確かめます。',
  },
  'shared-systems': {
    policy: () => '国や県が共通化を進めるシステムは、独自に作らず、それを使います。',
    roadmap: '共通化の対象を確かめ、更新に合わせて切り替えます。',
  },
  elqr: {
    policy: () => '税のほかの公金も、eL-QRで納められるようにします。',
    roadmap: '対象とする公金を決め、納付書と収納の事務を整えます。',
  },
  'my-number': {
    policy: () => 'カードを取りやすい機会を設け、カードで済む手続を増やします。',
    roadmap: '来庁が難しい方への出張申請と、カードを使う手続を広げます。',
  },
  security: {
    policy: () => '国の指針に沿ってセキュリティの規程を見直し、職員の研修と点検を続けます。',
    roadmap: '規程を見直し、研修と点検を毎年度行います。',
  },
  ai: {
    policy: () => '使い方の決まりを定め、効果の大きい業務から使います。',
    roadmap: '使い方の決まりを定め、会議録や文書の案などで試します。',
  },
  telework: {
    policy: () => '災害や育児・介護のときにも働けるよう、できる業務から始めます。',
    roadmap: '対象とする業務と機器を決め、試行してから広げます。',
  },
  'regional-digital': {
    policy: () => '地域の困りごとのうち、デジタルで解けるものを住民や団体と選びます。',
    roadmap: '他の団体の事例を調べ、地域で試す取組を選びます。',
  },
  divide: {
    policy: () => '機器に不慣れな方の相談先を設け、電話と窓口での手続も続けます。',
    roadmap: '講習や相談の機会を設け、続けます。',
  },
  regulation: {
    policy: () => '書面や対面、目視を求める条例や規則を洗い出し、要否を見直します。',
    roadmap: '例規を点検し、見直すものから改めます。',
  },
};

const GENERAL: ItemExample = {
  policy: (us) => `国の計画を踏まえ、${us}の規模に合う方法で進めます。`,
  roadmap: '現状を調べ、順に実施します。',
};

export function exampleOf(item: string): ItemExample {
  return Object.hasOwn(EXAMPLES, item) ? (EXAMPLES[item] ?? GENERAL) : GENERAL;
}
