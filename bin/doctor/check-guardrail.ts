import type { FoundGuardrail } from '#app/ports/guardrails.ts';
import type { Brand } from '#contracts/brand.ts';
import type { Said } from '../said.ts';
import type { Check } from './check.ts';

/** What the brand says of its guardrail, and what the service has. */
export interface GuardrailState {
  readonly wanted: NonNullable<Brand['copy']['guardrail']>;
  readonly languages: Brand['copy']['languages'];
  /** Undefined where the service has none of that id and version. */
  readonly found: FoundGuardrail | undefined;
}

const name: Said = { en: 'guardrail', ko: '가드레일' };

/** Does the guardrail that the brand names exist, is it ready, and does it read the brand's languages as the brand says? */
export function checkGuardrail(state: GuardrailState | undefined): readonly Check[] {
  if (state === undefined) return [];
  const { id, version } = state.wanted;
  const label = `${id} ${version}`;
  const fault = faultOf(state);
  const detail =
    fault === undefined
      ? { en: label, ko: label }
      : { en: `${label}: ${fault.en}`, ko: `${label}: ${fault.ko}` };
  return [{ name, verdict: fault === undefined ? 'ok' : 'fail', detail }];
}

function faultOf({ found, languages }: GuardrailState): Said | undefined {
  if (found === undefined)
    return {
      en: 'the service has no such guardrail or version; no copy can be written',
      ko: '그런 가드레일이나 버전이 없어 카피를 쓸 수 없습니다',
    };
  if (!found.isReady) return { en: 'not ready', ko: '준비되지 않았습니다' };
  const readsKorean = found.isStandard && found.isCrossRegion;
  if (languages.includes('ko') && !readsKorean)
    return {
      en: 'does not read Korean, whatever the brand says: Standard tier with cross-Region inference is needed',
      ko: '브랜드 설정과 달리 한국어를 읽지 못합니다. Standard 등급과 리전 간 추론이 필요합니다',
    };
  return undefined;
}
