import type { CopyChannel, CopyLanguage } from '#core/copy/check/copy.ts';
import { SMS_LIMITS } from '#core/copy/law/channel-limits.ts';
import { krLabel } from '#core/copy/law/kr-label.ts';
import { fillSlots, type SlotValues } from '#core/copy/render/fill-slots.ts';
import { type SmsSize, smsSize } from '#core/copy/render/sms-parts.ts';

/** What the renderer needs of a copy; `ApprovedCopy` has it all. */
export interface RenderedCopy {
  readonly channel: CopyChannel;
  readonly language: CopyLanguage;
  readonly title: string;
  readonly preheader: string;
  readonly body: string;
}

/** What the law wants in every message, from the brand's settings. */
export interface MessageFrame {
  /** Brand and contact, such as `루나뷰티 1588-0000`. */
  readonly sender: string;
  /** By channel: a settings path, a page, an 080 number. */
  readonly optOut: Readonly<Record<CopyChannel, string>>;
  /** Say that a machine helped to write it? A switch per channel. */
  readonly isAiLabelled: boolean;
  /** What a coupon is worth, its code and its last day; undefined where there is none. */
  readonly offerLine?: string | undefined;
  /** Is it advertising in Korea? Then `(광고)` comes first. */
  readonly isLabelled: boolean;
}

/** A message as a person gets it. */
export interface RenderedMessage {
  /** Push title or e-mail subject; empty for SMS. */
  readonly title: string;
  readonly preheader: string;
  readonly body: string;
  /** For SMS: its size with the carrier's prefix. */
  readonly sms: SmsSize | undefined;
}

const AI_NOTE = { ko: 'AI의 도움으로 작성했습니다.', en: 'Written with the help of AI.' } as const;
const SMS_AI_NOTE = { ko: 'AI 작성', en: 'AI-written' } as const;

function optOutLine(channel: CopyChannel, way: string, language: CopyLanguage): string {
  if (language === 'en') return channel === 'push' ? `To turn off: ${way}` : `Unsubscribe free: ${way}`;
  if (channel === 'push') return `수신거부: ${way}`;
  return channel === 'sms' ? `무료거부 ${way}` : `무료 수신거부: ${way}`;
}

/**
 * Fills the slots and puts in what cannot be left out: the label before everything else, sender, contact and the way to
 * opt out at the end. For SMS the carrier's `[Web발신]` is counted but not written: the carrier writes it.
 */
export function renderMessage(copy: RenderedCopy, values: SlotValues, frame: MessageFrame): RenderedMessage {
  const { channel, language } = copy;
  const fill = (text: string): string => fillSlots(text, values, language);
  const label = frame.isLabelled ? `${krLabel.label} ` : '';
  const way = optOutLine(channel, frame.optOut[channel], language);
  const offer = frame.offerLine === undefined ? [] : [frame.offerLine];
  if (channel === 'sms') {
    const note = frame.isAiLabelled ? [SMS_AI_NOTE[language]] : [];
    const body = [`${label}${frame.sender}`, fill(copy.body), ...offer, ...note, way].join('\n');
    const prefix = frame.isLabelled ? SMS_LIMITS.carrierPrefix : '';
    return { title: '', preheader: '', body, sms: smsSize(prefix + body) };
  }
  const note = frame.isAiLabelled ? [AI_NOTE[language]] : [];
  const foot = channel === 'push' ? [`${frame.sender} ${way}`] : [frame.sender, way];
  return {
    title: `${label}${fill(copy.title)}`,
    preheader: fill(copy.preheader),
    body: [fill(copy.body), ...offer, ...(channel === 'push' ? [] : ['']), ...note, ...foot].join('\n'),
    sms: undefined,
  };
}
