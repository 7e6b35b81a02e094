import { SECOND_MS } from '../calendar.ts';
import type { Consent, Customer, Device } from '../people/customer.ts';
import { type Draft, track } from './message.ts';

/** Who signs in says who they are; numbers and addresses are made up and reserved. */
export function renderIdentify(customer: Customer, atMs: number): Draft {
  const traits = {
    name: customer.nameKo,
    email: customer.email,
    phone: customer.phone,
    loyalty_number: customer.loyaltyNumber,
  };
  const known = Object.entries(traits).filter(([, value]) => value !== undefined);
  return { type: 'identify', traits: Object.fromEntries(known), atMs };
}

/** Signing up: the browser's past becomes the person's, consents are given, the phone is registered. */
export function renderSignUp(customer: Customer, device: Device, atMs: number): readonly Draft[] {
  const given = customer.consents.filter((consent) => consent.atMs <= customer.joinedMs + SECOND_MS);
  return [
    renderIdentify(customer, atMs),
    { type: 'alias', previousId: device.id, atMs: atMs + SECOND_MS },
    ...given.map((consent, index) => renderConsent(consent, atMs + (2 + index) * SECOND_MS)),
    ...renderDevice(customer, atMs + 20 * SECOND_MS),
  ];
}

export function renderDevice(customer: Customer, atMs: number): readonly Draft[] {
  if (customer.app === undefined) return [];
  const { kind, pushToken } = customer.app;
  return [track(atMs, 'Device Registered', { platform: kind, token: pushToken, app_version: '5.4.0' })];
}

export function renderConsent(consent: Consent, atMs: number): Draft {
  return track(atMs, 'Consent Changed', {
    purpose: consent.purpose,
    channel: consent.channel,
    granted: consent.granted,
    text_version: '2026-03',
    basis: 'consent',
  });
}
