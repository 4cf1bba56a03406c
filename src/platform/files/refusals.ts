import type { Refusal } from '../../core/result.ts';

/** Why a file is not read. Each code has one or two Japanese sentences. */
export type FileRefusalCode =
  | 'file-empty'
  | 'file-too-large'
  | 'file-is-pdf'
  | 'file-is-old-xls'
  | 'file-is-encrypted'
  | 'file-is-not-a-table'
  | 'file-is-not-a-workbook'
  | 'file-encoding'
  | 'file-bad-csv'
  | 'file-bad-json'
  | 'file-bad-workbook'
  | 'file-too-many-cells'
  | 'zip-too-many-entries'
  | 'zip-too-large'
  | 'zip-ratio'
  | 'file-needs-memory'
  | 'file-timeout';

export type FileRefusal = Refusal<FileRefusalCode>;

const SENTENCES: Readonly<Record<FileRefusalCode, string>> = {
  'file-empty': 'ファイルが空です。中身のあるファイルを選び直してください。',
  'file-too-large': 'ファイルが大きすぎます（上限 {limit}）。必要な表だけのファイルにしてください。',
  'file-is-pdf': '中身は PDF です。表の元データ（CSV か .xlsx）を選んでください。',
  'file-is-old-xls':
    '古い形式の Excel ファイル（.xls）です。Excel で開き、「名前を付けて保存」で .xlsx にしてください。',
  'file-is-encrypted': 'パスワード付きのファイルは読めません。パスワードを外して .xlsx で保存してください。',
  'file-is-not-a-table': '表のファイルではありません（中身は {found}）。CSV、.xlsx、JSON を選んでください。',
  'file-is-not-a-workbook':
    'Excel ファイル（.xlsx）ではありません（中身は {found}）。元の表を .xlsx か CSV で選んでください。',
  'file-encoding': '文字コードが UTF-8 でも Shift_JIS でもありません。UTF-8 の CSV で保存し直してください。',
  'file-bad-csv': 'CSV として読めません（{line} 行目付近）。引用符が閉じているか確かめてください。',
  'file-bad-json': 'JSON として読めません。ファイルが途中で切れていないか確かめてください。',
  'file-bad-workbook': 'Excel ファイルとして読めません。Excel で開き、.xlsx で保存し直してください。',
  'file-too-many-cells': '表が大きすぎます（上限 {limit} セル）。表を分けてください。',
  'zip-too-many-entries':
    'ファイルの中の部品が多すぎます（{found} 個、上限 {limit} 個）。読み込みをやめました。',
  'zip-too-large': '展開すると {found} になるため、読み込みをやめました（上限 {limit}）。',
  'zip-ratio': '圧縮率が異常に高いため、読み込みをやめました（{found} 倍、上限 {limit} 倍）。',
  'file-needs-memory': '読み込みに必要なメモリーが多すぎます。シートを減らすか、表を分けてください。',
  'file-timeout': '読み込みが {limit} 秒で終わりませんでした。表を分けてください。',
};

export function fileRefusalSentence(refusal: FileRefusal): string {
  return SENTENCES[refusal.code].replace(/\{(\w+)\}/g, (_, key: string) => refusal.detail[key] ?? '不明');
}

/** `1.3 GB`, `64 MB`: decimal units, as file managers print them. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}
