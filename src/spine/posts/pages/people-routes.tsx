import { type Context, Hono } from 'hono';
import { type Refusal, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { EMPTY_FORM, type Form, readForm } from '../../../platform/http/form-fields.ts';
import { listAccounts } from '../../../platform/sign-in/actions.ts';
import { renderPage } from '../../../ui/page.tsx';
import { requireSeat, seatToken } from '../acting.ts';
import { enrol } from '../actions/accounts.ts';
import { findElsewhere, registerPerson, seatPerson } from '../actions/seats.ts';
import { postVersions } from '../queries/offices.ts';
import { getPerson, type Person, peopleOf } from '../queries/people.ts';
import { seatRecords } from '../queries/seats.ts';
import { covers, versionOn } from '../rules/dated.ts';
import { dayOf } from '../rules/input.ts';
import type { PostRefusal } from '../rules/sentences.ts';
import { askingOf } from './asking.ts';
import { fieldError, idOf, problemOf, uuidOrNull } from './form.ts';
import { EnrolmentPage, NewPersonPage, PeoplePage, type PersonLine, PersonPage } from './people-pages.tsx';

/** `/office/people`: who can be seated, and the account that each signs in with. */
export function peopleRoutes(deps: Deps): Hono {
  const app = new Hono();
  const administering = requireSeat('posts:administer');

  app.get('/office/people', administering, (c) => peoplePage(c, EMPTY_FORM, null));

  app.get('/office/people/new', administering, (c) =>
    c.html(renderPage(<NewPersonPage token={seatToken(c)} form={EMPTY_FORM} error={null} />)),
  );

  app.post('/office/people', administering, async (c) => {
    const form = await readForm(c);
    const done = await askingOf(c, deps).change(async (tx, by) => {
      const input = { name: form.text('name'), kana: form.text('kana'), mail: form.text('mail') };
      const personId = await registerPerson(tx, by, input);
      return personId.ok ? enrol(tx, deps, by, personId.value, form.text('loginName')) : personId;
    });
    if (!done.ok) {
      const { error, status } = fieldError(done, 'name');
      return c.html(renderPage(<NewPersonPage token={seatToken(c)} form={form} error={error} />), status);
    }
    return c.html(renderPage(<EnrolmentPage name={form.text('name')} enrolment={done.value} back={BACK} />));
  });

  app.post('/office/people/elsewhere', administering, async (c) => {
    const form = await readForm(c);
    const day = dayOf(form.text('day'));
    const postId = uuidOrNull(form.text('post'));
    const done = await askingOf(c, deps).change(async (tx, by) => {
      if (!day.ok) return day;
      if (postId === null) return refuse('unknown-post');
      const personId = await findElsewhere(tx, form.text('number'), form.text('name'));
      if (!personId.ok) return personId;
      const seat = { postId, personId: personId.value, validFrom: day.value, validTo: null };
      return seatPerson(tx, by, { ...seat, kind: 'concurrent' });
    });
    return done.ok ? c.redirect(`/office/posts/${postId}`, 303) : peoplePage(c, form, done);
  });

  app.get('/office/people/:id', administering, (c) => personPage(c, EMPTY_FORM, null));

  app.post('/office/people/:id/link', administering, async (c) => {
    const personId = idOf(c, 'id', 'no-person');
    const asking = askingOf(c, deps);
    const form = await readForm(c);
    const done = await asking.change((tx, by) => enrol(tx, deps, by, personId, form.text('loginName')));
    if (!done.ok) return personPage(c, form, done);
    const person = await asking.read((tx) => getPerson(tx, personId));
    return c.html(renderPage(<EnrolmentPage name={person?.name ?? ''} enrolment={done.value} back={BACK} />));
  });

  async function peoplePage(c: Context, form: Form, refusal: Refusal<PostRefusal> | null) {
    const { seat, today, read } = askingOf(c, deps);
    const failure = refusal === null ? null : fieldError(refusal, 'number');
    const { lines, posts } = await read(async (tx) => {
      const people = await peopleOf(tx, seat.bodyCode);
      const seats = (await seatRecords(tx, seat.bodyCode)).filter((each) => covers(each, today));
      const versions = await postVersions(tx, seat.bodyCode);
      const ids = [...new Set(versions.map((each) => each.postId))];
      return {
        lines: await linesOf(tx, people, (id) => seats.filter((each) => each.personId === id).length),
        posts: ids.flatMap((id) => {
          const own = versions.filter((each) => each.postId === id);
          return versionOn(own, today) ?? [];
        }),
      };
    });
    const token = seatToken(c);
    const error = failure?.error ?? null;
    const page = <PeoplePage bodyName={seat.bodyName} {...{ lines, posts, token, form, error, today }} />;
    return c.html(renderPage(page), failure?.status ?? 200);
  }

  async function personPage(c: Context, form: Form, refusal: Refusal<PostRefusal> | null) {
    const personId = idOf(c, 'id', 'no-person');
    const { seat, read } = askingOf(c, deps);
    const failure = refusal === null ? null : fieldError(refusal, 'loginName');
    const found = await read(async (tx) => {
      const person = await getPerson(tx, personId);
      if (person === null) return null;
      const posts = await postVersions(tx, seat.bodyCode);
      const seats = (await seatRecords(tx, seat.bodyCode, { personId })).map((each) => {
        const own = posts.filter((post) => post.postId === each.postId);
        return { ...each, postTitle: (versionOn(own, each.validFrom) ?? own.at(-1))?.title ?? '' };
      });
      return { person, seats, line: (await linesOf(tx, [person], () => 0))[0] };
    });
    if (found?.line === undefined) throw problemOf(refuse('no-person'));
    const { person, seats, line } = found;
    const page = (
      <PersonPage
        {...{ person, seats, line, form }}
        ownAccount={person.registeredBy === seat.bodyCode}
        token={seatToken(c)}
        error={failure?.error ?? null}
      />
    );
    return c.html(renderPage(page), failure?.status ?? 200);
  }

  return app;
}

const BACK = { title: '人とアカウントへ戻る', href: '/office/people' };

async function linesOf(
  tx: Tx,
  people: readonly Person[],
  seatsOf: (personId: string) => number,
): Promise<readonly PersonLine[]> {
  const ids = people.flatMap((person) => person.accountId ?? []);
  const accounts = new Map((await listAccounts(tx, ids)).map((each) => [each.accountId, each]));
  return people.map((person) => {
    const account = person.accountId === null ? undefined : accounts.get(person.accountId);
    return {
      person,
      loginName: account?.loginName ?? null,
      enrolled: account?.enrolled ?? false,
      seats: seatsOf(person.personId),
    };
  });
}
