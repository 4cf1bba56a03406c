/** Which municipalities of an area a page shows, and in which order; read from the address. */
export interface AreaView {
  readonly kind: string;
  readonly show: 'all' | 'late' | 'needs';
  readonly sort: 'code' | 'late' | 'needs';
  readonly page: number;
}

export const KINDS: Readonly<Record<string, string>> = {
  'special-ward': '特別区',
  city: '市',
  town: '町',
  village: '村',
};

export const SHOWN: Readonly<Record<AreaView['show'], string>> = {
  all: 'すべて',
  late: '遅れのある団体',
  needs: '根拠も申告もない取組のある団体',
};

export const SORTS: Readonly<Record<AreaView['sort'], string>> = {
  code: '団体コード順',
  late: '遅れの多い順',
  needs: '「なし」の多い順',
};

export function readAreaView(query: (name: string) => string | undefined): AreaView {
  const kind = query('kind') ?? '';
  const show = query('show') ?? '';
  const sort = query('sort') ?? '';
  const page = query('page') ?? '';
  return {
    kind: Object.hasOwn(KINDS, kind) ? kind : '',
    show: show === 'late' || show === 'needs' ? show : 'all',
    sort: sort === 'late' || sort === 'needs' ? sort : 'code',
    page: /^[1-9]\d{0,2}$/.test(page) ? Number(page) : 1,
  };
}

interface Sorted {
  readonly body: { readonly bodyCode: string; readonly kind: string };
  readonly late: number;
  readonly needs: number;
}

/** Those that are asked for, in the asked order; equal ones by code. */
export function chosen<Body extends Sorted>(bodies: readonly Body[], view: AreaView): readonly Body[] {
  const { sort } = view;
  return bodies
    .filter((one) => view.kind === '' || one.body.kind === view.kind)
    .filter((one) => view.show === 'all' || one[view.show] > 0)
    .sort(
      (a, b) => (sort === 'code' ? 0 : b[sort] - a[sort]) || (a.body.bodyCode < b.body.bodyCode ? -1 : 1),
    );
}
