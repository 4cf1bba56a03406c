/** What is done, as the page of the audit says it; the last word of an action decides where the whole has no title. */
const ACTIONS: Readonly<Record<string, string>> = {
  'audit:list': '監査の記録を見る',
  'audit:dispose': '保存期間を過ぎた記録の廃棄',
  'audit:set-retention': '保存期間の設定',
  'audit:erase-name': '氏名の消去',
  'copy:publish': '公開用の写しの作成',
  'notices:send': '通知を送る',
  'notices:receive': '通知の受領',
  'notices:read-file': '通知の添付を見る',
  'surveys:answer.save': '回答の保存',
  'surveys:answer.open': '回答を見る',
  'surveys:answer.keep-text': '期限後などの入力の控え',
  'surveys:decision.record': '決裁の記録',
  'surveys:sheet.hand-in': '提出',
  'surveys:sheet.gather': '確認・取りまとめ',
  'surveys:sheet.return': '差戻し',
  'surveys:sheet.ask-again': '再依頼',
  'surveys:sheet.query': '疑義照会',
  'surveys:sheet.withdraw': '取下げ',
  'surveys:sheet.fix': '確定',
  'surveys:sheet.replace': '差替え',
  'surveys:sheet.export': '回答票の出力',
  'surveys:case.export': '一件書類の出力',
  'surveys:round.send': '調査の送付',
  'surveys:round.fix': '調査回の確定',
  'surveys:round.publish': '調査回の公表',
  'surveys:proxy.enter': '代行入力',
  'surveys:handed-in.read': '提出された回答を見る',
  'surveys:handout.make': '庁内照会',
  'surveys:body-rule.record': '団体の決裁の規則の記録',
  'posts:sample.seed': '見本の職の用意',
  'posts:seat.choose': '在席の選択',
  'posts:seat.add': '在席の登録',
  'posts:seat.end': '在席の終了',
  'posts:recovery.give': '管理者の復旧',
};

/** The code itself where there is no title: a record is shown, whatever it is called. */
export function actionTitle(action: string): string {
  return ACTIONS[action] ?? action;
}
