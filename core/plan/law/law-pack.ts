import type { ConsentPurpose } from '#core/profiles/ledger.ts';

/** A way to reach a person. */
export type Channel = 'push' | 'email' | 'sms';

/** Hours of the wall clock in which a message needs a consent of its own. */
export interface QuietHours {
  /** First quiet second of the day, 0-86 399. */
  readonly fromSecond: number;
  /** First second that is no longer quiet; smaller than `fromSecond` when the night is in between. */
  readonly toSecond: number;
  readonly exemptChannels: readonly Channel[];
  /** The consent that lifts them. */
  readonly liftedBy: ConsentPurpose;
}

/** What people must be told about their own consent. */
export interface NoticeRules {
  /** Days after somebody consented, refused or withdrew within which they are told what came of it. */
  readonly resultDays: number;
  /** Days after which the fact of a consent is confirmed to them again; until that is done nothing is sent. */
  readonly renewalDays: number;
  readonly source: string;
}

/** Rules of one jurisdiction, as dated data. Pointers for a lawyer, not advice. */
export interface LawPack {
  readonly jurisdiction: string;
  /** ISO date of the reading. */
  readonly readOn: string;
  readonly source: string;
  readonly quietHours: QuietHours;
  readonly notices: NoticeRules;
}

/** Republic of Korea. Network Act art. 50(3): 21:00-08:00 needs separate consent; e-mail is exempt by decree. */
const korea: LawPack = {
  jurisdiction: 'KR',
  readOn: '2026-11-21',
  source:
    'Act on Promotion of Information and Communications Network Utilization, art. 50(3); Enforcement Decree art. 61',
  quietHours: {
    fromSecond: 21 * 3600,
    toSecond: 8 * 3600,
    exemptChannels: ['email'],
    liftedBy: 'marketing_night',
  },
  // Two years, as days: a day early in every other case, never late.
  notices: {
    resultDays: 14,
    renewalDays: 730,
    source: 'the same Act, art. 50(7) and 50(8); Enforcement Decree art. 62-2 and 62-3',
  },
};

/** The packs by jurisdiction. */
export const lawPacks: Readonly<Record<string, LawPack>> = { KR: korea };
