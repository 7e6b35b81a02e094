import type { Contact } from './contact.ts';
import type { IdentifierKind } from './identifier.ts';
import { foldText, normaliseEmail, normalisePhone } from './normalise-identifier.ts';

/** An address in the one spelling in which it is kept, and the kind under which it is hashed. */
export interface ContactAddress {
  readonly kind: Extract<IdentifierKind, 'email' | 'phone' | 'token'>;
  readonly normal: string;
}

/** The same for every source of an address: what the front door keeps, what files bring, what is looked up. */
export function contactAddress(channel: Contact['channel'], address: string): ContactAddress {
  switch (channel) {
    case 'email':
      return { kind: 'email', normal: normaliseEmail(address) };
    case 'sms':
      return { kind: 'phone', normal: normalisePhone(address) ?? foldText(address) };
    case 'push':
      return { kind: 'token', normal: address.trim() };
  }
}
