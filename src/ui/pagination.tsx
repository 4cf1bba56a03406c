/** ページネーション: first, last, and the two on each side; `page` counts from 1. Nothing for one page. */
export function Pagination(props: {
  page: number;
  pages: number;
  href: (page: number) => string;
  label?: string;
}) {
  if (props.pages <= 1) return null;
  return (
    <nav class="dads-pagination" aria-label={props.label ?? 'ページ送り'}>
      <ul>
        {props.page > 1 ? (
          <li>
            <a class="dads-pagination__step" rel="prev" href={props.href(props.page - 1)}>
              前のページ
            </a>
          </li>
        ) : null}
        {pageNumbers(props.page, props.pages).map((entry) =>
          typeof entry === 'string' ? (
            <li key={entry} class="dads-pagination__gap" aria-hidden="true">
              …
            </li>
          ) : (
            <li key={entry}>
              <a
                href={props.href(entry)}
                aria-label={`${entry}ページ目`}
                aria-current={entry === props.page ? 'page' : undefined}
              >
                {entry}
              </a>
            </li>
          ),
        )}
        {props.page < props.pages ? (
          <li>
            <a class="dads-pagination__step" rel="next" href={props.href(props.page + 1)}>
              次のページ
            </a>
          </li>
        ) : null}
      </ul>
      <p>
        全{props.pages}ページ中{props.page}ページ目
      </p>
    </nav>
  );
}

function pageNumbers(page: number, pages: number): (number | string)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const sorted = [...new Set(near)].sort((a, b) => a - b);
  return sorted.flatMap((number, index) => {
    const before = sorted[index - 1];
    return before !== undefined && number - before > 1 ? [`gap-${number}`, number] : [number];
  });
}
