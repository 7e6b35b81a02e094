import type { ReceiptStatus } from './receipt.ts';

/** A sentence for people. */
export interface Sentence {
  readonly ko: string;
  readonly en: string;
}

interface Reason extends Sentence {
  /** What a receipt with this reason says became of the message; `pending` reasons stand in no receipt. */
  readonly status: Exclude<ReceiptStatus, 'accepted'> | 'pending';
}

const suppressed = (en: string, ko: string): Reason => ({ status: 'suppressed', en, ko });
const failed = (en: string, ko: string): Reason => ({ status: 'failed', en, ko });
const unknown = (en: string, ko: string): Reason => ({ status: 'unknown', en, ko });
const pending = (en: string, ko: string): Reason => ({ status: 'pending', en, ko });

/** Every reason for which a planned message is not, or not yet, accepted. */
export const deliveryReasons = {
  expired: suppressed(
    'Its window ended before it could be sent.',
    '보낼 수 있는 시간이 지나서 보내지 않았습니다.',
  ),
  no_law_pack: suppressed(
    'The campaign names a jurisdiction or a cap that no law pack covers.',
    '캠페인의 관할 국가나 발송 한도를 다루는 법규 팩이 없습니다.',
  ),
  unknown_zone: suppressed(
    'The time zone of the person is unknown, and the operator named none to fall back on.',
    '고객의 시간대를 알 수 없고, 운영자가 지정한 대체 시간대도 없습니다.',
  ),
  already_claimed: suppressed(
    'The person already gets this campaign under another customer key.',
    '같은 고객이 다른 고객 키로 이 캠페인을 이미 받습니다.',
  ),
  no_consent: suppressed(
    'Consent to marketing on this channel was not in force.',
    '이 채널의 마케팅 수신 동의가 유효하지 않았습니다.',
  ),
  consent_unconfirmed: suppressed(
    'The consent is two years old and was not confirmed to the person again.',
    '동의 후 2년이 지났으나 수신동의 사실을 다시 알리지 않았습니다.',
  ),
  quiet_hours: suppressed(
    'It was night where the person lives, without consent to messages at night.',
    '고객 지역이 야간이었고 야간 수신 동의가 없었습니다.',
  ),
  frequency_cap: suppressed(
    'The person already got as many messages as the cap allows.',
    '고객이 이미 발송 한도만큼 메시지를 받았습니다.',
  ),
  ledger_full: suppressed(
    'Too many messages to this person are under way.',
    '이 고객에게 진행 중인 메시지가 너무 많습니다.',
  ),
  cancelled: suppressed('The campaign was cancelled.', '캠페인이 취소되었습니다.'),
  other_plan: suppressed(
    'The message belongs to another plan than the one that was approved.',
    '승인된 계획이 아닌 다른 계획의 메시지입니다.',
  ),
  held_out: suppressed(
    'Held out on purpose, so that what the others do can be compared.',
    '효과를 비교하기 위해 일부러 보내지 않은 고객입니다.',
  ),
  overtaken: suppressed(
    'What the message was about has happened meanwhile: an order or a checkout.',
    '메시지로 권하려던 주문이나 결제가 이미 진행되었습니다.',
  ),
  no_address: suppressed(
    'No address of the person is known on this channel.',
    '이 채널로 연락할 고객의 주소가 없습니다.',
  ),
  suppressed_address: suppressed(
    'The address is on the list of opt-outs.',
    '수신 거부 목록에 있는 주소입니다.',
  ),
  budget_exhausted: suppressed('The budget was used up.', '예산을 모두 사용했습니다.'),
  copy_missing: suppressed('The approved copy was not found.', '승인된 문구를 찾을 수 없습니다.'),
  slot_missing: suppressed(
    'A slot of the copy could not be filled for this person.',
    '이 고객에게 맞게 채울 수 없는 문구 항목이 있습니다.',
  ),
  label_missing: suppressed(
    'The advertising label, the sender or the opt-out is missing from the message.',
    '메시지에 (광고) 표시, 발신자 또는 수신 거부 안내가 없습니다.',
  ),
  too_long: suppressed(
    'With its slots filled the message is longer than the channel carries.',
    '항목을 채운 메시지가 채널의 길이 제한을 넘습니다.',
  ),
  not_sendable: suppressed(
    'The message has characters that the channel cannot carry.',
    '채널이 보낼 수 없는 문자가 메시지에 있습니다.',
  ),
  offer_missing: suppressed(
    'The offer that the message carries is not known.',
    '메시지에 담을 혜택을 찾을 수 없습니다.',
  ),
  offer_over: suppressed('The offer’s time was over.', '혜택의 유효 기간이 지났습니다.'),
  offer_used_up: suppressed('The offer’s codes were used up.', '혜택의 코드가 모두 소진되었습니다.'),
  throttled: failed(
    'The provider was too busy, and the repeats that we allow ourselves were used up.',
    '발송사가 혼잡했고 허용된 재시도를 모두 사용했습니다.',
  ),
  service_down: failed(
    'The provider was down, and the repeats that we allow ourselves were used up.',
    '발송사가 중단되었고 허용된 재시도를 모두 사용했습니다.',
  ),
  dead_address: failed('The device or address no longer exists.', '기기나 주소가 더 이상 존재하지 않습니다.'),
  opted_out: failed(
    'The provider has the person on its list of opt-outs.',
    '발송사의 수신 거부 목록에 있는 고객입니다.',
  ),
  invalid_address: failed('The provider does not take this address.', '발송사가 받아들이지 않는 주소입니다.'),
  invalid_message: failed(
    'The provider does not take this message.',
    '발송사가 받아들이지 않는 메시지입니다.',
  ),
  not_allowed: failed(
    'The provider does not let us send: a right, a registration or its spending limit is missing.',
    '권한, 발신 등록 또는 지출 한도 문제로 발송사가 발송을 허용하지 않았습니다.',
  ),
  not_delivered: failed(
    'The provider reported that the message did not arrive.',
    '발송사가 메시지가 도착하지 않았다고 알렸습니다.',
  ),
  no_answer: unknown(
    'The provider was asked and did not answer: it may have been sent, so it is not sent again.',
    '발송사가 응답하지 않아 발송 여부를 알 수 없으므로 다시 보내지 않습니다.',
  ),
  server_error: unknown(
    'The provider failed while it was asked: it may have been sent, so it is not sent again.',
    '발송 요청 중 발송사에 오류가 나서 발송 여부를 알 수 없으므로 다시 보내지 않습니다.',
  ),
  interrupted: unknown(
    'The worker stopped between claim and receipt: it may have been sent, so it is not sent again.',
    '발송 작업이 중간에 멈춰 발송 여부를 알 수 없으므로 다시 보내지 않습니다.',
  ),
  paused: pending('The campaign is paused.', '캠페인이 일시 중지되었습니다.'),
  not_applied: pending('The campaign was not applied yet.', '캠페인이 아직 적용되지 않았습니다.'),
  channel_off: pending('The channel is switched off.', '채널이 꺼져 있습니다.'),
  provider_failing: pending(
    'The provider is failing: sending pauses for half a minute.',
    '발송사 장애로 30초 동안 발송을 멈춥니다.',
  ),
  rate: pending('The sending rate is used up for the moment.', '현재 발송 속도 한도에 도달했습니다.'),
  under_way: pending('Another worker is sending it.', '다른 작업이 보내고 있습니다.'),
  stale_read: pending(
    'The ledger could not be read shortly enough before the call.',
    '발송 직전에 원장을 제때 읽지 못했습니다.',
  ),
} as const satisfies Record<string, Reason>;

/** A reason by its name. */
export type DeliveryReason = keyof typeof deliveryReasons;

/** The sentence of a reason. */
export function deliverySentence(reason: DeliveryReason): Sentence {
  const { ko, en } = deliveryReasons[reason];
  return { ko, en };
}

/** What became of a message that surely was not accepted for this reason. */
export function statusOfReason(reason: string): Exclude<ReceiptStatus, 'accepted'> {
  const known: Reason | undefined = Object.hasOwn(deliveryReasons, reason)
    ? deliveryReasons[reason as DeliveryReason]
    : undefined;
  return known === undefined || known.status === 'pending' ? 'suppressed' : known.status;
}
