import { type Context, Hono } from 'hono';
import { parseDay, toWareki } from '../../../../core/calendar.ts';
import { checkDefinition } from '../../../../core/survey/check-definition.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { readForm } from '../../../../platform/http/form-fields.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { allDefinitions } from '../../../indicators/queries.ts';
import { requireSeat } from '../../../posts/acting.ts';
import { SHIPPED_BY } from '../../actions/seed.ts';
import { forecast, planRound, sendRound } from '../../actions/send.ts';
import { today } from '../../actions/who.ts';
import { listReadable } from '../../queries/definitions.ts';
import { findRound, listRounds, type Round } from '../../queries/rounds.ts';
import { definitionFaultSentence } from '../../rules/definition-sentences.ts';
import { planFaults } from '../../rules/round-plan.ts';
import { authorSentence } from '../../rules/send-sentences.ts';
import { type Asking, askingOf, problemOf } from './asking.ts';
import { ForecastPage } from './forecast-page.tsx';
import { type RoundForm, RoundFormPage } from './round-form-page.tsx';
import { RoundsPage } from './rounds-page.tsx';

const AUTHOR = requireSeat('surveys:conduct');
const FIELDS = [
  'survey',
  'title',
  'baseDay',
  'route',
  'designatedDirect',
  'prefectureDue',
  'nationDue',
  'documentNo',
] as const;

/** 調査回: planned, looked at, sent once. Afterwards its pages are those of its progress. */
export function roundPages(deps: Deps): Hono {
  const app = new Hono();

  app.get('/surveys/rounds', AUTHOR, async (c) => {
    const { seat, sample, within } = askingOf(c, deps);
    const rounds = await within((tx) => listRounds(tx, { organiserCode: seat.bodyCode }));
    return c.html(renderPage(<RoundsPage rounds={rounds} sample={sample} />));
  });

  app.get('/surveys/rounds/new', AUTHOR, async (c) => {
    const survey = `${c.req.query('survey') ?? ''}@${c.req.query('version') ?? ''}`;
    const form = { ...empty(), survey, designatedDirect: '1', route: 'prefecture' };
    return c.html(await formPage(c, null, form, []));
  });

  app.post('/surveys/rounds', AUTHOR, (c) => plan(c, null));

  app.get('/surveys/rounds/:round', AUTHOR, async (c) => {
    const round = await roundOf(c, askingOf(c, deps));
    if (round.state !== 'draft') return c.redirect(`/surveys/conduct/${round.roundId}`, 303);
    return c.html(await forecastPage(c, round));
  });

  app.get('/surveys/rounds/:round/edit', AUTHOR, async (c) => {
    const round = await roundOf(c, askingOf(c, deps));
    if (round.state !== 'draft') return c.redirect(`/surveys/conduct/${round.roundId}`, 303);
    return c.html(await formPage(c, round.roundId, formOf(round), []));
  });

  app.post('/surveys/rounds/:round/edit', AUTHOR, async (c) =>
    plan(c, (await roundOf(c, askingOf(c, deps))).roundId),
  );

  app.post('/surveys/rounds/:round/send', AUTHOR, async (c) => {
    const asking = askingOf(c, deps);
    const round = await roundOf(c, asking);
    const sent = await asking.within((tx) => sendRound(tx, deps.clock, asking.seat, round.roundId));
    if (sent.ok) return c.redirect(`/surveys/conduct/${round.roundId}`, 303);
    const { status, sentence } = authorSentence(sent);
    if (sent.code === 'already-sent') return c.redirect(`/surveys/conduct/${round.roundId}`, 303);
    return c.html(await forecastPage(c, round, sentence), status);
  });

  async function plan(c: Context, roundId: string | null): Promise<Response> {
    const asking = askingOf(c, deps);
    const { trimmed: field } = await readForm(c);
    const form = Object.fromEntries(FIELDS.map((name) => [name, field(name)])) as RoundForm;
    const read = readRound(form);
    if ('errors' in read) return c.html(await formPage(c, roundId, form, read.errors), 422);
    const planned = await asking.within((tx) => planRound(tx, deps.clock, asking.seat, read, roundId));
    if (planned.ok) return c.redirect(`/surveys/rounds/${planned.value.roundId}`, 303);
    const { status, sentence } = authorSentence(planned);
    const at = planned.code === 'no-such-survey' ? 'survey' : (planned.detail.field ?? 'title');
    return c.html(
      await formPage(c, roundId, form, [{ field: at, message: sentence }]),
      status === 404 ? 422 : status,
    );
  }

  async function roundOf(c: Context, asking: Asking): Promise<Round> {
    const round = await asking.within((tx) => findRound(tx, c.req.param('round') ?? ''));
    if (round === null || round.organiserCode !== asking.seat.bodyCode)
      throw problemOf({ ok: false, code: 'no-such-round', detail: {} });
    return round;
  }

  async function formPage(
    c: Context,
    roundId: string | null,
    form: RoundForm,
    errors: readonly { field: string; message: string }[],
  ): Promise<string> {
    const { seat, csrf, sample, within } = askingOf(c, deps);
    const surveys = await within((tx) => listReadable(tx, seat.bodyCode, SHIPPED_BY));
    const prefecture = seat.kind === 'prefecture';
    return renderPage(<RoundFormPage {...{ roundId, form, surveys, prefecture, errors, csrf, sample }} />);
  }

  async function forecastPage(c: Context, round: Round, error?: string): Promise<string> {
    const { csrf, sample, within } = askingOf(c, deps);
    const seen = await within((tx) => forecast(tx, deps.clock, round));
    const definition = checkDefinition(round.survey, await allDefinitions(deps.db));
    const faults = [
      ...definition.map((fault) => definitionFaultSentence(fault, round.survey)),
      ...planFaults(round, today(deps.clock)).map((fault) => fault.message),
      ...(seen.asked.length === 0 ? ['基準日に、対象となる団体がありません。'] : []),
    ];
    return renderPage(
      <ForecastPage
        {...{ round, csrf, sample, faults }}
        forecast={seen}
        {...(error === undefined ? {} : { error })}
      />,
    );
  }

  return app;
}

function empty(): RoundForm {
  return Object.fromEntries(FIELDS.map((name) => [name, ''])) as RoundForm;
}

function formOf(round: Round): RoundForm {
  return {
    survey: `${round.surveyId}@${round.version}`,
    title: round.title,
    baseDay: toWareki(round.baseDay),
    route: round.route,
    designatedDirect: round.designatedDirect ? '1' : '',
    prefectureDue: round.prefectureDue === null ? '' : toWareki(round.prefectureDue),
    nationDue: round.nationDue === null ? '' : toWareki(round.nationDue),
    documentNo: round.documentNo ?? '',
  };
}

function readRound(form: RoundForm) {
  const errors: { field: string; message: string }[] = [];
  const day = (field: 'baseDay' | 'prefectureDue' | 'nationDue') => {
    if (form[field] === '') return null;
    const read = parseDay(form[field]);
    if (read === null)
      errors.push({
        field,
        message: `「${form[field]}」は日付として読めません。例：令和8年4月1日、2026-04-01`,
      });
    return read;
  };
  const [, surveyId = '', version = ''] = /^([a-z0-9-]+)@(\d{1,5})$/.exec(form.survey) ?? [];
  if (surveyId === '') errors.push({ field: 'survey', message: '調査の版を選んでください。' });
  const baseDay = day('baseDay');
  if (form.baseDay === '') errors.push({ field: 'baseDay', message: '基準日を書いてください。' });
  const dates = { prefectureDue: day('prefectureDue'), nationDue: day('nationDue') };
  if (errors.length > 0 || baseDay === null) return { errors };
  const route: 'direct' | 'prefecture' = form.route === 'direct' ? 'direct' : 'prefecture';
  return {
    surveyId,
    version: Number(version),
    title: form.title,
    baseDay,
    route,
    designatedDirect: route === 'prefecture' && form.designatedDirect !== '',
    ...dates,
    documentNo: form.documentNo === '' ? null : form.documentNo,
  };
}
