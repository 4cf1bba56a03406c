import type { Form } from '../../http/form-fields.ts';
import { PASSWORD_MIN, type PasswordFault, passwordFault } from '../rules.ts';
import type { FieldError } from '../views.ts';

export const BUSY = 'ただいま混み合っています。1分ほど待ってから、もう一度送ってください。';

const SENTENCES: Readonly<Record<PasswordFault, string>> = {
  'too-short': `新しいパスワードは${PASSWORD_MIN}文字以上にしてください。`,
  'too-long': '新しいパスワードは256文字以内にしてください。',
  'like-login-name': '新しいパスワードに利用者IDを含めないでください。',
  'too-plain': '同じ文字や並びの繰り返しは使えません。別の言葉を組み合わせてください。',
};

/** Fields `newPassword` and `newPasswordAgain`. */
export function newPasswordErrors(form: Pick<Form, 'text'>, loginName: string): readonly FieldError[] {
  const password = form.text('newPassword');
  const fault = passwordFault(password, loginName);
  if (fault !== null) return [{ field: 'newPassword', message: SENTENCES[fault] }];
  if (form.text('newPasswordAgain') !== password) {
    return [{ field: 'newPasswordAgain', message: '2回の入力が一致していません。' }];
  }
  return [];
}
