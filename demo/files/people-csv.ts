import type { Brand } from '../create-brand.ts';
import type { Customer } from '../people/customer.ts';
import { type Cell, csv, type FileStyle, flag, instant, phone } from './csv.ts';

/** Where the shop's members can be reached when the stream begins. */
export function contactsCsv(brand: Brand, style: FileStyle = 'iso'): string {
  return csv(
    ['customer_id', 'channel', 'address', 'timezone', 'locale'],
    membersOf(brand).flatMap((customer) => addressesOf(customer, style)),
  );
}

function addressesOf(customer: Customer, style: FileStyle): readonly (readonly Cell[])[] {
  const { email, phone: number, app } = customer;
  const addresses = [
    ['email', email],
    ['sms', number === undefined ? undefined : phone(number, style)],
    ['push', app?.pushToken],
  ] as const;
  const locale = customer.language === 'ko' ? 'ko-KR' : 'en-US';
  return addresses
    .filter(([, address]) => address !== undefined)
    .map(([channel, address]) => [customer.id, channel, address, customer.zone, locale]);
}

/** What members consented to and took back before the stream begins. */
export function consentsCsv(brand: Brand, style: FileStyle = 'iso'): string {
  const rows = membersOf(brand).flatMap((customer) =>
    customer.consents
      .filter((consent) => consent.atMs < brand.startMs)
      .map(({ channel, purpose, granted, atMs }) => {
        return [
          customer.id,
          channel,
          purpose,
          flag(granted, style),
          instant(atMs, style),
          'consent',
          '2026-03',
        ];
      }),
  );
  return csv(['customer_id', 'channel', 'purpose', 'granted', 'timestamp', 'basis', 'text_version'], rows);
}

function membersOf(brand: Brand): readonly Customer[] {
  return brand.hidden.customers.filter((customer) => customer.joinedMs < brand.startMs);
}
