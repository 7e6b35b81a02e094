import type { Brand } from '#contracts/brand.ts';
import type { CopyChannel, CopyLanguage } from '#core/copy/check/copy.ts';
import type { MessageFrame } from '#core/copy/render/render-message.ts';

/** What the brand puts around every message of a channel in a language. */
export function messageFrame(
  { sender, optOut, law }: Brand,
  channel: CopyChannel,
  language: CopyLanguage,
): MessageFrame {
  return {
    sender: `${sender.name} ${sender.contact}`,
    optOut: {
      push: wayOut(optOut.push, 'push', language),
      email: wayOut(optOut.email, 'email', language),
      sms: wayOut(optOut.sms, 'sms', language),
    },
    isAiLabelled: law.aiLabel[channel],
    isLabelled: true,
  };
}

const HANGUL = /\p{Script=Hangul}/u;
/** Where a brand that names its way out in Korean alone leads who reads English. */
const IN_ENGLISH: Readonly<Record<CopyChannel, string>> = {
  push: 'notification settings of the app',
  email: 'the link in this e-mail',
  sms: 'the free number',
};

function wayOut(way: Brand['optOut'][CopyChannel], channel: CopyChannel, language: CopyLanguage): string {
  if (typeof way !== 'string') return way[language];
  return language === 'en' && HANGUL.test(way) ? `${IN_ENGLISH[channel]} (${way})` : way;
}
