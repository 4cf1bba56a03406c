import type { BodyCode } from '../../core/body-code.ts';
import { formatDay } from '../../core/calendar.ts';
import type { HomeItem, HomeSource, HomeTask } from '../contracts/home.ts';
import { may, type Seat } from '../contracts/seat.ts';
import { jointsOf } from './queries/joint.ts';
import { KIND_WORDS, type Kind, stateTitle } from './rules/kinds.ts';
import { bodiesOnDay, type StandingOfBody } from './standing.ts';

const ITEM = 'organisation';
/** What the plan asks of every body; aides and leaders are as it needs them. */
const ASKED: readonly Kind[] = ['cio', 'dedicated-unit', 'cross-cutting'];

/** 体制台帳 on the home of a body and of its prefecture. */
export const structureHome: HomeSource = {
  id: 'structure',
  async read(tx, { seat, bodyCodes, today }) {
    if (bodyCodes.length === 0) return {};
    const joints = await jointsOf(tx, bodyCodes);
    const standing = await bodiesOnDay(tx, bodyCodes, today, joints);
    const asked = joints.filter((one) => one.bodyCode === seat.bodyCode && one.step === 'asked').length;
    return {
      tasks: tasksOf(seat, standing.get(seat.bodyCode), asked),
      items: new Map(bodyCodes.map((code) => [code, [itemOf(code, standing.get(code), seat)]] as const)),
    };
  },
};

function tasksOf(seat: Seat, standing: StandingOfBody | undefined, asked: number): readonly HomeTask[] {
  const tasks: HomeTask[] = [];
  const missing = ASKED.filter((kind) => standing?.get(kind) === undefined);
  if (may(seat, 'structure:answer') && missing.length > 0)
    tasks.push({
      title: `体制台帳に${missing.map((kind) => SHORT[kind]).join('、')}を登録する`,
      ...{ minutes: 5, href: '/structure', button: '体制台帳を開く', dueOn: null },
      why: '登録すると、調査の回答の案になります。置いていないときも登録します。',
    });
  if (may(seat, 'structure:decide') && asked > 0)
    tasks.push({
      title: 'CIO補佐官等を共同で置く依頼に答える',
      ...{ minutes: 5, href: '/structure', button: '依頼を開く', dueOn: null },
      why: `依頼が${asked}件届いています。同意するまでは数えません。`,
    });
  return tasks;
}

const SHORT: Readonly<Record<Kind, string>> = {
  cio: 'CIO',
  'cio-aide': 'CIO補佐官等',
  'dedicated-unit': '専任部署',
  'cross-cutting': '推進体制',
  'dx-leader': '推進リーダー',
};

function itemOf(code: BodyCode, standing: StandingOfBody | undefined, seat: Seat): HomeItem {
  const own = code === seat.bodyCode;
  const missing = ASKED.find((kind) => standing?.get(kind) === undefined);
  const known = ASKED.flatMap((kind) => {
    const entry = standing?.get(kind)?.[0];
    return entry === undefined ? [] : [entry];
  });
  const [first] = known;
  const next =
    missing === undefined || !own
      ? null
      : { title: `${SHORT[missing]}を登録する`, href: `/structure/new/${missing}` };
  const common = {
    item: ITEM,
    href: own ? '/structure' : `/structure/bodies/${code}`,
    dueOn: null,
    late: null,
    next,
  };
  if (first === undefined)
    return { ...common, state: 'none', text: `${KIND_WORDS.cio.title}などの登録がありません。` };
  const held = known.filter((entry) => entry.state === 'held');
  const texts = known.map(
    (entry) => `${SHORT[entry.kind]}：${entry.title || stateTitle(entry.kind, entry.state)}`,
  );
  const since =
    known
      .map((entry) => entry.validFrom)
      .sort()
      .at(-1) ?? first.validFrom;
  return {
    ...common,
    state: held.length > 0 ? 'evidenced' : 'none',
    text: `${texts.join('、')}（${formatDay(since)}から）`,
  };
}
