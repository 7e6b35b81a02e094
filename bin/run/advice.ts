import type { Said } from '../said.ts';

const LATER: Said = {
  en: 'It was tried again and still did not answer. Run it once more; what ended well is kept or found unchanged.',
  ko: '다시 시도했지만 응답이 없었습니다. 한 번 더 실행하십시오. 이미 끝난 것은 그대로입니다.',
};
const PERSON: Said = {
  en: 'Trying again does not help: mend what the message names, then run it again.',
  ko: '다시 실행해도 같습니다. 메시지가 가리키는 것을 고친 뒤 다시 실행하십시오.',
};

const ADVICE: Readonly<Record<string, Said>> = {
  UnavailableError: LATER,
  ConflictError: LATER,
  InputError: PERSON,
  RefusedError: PERSON,
  DomainError: PERSON,
  'States.Timeout': {
    en: 'It took longer than it may. Look which state it stood in: the one that was not left.',
    ko: '허용된 시간을 넘겼습니다. 빠져나오지 못한 상태를 살펴보십시오.',
  },
  'States.ExceedToleratedFailureThreshold': {
    en: 'Too many items of a map failed. The log of the function that the map calls says why.',
    ko: '맵에서 실패한 항목이 너무 많습니다. 맵이 부르는 함수의 로그에 이유가 있습니다.',
  },
};

const OTHERWISE: Said = {
  en: 'See docs/runbooks.md#executions-failed.',
  ko: 'docs/runbooks.md#executions-failed 를 보십시오.',
};

/** What to do about a failed run. */
export function adviceFor(error: string | undefined): Said {
  return ADVICE[error ?? ''] ?? OTHERWISE;
}
