/** What a quality rule or alarm means, for people. */
export interface QualitySentence {
  readonly ko: string;
  readonly en: string;
}

const SENTENCES: Readonly<Record<string, QualitySentence>> = {
  duplicate: {
    ko: '같은 메시지가 다시 왔습니다(한 번만 셌습니다).',
    en: 'The same message came again; it was counted once.',
  },
  missing_field: {
    ko: '있어야 할 항목이 비어 있습니다.',
    en: 'A field that this event should have is missing.',
  },
  clamped_time: {
    ko: '있을 수 없는 시각이어서 범위 안으로 옮겼습니다.',
    en: 'The time was impossible and was moved into range.',
  },
  negative_value: { ko: '금액이나 시간이 음수입니다.', en: 'An amount or a duration is negative.' },
  outlier_amount: {
    ko: '이 출처의 평소 금액과 크게 다릅니다.',
    en: 'The amount is far from what this source usually sends.',
  },
  outlier_dwell: {
    ko: '이 출처의 평소 체류 시간과 크게 다릅니다.',
    en: 'The dwell time is far from what this source usually sends.',
  },
  outlier_rate: {
    ko: '한 고객이 평소보다 훨씬 많은 이벤트를 보냈습니다.',
    en: 'One customer sent far more events than is usual.',
  },
  corrected_dwell_ms: {
    ko: '체류 시간을 밀리초에서 초로 바꿨습니다.',
    en: 'Dwell time was turned from milliseconds into seconds.',
  },
  corrected_dwell_min: {
    ko: '체류 시간을 분에서 초로 바꿨습니다.',
    en: 'Dwell time was turned from minutes into seconds.',
  },
  corrected_distance_km: {
    ko: '거리를 킬로미터에서 미터로 바꿨습니다.',
    en: 'Distance was turned from kilometres into metres.',
  },
  corrected_distance_ft: {
    ko: '거리를 피트에서 미터로 바꿨습니다.',
    en: 'Distance was turned from feet into metres.',
  },
  corrected_source_unit: {
    ko: '출처에 정해 둔 단위로 환산했습니다.',
    en: "A value was converted from the source's declared unit.",
  },
  corrected_number_text: {
    ko: '글자로 온 숫자를 숫자로 읽었습니다.',
    en: 'A number written as text was read as a number.',
  },
  corrected_currency_code: {
    ko: '통화를 표준 코드로 바꿨습니다.',
    en: 'A currency was turned into its standard code.',
  },
  silent_source: {
    ko: '평소라면 왔어야 할 이벤트가 오지 않습니다.',
    en: 'Events that usually come at this time do not come.',
  },
  lagging_source: {
    ko: '이벤트가 평소보다 훨씬 늦게 도착합니다.',
    en: 'Events arrive much later than usual.',
  },
};

/** The sentence for a rule's id; an id without one stands for itself. */
export function qualitySentence(rule: string): QualitySentence {
  return Object.hasOwn(SENTENCES, rule) ? (SENTENCES[rule] as QualitySentence) : { ko: rule, en: rule };
}
