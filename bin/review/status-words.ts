import type { AppealPoint } from '#core/copy/appeal/appeal-point.ts';
import type { Author } from '#core/copy/approved-copy.ts';
import type { CopySet, SetVariant } from '#core/copy/variants/copy-set.ts';
import type { PersonaAction } from '#core/personas/persona-record.ts';
import type { Said } from '../said.ts';

type Status =
  | AppealPoint['status']
  | CopySet['status']
  | NonNullable<CopySet['failure']>
  | SetVariant['status']
  | PersonaAction['kind'];

const KOREAN: Readonly<Record<Status, string>> = {
  proposed: '제안됨',
  accepted: '채택됨',
  rejected: '반려됨',
  waiting: '검토 대기',
  decided: '결정됨',
  lapsed: '기한 지남',
  failed: '실패',
  refused: '모델이 거절함',
  truncated: '답변이 잘림',
  malformed: '답변 형식이 틀림',
  passed: '통과',
  duplicate: '중복',
  approved: '승인됨',
  accept: '채택',
  rename: '이름 변경',
  reject: '반려',
  merge: '합침',
  split: '나눔',
};

/** Where something under review stands, or what was done about it. */
export function statusWords(status: Status): Said {
  return { en: status, ko: KOREAN[status] };
}

/** Who wrote something. */
export const AUTHORS: Readonly<Record<Author, Said>> = {
  person: { en: 'person', ko: '사람' },
  model: { en: 'model', ko: '모델' },
  person_picks_models: { en: 'person, from the model’s', ko: '사람이 모델 안에서 고름' },
};
