import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Deps } from '../platform/deps.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import type { Job, JobFile, JobState } from '../platform/jobs/job.ts';
import { getJob, listJobFiles, readJobFile } from '../platform/jobs/read.ts';
import { isOperator } from '../platform/operator/session.ts';
import { formatNumber } from '../ui/figure-text.tsx';
import { instantText } from '../ui/instant-text.ts';
import { Notice } from '../ui/notice.tsx';
import { Page, renderPage } from '../ui/page.tsx';
import { Progress } from '../ui/progress.tsx';

const TITLES: Readonly<Record<JobState, string>> = {
  waiting: '順番を待っています',
  running: '処理しています',
  done: '処理が終わりました',
  failed: '処理を完了できませんでした',
};

/** `/jobs/{id}`: how far a long task is. Can be left and found again; refreshes by itself without a script. */
export function jobPages(deps: Deps, titleOf: (kind: string) => string): Hono {
  const app = new Hono();

  app.get('/jobs/:id', async (c) => {
    const job = await jobOf(c);
    const files = await listJobFiles(deps.db, job.jobId, deps.clock.now());
    const title = job.title === '' ? titleOf(job.kind) : job.title;
    c.header('Cache-Control', 'private, no-store');
    return c.html(renderPage(<JobPage job={job} title={title} files={files} operator={isOperator(c)} />));
  });

  app.get('/jobs/:id/files/:name', async (c) => {
    const job = await jobOf(c);
    const files = await listJobFiles(deps.db, job.jobId, deps.clock.now());
    const file = files.find((one) => one.name === c.req.param('name'));
    if (file === undefined) throw gone();
    c.header('Cache-Control', 'private, no-store');
    c.header('Content-Type', file.mediaType);
    c.header('Content-Length', file.size.toString());
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return stream(c, async (out) => {
      for await (const piece of readJobFile(deps.db, job.jobId, file.name)) await out.write(piece);
    });
  });

  /** Of one's own body or asked for by oneself; for all others it is not there. */
  async function jobOf(c: Context): Promise<Job> {
    const job = await getJob(deps.db, c.req.param('id') ?? '');
    const seat = c.get('seat');
    const own =
      seat !== undefined &&
      ((job?.bodyCode ?? null) === seat.bodyCode || (job?.askedBy ?? null) === seat.seatId);
    if (job === null || !(own || isOperator(c))) throw gone();
    return job;
  }

  return app;
}

function gone(): HttpProblem {
  return new HttpProblem(
    404,
    'この処理は見つかりません。',
    '結果のファイルには期限があります。必要なら、もう一度作り直してください。',
  );
}

function JobPage(props: { job: Job; title: string; files: readonly JobFile[]; operator: boolean }) {
  const { job, files } = props;
  const open = job.state === 'waiting' || job.state === 'running';
  return (
    <Page
      title={`${props.title}：${TITLES[job.state]}`}
      breadcrumb={[{ title: '全国', href: '/' }, { title: props.title }]}
      operator={props.operator}
      refreshSeconds={open ? 3 : undefined}
    >
      {open ? (
        <>
          <Progress
            label={TITLES[job.state]}
            done={job.done ?? 0}
            total={job.total}
            {...(job.message === null ? {} : { note: job.message })}
          />
          <p>このページは3秒ごとに新しくなります。閉じても処理は続きます。</p>
        </>
      ) : null}
      {job.state === 'failed' ? (
        <Notice kind="error" title={job.message ?? '処理を完了できませんでした。'}>
          <p>受付番号：{job.jobId}</p>
        </Notice>
      ) : null}
      {job.state === 'done' ? (
        <p>終了日時：{job.finishedAt === null ? '記録なし' : instantText(job.finishedAt)}</p>
      ) : null}
      {files.length === 0 ? null : (
        <ul class="dads-list">
          {files.map((file) => (
            <li key={file.name}>
              <a href={`/jobs/${job.jobId}/files/${encodeURIComponent(file.name)}`}>{file.name}</a>（
              {formatNumber(Math.ceil(Number(file.size) / 1024))} kB、{instantText(file.expiresAt)}まで）
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
