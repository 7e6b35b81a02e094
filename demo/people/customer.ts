import type { Strengths } from '../catalogue/attributes.ts';
import type { CategoryId } from '../catalogue/categories.ts';
import type { HourBump } from './hours.ts';
import type { PersonaId } from './persona.ts';
import type { ResponseNature } from './response.ts';

export type Channel = 'push' | 'email' | 'sms';
export type Purpose = 'marketing' | 'marketing_night' | 'analytics' | 'location' | 'third_party';

/** How a person's orders follow each other. */
export type Rhythm =
  | { readonly kind: 'regular'; readonly meanDays: number; readonly shape: number }
  | {
      readonly kind: 'clumpy';
      /** Mean days between the orders that start a burst. */
      readonly backgroundDays: number;
      /** Orders that each order brings forth, < 1. */
      readonly offspring: number;
      readonly medianDelayDays: number;
    }
  | {
      readonly kind: 'seasonal';
      readonly medianDays: number;
      readonly sigma: number;
      readonly peakDayOfYear: number;
      readonly amplitude: number;
    };

export interface Device {
  readonly id: string;
  readonly kind: 'ios' | 'android' | 'web';
  /** How far its clock is wrong, milliseconds; 0 for almost all. */
  readonly clockErrorMs: number;
  readonly pushToken: string | undefined;
}

export interface Consent {
  readonly purpose: Purpose;
  /** `all` for purposes that know no channel. */
  readonly channel: Channel | 'all';
  readonly granted: boolean;
  readonly atMs: number;
}

/** Everything that is true of a person before they do anything. */
export interface Customer {
  readonly index: number;
  readonly id: string;
  readonly nameKo: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly loyaltyNumber: string | undefined;
  readonly language: 'ko' | 'en';
  readonly zone: string;
  readonly joinedMs: number;
  readonly homeStoreId: string;
  readonly app: Device | undefined;
  readonly web: Device;
  readonly consents: readonly Consent[];
  readonly latent: Latent;
}

/** The hidden half: what models are to find, and no product code may read. */
export interface Latent {
  readonly persona: PersonaId;
  readonly rhythm: Rhythm;
  readonly hours: readonly HourBump[];
  readonly likes: Strengths;
  readonly shops: Readonly<Partial<Record<CategoryId, number>>>;
  /** How fast packs empty against an average user. */
  readonly useRate: number;
  readonly priceSensitivity: number;
  readonly habit: number;
  readonly variety: number;
  /** Mean products in a basket, > 1. */
  readonly basket: number;
  readonly channelShares: { readonly app: number; readonly web: number; readonly store: number };
  readonly signals: { readonly interest: number; readonly consideration: number; readonly imminent: number };
  readonly browsesPerMonth: number;
  readonly giftShare: number;
  readonly reviewShare: number;
  /** The day on which they leave the brand for good, unless they hear from it. */
  readonly lapsesMs: number;
  readonly response: ResponseNature;
  readonly household: 'alone' | 'family-phone' | 'shared-device';
}

/** Did they grant it, on any channel, by their newest word at that instant? */
export function hasGranted(customer: Customer, purpose: Purpose, atMs: number): boolean {
  const said = customer.consents.filter((consent) => consent.purpose === purpose && consent.atMs <= atMs);
  return said.some((consent) => consent.granted && !isWithdrawn(consent, said));
}

function isWithdrawn(consent: Consent, said: readonly Consent[]): boolean {
  return said.some(
    (other) => other.channel === consent.channel && !other.granted && other.atMs > consent.atMs,
  );
}
