/** Where this server makes no PDFs. */
export function NoPdf() {
  return <p>この機種のサーバーではPDFを作れません。ブラウザーの印刷で、PDFに保存できます。</p>;
}
