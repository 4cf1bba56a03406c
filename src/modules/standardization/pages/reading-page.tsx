import type { Context } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { getJob } from '../../../platform/jobs/read.ts';
import { formAction } from '../../../platform/operator/session.ts';
import { Page, renderPage } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { openReading } from '../actions/read-table.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { gone, UUID } from './asking.ts';
import { ImportForm, ImportRefused, type ImportTry } from './load-form.tsx';
import { LOAD_CRUMBS, STEP_LIST } from './load-parts.tsx';

const UNREAD = 'ファイルを読み終えられませんでした。もう一度送ってください。';

/** A table that is being read, or that was read and not taken: then with its cells and a form for the next try. */
export async function readingPage(c: Context, deps: Deps, loadId: string): Promise<Response> {
  const reading = UUID.test(loadId) ? await openReading(deps, loadId) : null;
  const job = reading === null ? null : await getJob(deps.db, reading.jobId);
  if (reading === null || job === null) throw gone('その表');
  const open = job.state === 'waiting' || job.state === 'running';
  const tried: ImportTry = {
    month: monthText(reading.month),
    renewed: reading.renewed,
    message: reading.message ?? job.message ?? UNREAD,
    faults: reading.faults,
  };
  return c.html(
    renderPage(
      <Page
        title={open ? '国の表を読んでいます' : 'この表は取り込んでいません'}
        documentTitle="国の表の取込み"
        breadcrumb={LOAD_CRUMBS}
        asOf={`${monthTitle(reading.month)}末`}
        coverage={reading.fileName}
        operator
        refreshSeconds={open ? 3 : undefined}
      >
        {open ? (
          <>
            <Progress
              label="国の表の読取り"
              done={job.done ?? 0}
              total={job.total ?? null}
              unit="段階"
              {...(job.message === null ? {} : { note: job.message })}
            />
            <p>このページは3秒ごとに新しくなります。閉じても処理は続き、「ステップの一覧」から戻れます。</p>
          </>
        ) : (
          <>
            <ImportRefused tried={tried} />
            <ImportForm action={formAction(c, `${STEP_LIST}/import`)} tried={tried} />
          </>
        )}
      </Page>,
    ),
  );
}
