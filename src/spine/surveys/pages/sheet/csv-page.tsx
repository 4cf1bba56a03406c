import { Button } from '../../../../ui/button.tsx';
import { FileField } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { sheetPath } from './view.ts';

/** A sheet as CSV, out and in; what comes back is compared before anything of it counts. */
export function CsvPage(props: { view: OpenSheet; csrf: string; sample: boolean; mayAnswer: boolean }) {
  const { view } = props;
  return (
    <Page
      title="回答票をCSVで書き出す・読み込む"
      documentTitle={`CSV 回答票 ${view.sheet.sheetNo}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${view.sheet.sheetNo}`, href: sheetPath(view) },
        { title: 'CSV' },
      ]}
      sample={props.sample}
    >
      <section class="dads-section">
        <h2>書き出す</h2>
        <p>今の回答と、記入済みの内容が入ります。庁内のメモと根拠資料は入りません。</p>
        <ul class="dads-list">
          <li>
            <a href={sheetPath(view, '/answers.csv')}>CSV（UTF-8、BOM付き）</a>
          </li>
          <li>
            <a href={sheetPath(view, '/answers.csv?encoding=shift_jis')}>CSV（Shift_JIS）</a>
          </li>
        </ul>
      </section>
      <section class="dads-section">
        <h2>列の意味</h2>
        <ul class="dads-list">
          <li>「回答票番号」「団体コード」「設問番号」は、そのまま残してください。</li>
          <li>「回答」には、選択肢の言葉か番号、数値、日付、文を書きます。</li>
          <li>複数の選択肢は「；」で区切ります。</li>
          <li>割合の設問は、「総数」と「内数」の2行に分かれます。</li>
          <li>空欄は取消しではありません。取り消すときは「取消」と書きます。</li>
        </ul>
      </section>
      {props.mayAnswer ? (
        <section class="dads-section">
          <h2>読み込む</h2>
          <p>次の画面で、今の回答との違いを確かめてから取り込みます。</p>
          <form
            method="post"
            action={`${sheetPath(view, '/uploads')}?csrf=${encodeURIComponent(props.csrf)}`}
            enctype="multipart/form-data"
          >
            <FileField
              name="file"
              label="CSVのファイル"
              hint="UTF-8かShift_JIS。10 MBまで"
              accept=".csv,text/csv"
              required
            />
            <Button>内容を確かめる</Button>
          </form>
        </section>
      ) : null}
    </Page>
  );
}
