import { type Context, Hono } from 'hono';
import { addDays } from '../../../core/calendar.ts';
import { type Refusal, type Result, refuse } from '../../../core/result.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, formOf, readForm } from '../../../platform/http/form-fields.ts';
import { renderPage } from '../../../ui/page.tsx';
import type { HandoverSource } from '../../contracts/handover.ts';
import type { Right } from '../../contracts/seat.ts';
import { requireSeat, seatToken } from '../acting.ts';
import { addPost, changePost, closePost, type PostInput } from '../actions/offices.ts';
import { endSeat, handOver, seatPerson, writeNote } from '../actions/seats.ts';
import { notesOf, postVersions, sectionVersions } from '../queries/offices.ts';
import { peopleOf } from '../queries/people.ts';
import { seatRecords } from '../queries/seats.ts';
import { nextRotation, SEAT_KINDS, versionOn } from '../rules/dated.ts';
import { dayOf, optionalDay } from '../rules/input.ts';
import { inOrder, rightsOf, rolesFor } from '../rules/roles.ts';
import type { PostRefusal } from '../rules/sentences.ts';
import { askingOf, wholeNumber } from './asking.ts';
import { fieldError, idOf, problemOf, uuidOrNull } from './form.ts';
import { HandoverPage } from './handover-page.tsx';
import { standingSections } from './office-routes.tsx';
import { ChangePostPage, NewPostPage } from './post-form.tsx';
import { PostPage, type PostView } from './post-page.tsx';

type Failed = Parameters<typeof PostPage>[0]['failed'];
type FormName = NonNullable<Failed>['form'];

/** `/office/posts` and the seats below them. */
export function postRoutes(deps: Deps, handovers: () => readonly HandoverSource[]): Hono {
  const app = new Hono();
  const reading = requireSeat('posts:read');
  const administering = requireSeat('posts:administer');

  app.get('/office/posts/new', administering, (c) => postForm(c, null, null, null));

  app.post('/office/posts', administering, async (c) => {
    const form = await readForm(c);
    const input = postInput(form, null);
    const made = input.ok ? await askingOf(c, deps).change((tx, by) => addPost(tx, by, input.value)) : input;
    return made.ok ? c.redirect(`/office/posts/${made.value}`, 303) : postForm(c, null, form, made);
  });

  app.get('/office/posts/:id', reading, (c) => postPage(c, EMPTY_FORM, null));
  app.get('/office/posts/:id/edit', administering, (c) =>
    postForm(c, idOf(c, 'id', 'unknown-post'), null, null),
  );

  app.post('/office/posts/:id', administering, async (c) => {
    const id = idOf(c, 'id', 'unknown-post');
    const form = await readForm(c);
    const input = postInput(form, form.text('adjust') === '1' ? new Set(form.all('right') as Right[]) : null);
    const done = input.ok
      ? await askingOf(c, deps).change((tx, by) => changePost(tx, by, id, input.value))
      : input;
    return done.ok ? c.redirect(`/office/posts/${id}`, 303) : postForm(c, id, form, done);
  });

  app.post('/office/posts/:id/close', administering, async (c) => {
    const id = idOf(c, 'id', 'unknown-post');
    const form = await readForm(c);
    const day = dayOf(form.text('day'));
    const done = day.ok ? await askingOf(c, deps).change((tx, by) => closePost(tx, by, id, day.value)) : day;
    return done.ok ? c.redirect('/office', 303) : failed(c, 'close', form, done);
  });

  app.post('/office/posts/:id/seats', administering, async (c) => {
    const id = idOf(c, 'id', 'unknown-post');
    const form = await readForm(c);
    const [from, until] = [dayOf(form.text('day')), optionalDay(form.text('until'))];
    const personId = uuidOrNull(form.text('person'));
    const kind = SEAT_KINDS.find((each) => each === form.text('kind')) ?? 'regular';
    if (!from.ok) return failed(c, 'seat', form, from);
    if (!until.ok) return failed(c, 'seat', form, until);
    if (personId === null) return failed(c, 'seat', form, refuse('unknown-person'));
    const seat = { postId: id, personId, kind, validFrom: from.value };
    const validTo = until.value === null ? null : addDays(until.value, 1);
    const done = await askingOf(c, deps).change((tx, by) => seatPerson(tx, by, { ...seat, validTo }));
    return done.ok ? c.redirect(`/office/posts/${id}`, 303) : failed(c, 'seat', form, done);
  });

  app.post('/office/posts/:id/successor', administering, async (c) => {
    const id = idOf(c, 'id', 'unknown-post');
    const form = await readForm(c);
    const from = dayOf(form.text('day'));
    const personId = uuidOrNull(form.text('person'));
    if (!from.ok) return failed(c, 'successor', form, from);
    if (personId === null) return failed(c, 'successor', form, refuse('unknown-person'));
    const done = await askingOf(c, deps).change((tx, by) =>
      handOver(tx, by, { postId: id, personId, from: from.value }),
    );
    return done.ok ? c.redirect(`/office/posts/${id}`, 303) : failed(c, 'successor', form, done);
  });

  app.post('/office/seats/:id/end', administering, async (c) => {
    const seatId = idOf(c, 'id', 'unknown-seat');
    const asking = askingOf(c, deps);
    const records = await asking.read((tx) => seatRecords(tx, asking.seat.bodyCode));
    const postId = records.find((each) => each.seatId === seatId)?.postId;
    if (postId === undefined) throw problemOf(refuse('unknown-seat'));
    const day = dayOf((await readForm(c)).text('day'));
    const done = day.ok ? await asking.change((tx, by) => endSeat(tx, by, seatId, day.value)) : day;
    if (done.ok) return c.redirect(`/office/posts/${postId}`, 303);
    return failed(c, 'end', EMPTY_FORM, done, postId, seatId);
  });

  app.post('/office/posts/:id/notes', reading, async (c) => {
    const id = idOf(c, 'id', 'unknown-post');
    const form = await readForm(c);
    const done = await askingOf(c, deps).change((tx, by) => writeNote(tx, by, id, form.text('note')));
    return done.ok ? c.redirect(`/office/posts/${id}`, 303) : failed(c, 'note', form, done);
  });

  app.get('/office/posts/:id/handover', reading, async (c) => {
    const id = idOf(c, 'id', 'unknown-post');
    const asking = askingOf(c, deps);
    const { seat, today } = asking;
    const view = await loadPost(asking, id);
    const post = { bodyCode: seat.bodyCode, postId: id, sectionId: view.version.sectionId };
    const sections = await asking.read(async (tx) => {
      const found = [];
      for (const source of handovers()) found.push(...(await source.handover(tx, post, today)));
      return found;
    });
    return c.html(renderPage(<HandoverPage bodyName={seat.bodyName} {...{ view, today, sections }} />));
  });

  async function loadPost(asking: ReturnType<typeof askingOf>, id: string): Promise<PostView> {
    const { seat, today } = asking;
    return asking.read(async (tx) => {
      const versions = (await postVersions(tx, seat.bodyCode)).filter((each) => each.postId === id);
      const version = versionOn(versions, today) ?? versions.findLast((each) => !each.closed);
      if (version === undefined) throw problemOf(refuse('unknown-post'));
      const sections = await sectionVersions(tx, seat.bodyCode);
      const section = sections.filter((each) => each.sectionId === version.sectionId);
      return {
        version,
        versions,
        sectionName: (versionOn(section, today) ?? section.at(-1))?.name ?? null,
        rights: inOrder(rightsOf(version.role, version.adjustments, seat.kind), seat.kind),
        seats: await seatRecords(tx, seat.bodyCode, { postId: id }),
        people: await peopleOf(tx, seat.bodyCode),
        notes: await notesOf(tx, seat.bodyCode, id),
      };
    });
  }

  function failed(
    c: Context,
    name: FormName,
    form: Form,
    refusal: Refusal<PostRefusal>,
    postId?: string,
    seatId?: string,
  ) {
    const first = name === 'note' ? 'note' : name === 'seat' || name === 'successor' ? 'person' : 'day';
    const { error, status } = fieldError(refusal, first);
    return postPage(c, form, { form: name, error, seatId }, status, postId);
  }

  async function postPage(
    c: Context,
    form: Form,
    failure: Failed,
    status: 200 | 409 | 422 = 200,
    postId = idOf(c, 'id', 'unknown-post'),
  ) {
    const asking = askingOf(c, deps);
    const { seat, today, administers } = asking;
    const view = await loadPost(asking, postId);
    const page = (
      <PostPage
        {...{ view, today, administers, form }}
        failed={failure}
        rotation={nextRotation(today)}
        own={seat.postId === postId}
        token={seatToken(c)}
      />
    );
    return c.html(renderPage(page), status);
  }

  async function postForm(
    c: Context,
    postId: string | null,
    given: Form | null,
    refusal: Refusal<PostRefusal> | null,
  ) {
    const asking = askingOf(c, deps);
    const { seat, today } = asking;
    const all = await asking.read((tx) => sectionVersions(tx, seat.bodyCode));
    const failure = refusal === null ? null : fieldError(refusal, 'title');
    const common = {
      token: seatToken(c),
      kind: seat.kind,
      sections: standingSections(all, given === null ? today : (dayValue(given) ?? today)),
      error: failure?.error ?? null,
    };
    const status = failure?.status ?? 200;
    if (postId === null) {
      const form = given ?? formOf({ role: rolesFor(seat.kind)[0]?.id ?? '', day: today });
      return c.html(renderPage(<NewPostPage {...common} form={form} />), status);
    }
    const view = await loadPost(asking, postId);
    const { version } = view;
    const form = given ?? formOf(postValues(view, today));
    const rights = new Set(given === null ? view.rights : given.all('right'));
    return c.html(
      renderPage(
        <ChangePostPage {...common} form={form} postId={postId} title={version.title} rights={rights} />,
      ),
      status,
    );
  }

  return app;
}

function dayValue(form: Form): string | null {
  const day = dayOf(form.text('day'));
  return day.ok ? day.value : null;
}

function postValues({ version }: PostView, today: string): Record<string, string> {
  return {
    title: version.title,
    section: version.sectionId ?? '',
    role: version.role,
    adjust: version.adjustments.length > 0 ? '1' : '',
    shared: version.shared ? '1' : '',
    place: String(version.place),
    day: today,
  };
}

function postInput(form: Form, rights: ReadonlySet<Right> | null): Result<PostInput, PostRefusal> {
  const day = dayOf(form.text('day'));
  if (!day.ok) return day;
  const value: PostInput = {
    title: form.text('title'),
    sectionId: uuidOrNull(form.text('section')),
    role: form.text('role'),
    rights,
    shared: form.text('shared') === '1',
    place: wholeNumber(form.text('place')),
    validFrom: day.value,
  };
  return { ok: true, value };
}
