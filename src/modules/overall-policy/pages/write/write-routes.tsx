import { type Context, Hono } from 'hono';
import { fiscalYearOf } from '../../../../core/calendar.ts';
import { refuse } from '../../../../core/result.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { type Form, readForm } from '../../../../platform/http/form-fields.ts';
import { requireSeat, seatOf, seatToken } from '../../../../spine/posts/acting.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { inScopeOf, todayOf, wholePolicy } from '../../actions/open.ts';
import { type SectionInput, saveSections } from '../../actions/write.ts';
import { offeredFigures } from '../../queries/figures.ts';
import { keptTexts } from '../../queries/sections.ts';
import { templateItems } from '../../queries/template.ts';
import { isWriteStep, WRITE_STEPS } from '../../rules/sections.ts';
import { policySentence } from '../../rules/sentences.ts';
import { fieldOf, typedSections } from '../../rules/write-form.ts';
import { acting, type Failed, failedWith, noSuchPolicy, numberOf, problemOf } from '../asking.ts';
import { CheckPage } from './check-page.tsx';
import { WritePage, writePath } from './write-page.tsx';
import type { WriteView } from './write-view.ts';

const STEP = '/overall-policy/:no/versions/:version/write/:step';

/** Writing step by step: each a form that works without a script. */
export function writeRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(STEP, requireSeat('overall-policy:read'), (c) => page(c, null));

  app.post(STEP, requireSeat('overall-policy:answer'), async (c) => {
    const form = await readForm(c);
    const view = await viewOf(c);
    const settled = settling(view, form);
    const typed =
      settled === null
        ? typedSections(view.step, view.items, view.figures, form)
        : ({ ok: true, value: settled } as const);
    const key = { policyNo: view.whole.policy.policyNo, versionNo: view.at.version.versionNo };
    const saved = typed.ok ? await acting(c, deps, (by) => saveSections(by, key, typed.value)) : typed;
    if (c.req.header('Accept') === 'application/json') return c.json(await forScript(c, saved));
    if (!saved.ok) return page(c, failedWith(form, saved));
    const index = WRITE_STEPS.findIndex(({ id }) => id === view.step);
    const next = WRITE_STEPS[index + 1];
    const onward = form.text('do') === 'next' && saved.value.kept.length === 0 && next !== undefined;
    const example = form.text('do') === 'example' || (onward && form.text('example') === '1');
    const query = example ? '?example=1' : onward ? '' : '?saved=1';
    return c.redirect(`${writePath(view, onward ? next.id : view.step)}${query}`, 303);
  });

  async function viewOf(c: Context): Promise<WriteView> {
    const seat = seatOf(c);
    const step = c.req.param('step') ?? '';
    const [policyNo, versionNo] = [numberOf(c, 'no'), numberOf(c, 'version')];
    if (!isWriteStep(step)) throw noSuchPolicy();
    const today = todayOf(deps.clock);
    return inScopeOf(deps, seat, async (tx) => {
      const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
      const at = whole?.versions.find(({ version }) => version.versionNo === versionNo);
      if (whole === null || at === undefined || at.version.way !== 'written') throw noSuchPolicy();
      const items = await templateItems(tx, at.version.planVersion);
      const { planVersion } = at.version;
      const own = step === 'current' ? await offeredFigures(tx, seat.bodyCode, planVersion, today) : [];
      const kept = await keptTexts(tx, { bodyCode: seat.bodyCode, policyNo, versionNo });
      return {
        whole,
        at,
        step,
        items,
        figures: own,
        kept,
        bodyName: seat.bodyName,
        fiscalYear: fiscalYearOf(today),
        example: c.req.query('example') === '1',
        saved: c.req.query('saved') === '1' ? 1 : null,
      };
    });
  }

  async function page(c: Context, failed: Failed | null) {
    const view = await viewOf(c);
    if (view.at.version.decision !== null) throw problemOf(refuse('decided'));
    const props = { view, csrf: seatToken(c), failed };
    return c.html(
      renderPage(view.step === 'check' ? <CheckPage {...props} /> : <WritePage {...props} />),
      failed?.status ?? 200,
    );
  }

  /** For the script that saves as one goes: revisions that the next save names, and sentences. */
  async function forScript(
    c: Context,
    saved: Awaited<ReturnType<typeof acting<{ kept: readonly string[] }>>>,
  ) {
    if (!saved.ok)
      return {
        revisions: {},
        saved: 0,
        kept: [{ questionId: '', message: policySentence(saved) }],
        unreadable: [],
      };
    const { at } = await viewOf(c);
    const { kept } = saved.value;
    const message = policySentence(refuse('changed-meanwhile'));
    return {
      revisions: Object.fromEntries(
        [...at.sections.values()]
          .filter(({ section }) => !kept.includes(section))
          .map(({ section, revision }) => [section, revision]),
      ),
      saved: 1,
      kept: kept.map((questionId) => ({ questionId, message })),
      unreadable: [],
    };
  }

  return app;
}

/** 「vision@3」 of the two buttons of a kept text: it is taken, or what stands is saved again over it. */
function settling(view: WriteView, form: Form): readonly SectionInput[] | null {
  for (const how of ['take', 'leave'] as const) {
    const match = /^([a-z-]+(?::[a-z0-9-]+)?)@(\d{1,6})$/.exec(form.text(how));
    if (match === null) continue;
    const section = match[1] ?? '';
    const seen = Number(form.text(fieldOf.seen(section)));
    const kept = view.kept.find((one) => one.section === section && one.revision === Number(match[2]));
    const source = how === 'take' ? kept : (view.at.sections.get(section) ?? { text: '', choice: '' });
    if (source === undefined) return [];
    return [{ section, text: source.text, choice: source.choice, seen, again: true }];
  }
  return null;
}
