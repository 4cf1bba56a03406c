import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { isSample } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { receiveForm, uploadRefusalSentence } from '../../../platform/files/receive-form.ts';
import type { Job } from '../../../platform/jobs/job.ts';
import { getJob } from '../../../platform/jobs/read.ts';
import { csrfToken, requireOperator } from '../../../platform/operator/session.ts';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { beginLoad, openLoad } from '../actions/load-list.ts';
import { takeFile } from '../actions/read-table.ts';
import type { ListLoad } from '../queries/loads.ts';
import { monthTitle, parseMonth } from '../rules/month.ts';
import { LOAD_SENTENCES } from '../rules/sentences.ts';
import { gone, UUID } from './asking.ts';
import type { ImportTry } from './load-form.tsx';
import { LOAD_CRUMBS, LoadPreview, loadPath, STEP_LIST } from './load-parts.tsx';
import { readingPage } from './reading-page.tsx';
import { stepListPage } from './step-list-pages.tsx';

/** The operator brings the ministry's table: file → what it would do → work that goes on by itself → what it did. */
export function loadPages(deps: Deps): Hono {
  const app = new Hono();

  app.post(`${STEP_LIST}/import`, requireOperator(), async (c) => {
    const received = await receiveForm(c.req.raw);
    const nothing = { month: '', renewed: false, faults: [] };
    const again = async (tried: ImportTry) => c.html(await stepListPage(c, deps, tried), 422);
    if (!received.ok) return again({ ...nothing, message: uploadRefusalSentence(received) });
    const { fields, files, dispose } = received.value;
    try {
      const typed = (fields.get('month') ?? '').trim();
      const given = { month: typed, renewed: fields.get('renewed') === '1', faults: [] };
      const month = parseMonth(typed);
      const [file] = files;
      if (month === null || file === undefined)
        return await again({ ...given, message: '月（例：2026-02）とファイルの両方を選んでください。' });
      const sent = { month, renewed: given.renewed, fileName: file.fileName };
      const loadId = await takeFile(deps, sent, await readFile(file.path));
      return c.redirect(loadPath({ loadId }), 303);
    } finally {
      await dispose();
    }
  });

  app.get(`${STEP_LIST}/loads/:load`, requireOperator(), (c) => loadPage(c, deps, null));

  app.post(`${STEP_LIST}/loads/:load`, requireOperator(), async (c) => {
    const loadId = c.req.param('load');
    const begun = UUID.test(loadId) ? await beginLoad(deps, loadId) : null;
    if (begun === null) throw gone('その表');
    if (begun.ok || begun.code === 'at-work') return c.redirect(loadPath({ loadId }), 303);
    return loadPage(c, deps, LOAD_SENTENCES[begun.code]);
  });
  return app;
}

async function loadPage(c: Context, deps: Deps, error: string | null): Promise<Response> {
  const loadId = c.req.param('load') ?? '';
  const found = UUID.test(loadId) ? await openLoad(deps, loadId) : null;
  if (found === null) return readingPage(c, deps, loadId);
  const { load, before } = found;
  const job = load.jobId === null ? null : await getJob(deps.db, load.jobId);
  const open = job !== null && (job.state === 'waiting' || job.state === 'running');
  const page = (
    <Page
      title={titleOf(load, job)}
      documentTitle="国の表の取込み"
      breadcrumb={LOAD_CRUMBS}
      asOf={`${monthTitle(load.month)}末`}
      coverage={load.fileName}
      sample={isSample(load.whole)}
      operator
      refreshSeconds={open ? 3 : undefined}
    >
      {error === null ? null : <Notice kind="error" title={error} live />}
      {before === null ? null : <LoadPreview {...{ load, before }} csrf={csrfToken(c)} />}
      {job === null ? null : <LoadWork {...{ load, job, open }} />}
    </Page>
  );
  return c.html(renderPage(page), error === null ? 200 : 409);
}

function titleOf(load: ListLoad, job: Job | null): string {
  if (job === null) return `${monthTitle(load.month)}の表を確かめてください`;
  if (job.state === 'failed') return '途中で取込みが止まりました';
  if (load.finishedAt === null) return '国の表を取り込んでいます';
  return `${formatNumber(load.filled)}団体の月を埋め、自ら報告した${formatNumber(load.kept)}団体はそのままです`;
}

/** Can be left and found again: how far it is stands with the work. */
function LoadWork(props: { load: ListLoad; job: Job; open: boolean }) {
  const { load, job } = props;
  if (props.open) {
    return (
      <>
        <Progress label="国の表の取込み" done={job.done ?? 0} total={load.bodies} unit="団体" />
        <p>このページは3秒ごとに新しくなります。閉じても処理は続き、「ステップの一覧」から戻れます。</p>
      </>
    );
  }
  return (
    <>
      {job.state === 'failed' ? (
        <Notice kind="error" title={job.message ?? '処理を完了できませんでした。'}>
          <p>{`${formatNumber(load.filled)}団体まで埋めました。そこまでの月は残っています。`}</p>
        </Notice>
      ) : null}
      <ul class="dads-list">
        <li>
          <a href={isSample(load.whole) ? `${STEP_LIST}?area=${load.whole}` : STEP_LIST}>ステップの一覧</a>
        </li>
        <li>
          <a href="/standardization">公表している進み具合</a>
        </li>
      </ul>
    </>
  );
}
