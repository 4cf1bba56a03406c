import { type Context, Hono } from 'hono';
import type { Result } from '../../../core/result.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, formOf, readForm } from '../../../platform/http/form-fields.ts';
import { renderPage } from '../../../ui/page.tsx';
import { requireSeat, seatToken } from '../acting.ts';
import { addSection, changeSection, closeSection, type SectionInput } from '../actions/offices.ts';
import { loadOffice } from '../load.ts';
import { type SectionVersion, sectionVersions } from '../queries/offices.ts';
import { recoveriesOf } from '../queries/recovery.ts';
import { versionOn } from '../rules/dated.ts';
import { dayOf } from '../rules/input.ts';
import { headOrgan, organsOf } from '../rules/organs.ts';
import type { PostRefusal } from '../rules/sentences.ts';
import { askingOf, dayAsked, wholeNumber } from './asking.ts';
import { type FieldError, fieldError, idOf, problemOf, uuidOrNull } from './form.ts';
import { OfficeOverview } from './office-page.tsx';
import { NewSectionPage, SectionPage } from './section-page.tsx';

/** `/office` and the sections below it. */
export function officeRoutes(deps: Deps): Hono {
  const app = new Hono();
  const reading = requireSeat('posts:read');
  const administering = requireSeat('posts:administer');

  app.get('/office', reading, async (c) => {
    const { seat, today, administers, read } = askingOf(c, deps);
    const day = dayAsked(c, today);
    const { view, recoveries } = await read(async (tx) => ({
      view: await loadOffice(tx, seat.bodyCode, day, today),
      recoveries: await recoveriesOf(tx, seat.bodyCode),
    }));
    const mayRecover = administers && seat.kind !== 'municipality';
    return c.html(
      renderPage(
        <OfficeOverview bodyName={seat.bodyName} {...{ view, today, administers, mayRecover, recoveries }} />,
      ),
    );
  });

  app.get('/office/sections/new', administering, (c) => newSection(c, EMPTY_FORM, null));

  app.post('/office/sections', administering, async (c) => {
    const { change } = askingOf(c, deps);
    const form = await readForm(c);
    const input = sectionInput(form);
    const made = input.ok ? await change((tx, by) => addSection(tx, by, input.value)) : input;
    if (made.ok) return c.redirect('/office', 303);
    const { error, status } = fieldError(made, 'name');
    return newSection(c, form, error, status);
  });

  app.get('/office/sections/:id', administering, (c) => sectionPage(c, null, null));

  app.post('/office/sections/:id', administering, async (c) => {
    const id = idOf(c, 'id', 'unknown-section');
    const form = await readForm(c);
    const input = sectionInput(form);
    const { change } = askingOf(c, deps);
    const done = input.ok ? await change((tx, by) => changeSection(tx, by, id, input.value)) : input;
    if (done.ok) return c.redirect('/office', 303);
    const { error, status } = fieldError(done, 'name');
    return sectionPage(c, form, error, status);
  });

  app.post('/office/sections/:id/close', administering, async (c) => {
    const id = idOf(c, 'id', 'unknown-section');
    const day = dayOf((await readForm(c)).text('day'));
    const { change } = askingOf(c, deps);
    const done = day.ok ? await change((tx, by) => closeSection(tx, by, id, day.value)) : day;
    if (done.ok) return c.redirect('/office', 303);
    const { error, status } = fieldError(done, 'day');
    return sectionPage(c, null, error, status);
  });

  async function newSection(c: Context, form: Form, error: FieldError | null, status: 200 | 409 | 422 = 200) {
    const asking = askingOf(c, deps);
    const parents = await asking.read((tx) => parentsOf(tx, asking.seat.bodyCode, asking.today));
    const { kind } = asking.seat;
    const shown = error === null ? formOf({ organ: headOrgan(kind), day: asking.today }) : form;
    const page = (
      <NewSectionPage
        token={seatToken(c)}
        organs={organsOf(kind)}
        parents={parents}
        form={shown}
        error={error}
      />
    );
    return c.html(renderPage(page), status);
  }

  async function sectionPage(
    c: Context,
    given: Form | null,
    error: FieldError | null,
    status: 200 | 409 | 422 = 200,
  ) {
    const id = idOf(c, 'id', 'unknown-section');
    const { seat, today, read } = askingOf(c, deps);
    const all = await read((tx) => sectionVersions(tx, seat.bodyCode));
    const versions = all.filter((each) => each.sectionId === id);
    const section = versionOn(versions, today) ?? versions.findLast((each) => !each.closed);
    if (section === undefined) throw problemOf({ ok: false, code: 'unknown-section', detail: {} });
    const form = given ?? formOf(sectionValues(section, today));
    const parents = firstLevel(all, today).filter((each) => each.sectionId !== id);
    const page = (
      <SectionPage
        token={seatToken(c)}
        organs={organsOf(seat.kind)}
        {...{ section, versions, today, parents, form, error }}
      />
    );
    return c.html(renderPage(page), status);
  }

  return app;
}

async function parentsOf(tx: Parameters<typeof sectionVersions>[0], bodyCode: string, day: string) {
  return firstLevel(await sectionVersions(tx, bodyCode), day);
}

/** Sections of a day that are below no other. */
function firstLevel(all: readonly SectionVersion[], day: string): readonly SectionVersion[] {
  return standingSections(all, day).filter((each) => each.parentId === null);
}

export function standingSections(all: readonly SectionVersion[], day: string): readonly SectionVersion[] {
  const ids = [...new Set(all.map((each) => each.sectionId))];
  return ids
    .map((id) =>
      versionOn(
        all.filter((each) => each.sectionId === id),
        day,
      ),
    )
    .filter((each) => each !== null);
}

function sectionValues(section: SectionVersion, today: string): Record<string, string> {
  return {
    name: section.name,
    organ: section.organ,
    section: section.parentId ?? '',
    place: String(section.place),
    day: today,
  };
}

function sectionInput(form: Form): Result<SectionInput, PostRefusal> {
  const day = dayOf(form.text('day'));
  if (!day.ok) return day;
  const value: SectionInput = {
    name: form.text('name'),
    organ: form.text('organ'),
    parentId: uuidOrNull(form.text('section')),
    place: wholeNumber(form.text('place')),
    validFrom: day.value,
  };
  return { ok: true, value };
}
