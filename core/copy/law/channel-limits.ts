import type { CopyChannel, CopyField } from '../check/copy.ts';

/** How long a field may be, in characters as people count them. */
export interface FieldLimit {
  readonly maxCharacters: number;
  readonly reason: string;
}

/** Limits of titles and bodies by channel; text messages are counted in parts instead. */
export const FIELD_LIMITS: Readonly<Record<CopyChannel, Partial<Record<CopyField, FieldLimit>>>> = {
  push: {
    title: { maxCharacters: 65, reason: 'Android shows 65 characters of a title' },
    body: { maxCharacters: 178, reason: 'iOS cuts notifications after 178 characters, Android after 240' },
  },
  email: {
    title: {
      maxCharacters: 100,
      reason: 'RFC 5322 asks for lines of at most 78 octets; mail apps cut subjects before 100',
    },
    body: { maxCharacters: 20_000, reason: 'Gmail clips messages above about 100 KB' },
  },
  sms: {},
};

/** How a text message is counted. */
export const SMS_LIMITS = {
  /** GSM 03.38: one part, and each of several. */
  gsm: { single: 160, part: 153 },
  /** UCS-2: one part, and each of several. */
  ucs2: { single: 70, part: 67 },
  /** Copy fits one part; with label, sender and opt-out put in, the message may need a second. */
  maxParts: { copy: 1, rendered: 2 },
  /** What Korean carriers put in front, counted with the message. */
  carrierPrefix: '[Web발신]\n',
  source: '3GPP TS 23.038, TS 23.040; 전기통신사업법 시행령, [Web발신] 표시',
} as const;

/** Characters of GSM 03.38 that take one septet, then those that take two. */
export const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
export const GSM_EXTENDED = '^{}\\[~]|€';
