import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { pdfAvailable } from '../../../../platform/pdf/compiler.ts';
import { paperPdf } from '../../../../platform/pdf/paper-pdf.ts';
import type { PdfRefusalCode } from '../../../../platform/pdf/render-pdf.ts';
import { seatTitle } from '../../../../spine/contracts/seat.ts';
import { requireSeat, seatOf } from '../../../../spine/posts/acting.ts';
import { Page, renderPage } from '../../../../ui/page.tsx';
import { PaperBlocks } from '../../../../ui/paper.tsx';
import { inScopeOf, todayOf, wholePolicy } from '../../actions/open.ts';
import { templateItems } from '../../queries/template.ts';
import { compareVersions } from '../../rules/compare.ts';
import { decisionPaper, type PaperFacts } from '../../rules/paper.ts';
import { isSampleSeat, noSuchPolicy, numberOf } from '../asking.ts';

const PAPER = '/overall-policy/:no/versions/:version/paper';

const REFUSALS: Readonly<Record<PdfRefusalCode, { readonly status: 422 | 503; readonly title: string }>> = {
  'pdf-not-here': { status: 503, title: 'この機種のサーバーでは、PDFを作れません。' },
  'pdf-busy': { status: 503, title: 'PDFの作成が混み合っています。少し待ってから、もう一度開いてください。' },
  'pdf-too-large': { status: 422, title: '内容が多すぎるため、PDFを作れませんでした。' },
};

/** 決裁用案 as a page to print and as PDF on A4, from the same blocks. */
export function paperRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get(PAPER, requireSeat('overall-policy:read'), async (c) => {
    const facts = await factsOf(c);
    const paper = decisionPaper(facts);
    const base = `/overall-policy/${facts.policy.policyNo}`;
    const at = `${base}/versions/${facts.version.versionNo}`;
    return c.html(
      renderPage(
        <Page
          title={paper.title}
          documentTitle={`決裁用案：${facts.policy.title}`}
          breadcrumb={[
            { title: '全体方針', href: '/overall-policy' },
            { title: facts.policy.title, href: base },
            { title: '決裁用案' },
          ]}
          sample={paper.sample}
          forOutside
          asOf={`${paper.mark}`}
        >
          <div class="policy-screen-only">
            <p>ブラウザーの印刷でA4に印刷します。表は、そのまま文書作成ソフトに貼り付けられます。</p>
            <ul class="dads-list">
              {pdfAvailable() ? (
                <li>
                  <a href={`${at}/paper.pdf`}>PDFで保存する</a>
                </li>
              ) : null}
              <li>
                <a href={`${at}/record`}>決裁と公表を記録する</a>
              </li>
            </ul>
          </div>
          <PaperBlocks blocks={paper.blocks} />
        </Page>,
      ),
    );
  });

  app.get(`${PAPER}.pdf`, requireSeat('overall-policy:read'), async (c) => {
    const facts = await factsOf(c);
    const pdf = await paperPdf(decisionPaper(facts));
    if (!pdf.ok) {
      const { status, title } = REFUSALS[pdf.code];
      throw new HttpProblem(
        status,
        title,
        `同じ内容を、${c.req.path.slice(0, -4)}のページから印刷できます。`,
      );
    }
    const name = `決裁用案_${facts.policy.bodyCode}-${facts.policy.policyNo}_${facts.today}.pdf`;
    return attachment(c, name, 'application/pdf', pdf.value);
  });

  async function factsOf(c: Context): Promise<PaperFacts> {
    const seat = seatOf(c);
    const [policyNo, versionNo] = [numberOf(c, 'no'), numberOf(c, 'version')];
    return inScopeOf(deps, seat, async (tx) => {
      const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
      const at = whole?.versions.find(({ version }) => version.versionNo === versionNo);
      if (whole === null || at === undefined) throw noSuchPolicy();
      const items = await templateItems(tx, at.version.planVersion);
      const before = whole.versions.find(({ version }) => version.versionNo === versionNo - 1);
      return {
        policy: whole.policy,
        ...at,
        items,
        bodyName: seat.bodyName,
        compared: before === undefined ? null : compareVersions(before, at, items),
        today: todayOf(deps.clock),
        by: seatTitle(seat),
        sample: isSampleSeat(c),
      };
    });
  }

  return app;
}

/** Saved under a Japanese name; never opened inside the browser as a page of ours. */
export function attachment(c: Context, name: string, mediaType: string, bytes: Uint8Array): Response {
  const encoded = encodeURIComponent(name).replaceAll("'", '%27');
  return c.body(Uint8Array.from(bytes), 200, {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encoded}`,
    'X-Content-Type-Options': 'nosniff',
  });
}
