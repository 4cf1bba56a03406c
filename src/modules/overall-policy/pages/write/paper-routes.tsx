import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { pdfAvailable } from '../../../../platform/pdf/compiler.ts';
import { drawnPaper } from '../../../../platform/pdf/drawn-paper.ts';
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
    const pdf = await drawnPaper(decisionPaper(facts), c.req.path.slice(0, -'.pdf'.length));
    const name = `決裁用案_${facts.policy.bodyCode}-${facts.policy.policyNo}_${facts.today}.pdf`;
    return attachment(c, name, 'application/pdf', pdf);
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
