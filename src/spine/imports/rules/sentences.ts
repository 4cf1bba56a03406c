/** One Japanese sentence for each code of this part. */
export const RECOGNITION_SENTENCES = {
  'unknown-kind': (detail: Readonly<Record<string, string>>) =>
    `何の表か分かりませんでした。取り込める資料は次の${detail.count}種類です: ${detail.kinds}。`,
  'two-kinds': (detail: Readonly<Record<string, string>>) =>
    `「${detail.first}」と「${detail.second}」のどちらか決められません。元の資料のままの表を選んでください。`,
} as const;

export type RunRefusal =
  | 'unknown-run'
  | 'wrong-state'
  | 'bad-day'
  | 'future-day'
  | 'unknown-body'
  | 'no-files'
  | 'already-undone';

export const RUN_REFUSALS: Readonly<
  Record<RunRefusal, { readonly status: 400 | 404 | 409 | 422; readonly sentence: string }>
> = {
  'unknown-run': { status: 404, sentence: 'この番号の取込はありません。' },
  'wrong-state': {
    status: 409,
    sentence: '状態が変わったため、この操作はできません。今の状態を確かめてください。',
  },
  'bad-day': {
    status: 422,
    sentence: '基準日を読めません。「2023-04-01」「令和5年4月1日」のように書いてください。',
  },
  'future-day': { status: 422, sentence: '基準日が今日より後です。資料の基準日を確かめてください。' },
  'unknown-body': {
    status: 422,
    sentence: 'その団体コードは、その日の台帳にありません。6桁の団体コードを確かめてください。',
  },
  'no-files': { status: 422, sentence: 'ファイルが選ばれていません。取り込むファイルを選んでください。' },
  'already-undone': { status: 409, sentence: 'この取込は、すでに取り消されています。' },
};

export const INTERRUPTED =
  '取込の途中でデータベースかしるべが止まりました。一件も保存されていません。もう一度取り込んでください。';
export const FAILED = '取込の途中で異常が起きました。一件も保存されていません。もう一度取り込んでください。';
