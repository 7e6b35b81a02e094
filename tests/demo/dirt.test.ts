import { describe, expect, it } from '@jest/globals';
import { createBrand, groundTruth, noDirt, usualDirt } from '#demo/index.ts';
import { faultsOf } from './well-formed.ts';

const options = { startsOn: '2026-11-01', customers: 600 };
const brand = createBrand(3, options);
const deliveries = Array.from({ length: brand.days + 1 }, (_, day) => brand.eventsOfDay(day)).flat();
const truth = groundTruth(brand);
const planted = (kind: string) => truth.planted.filter((each) => each.kind === kind);
const idsOf = (kind: string): ReadonlySet<string> => new Set(planted(kind).map(({ messageId }) => messageId));
const idOf = (json: string): string => /"messageId":"([^"]+)"/.exec(json)?.[1] ?? '';

describe('the dirt planted in the stream', () => {
  it('comes at the declared rates', () => {
    const share = (kind: string): number => planted(kind).length / deliveries.length;
    for (const [kind, rate] of [
      ['duplicate', usualDirt.duplicate],
      ['malformed', usualDirt.malformed],
    ] as const) {
      expect(share(kind)).toBeGreaterThan(rate * 0.6);
      expect(share(kind)).toBeLessThan(rate * 1.4);
    }
    expect(planted('bot')).toHaveLength(usualDirt.botMessages);
    expect(planted('silent-source')).toHaveLength(8 * 6 * 2 * usualDirt.silentDays);
  });

  it('is listed in full: every message sent twice, and no other, is planted as a duplicate', () => {
    const times = new Map<string, number>();
    for (const { json } of deliveries) times.set(idOf(json), (times.get(idOf(json)) ?? 0) + 1);
    const twice = [...times].filter(([id, count]) => id !== '' && count > 1).map(([id]) => id);
    expect(new Set(twice)).toEqual(idsOf('duplicate'));
  });

  it('is listed in full: every malformed message is planted, and every planted one is malformed', () => {
    // The robot's views and what a till or phone sends are well formed.
    const faulty = deliveries.filter(({ json, partitionKey }) => faultsOf(json, partitionKey).length > 0);
    expect(faulty).toHaveLength(planted('malformed').length);
    const known = idsOf('malformed');
    const readable = faulty.map(({ json }) => idOf(json)).filter((id) => id !== '');
    expect(readable.filter((id) => !known.has(id))).toEqual([]);
  });

  it('is late by two to twenty hours where it says so, and nowhere else', () => {
    const late = idsOf('late');
    const onTime = new Map<string, number>();
    for (const { json, receivedMs } of deliveries) {
      const sentAt = /"sentAt":"([^"]+)"/.exec(json)?.[1] ?? '';
      const timestamp = /"timestamp":"(\d[^"]+)"/.exec(json)?.[1] ?? '';
      const heldMs = Date.parse(sentAt) - Date.parse(timestamp);
      expect(receivedMs).toBeGreaterThan(0);
      if (Number.isNaN(heldMs)) continue;
      onTime.set(idOf(json), heldMs);
    }
    for (const [id, heldMs] of onTime) {
      if (heldMs >= 2 * 3_600_000) expect(late.has(id)).toBe(true);
      else expect(late.has(id)).toBe(false);
      expect(heldMs).toBeLessThan(20.1 * 3_600_000);
    }
    expect(late.size).toBeGreaterThan(30);
  });

  it('sets device clocks days off, by what the truth says, and the difference to receipt shows it', () => {
    const errors = new Map(
      planted('wrong-clock').map(({ messageId, detail }) => [messageId, Number.parseInt(detail, 10)]),
    );
    let seen = 0;
    for (const { json, receivedMs } of deliveries) {
      const errorMs = errors.get(idOf(json));
      const sentMs = Date.parse(/"sentAt":"([^"]+)"/.exec(json)?.[1] ?? '');
      if (errorMs === undefined || idsOf('duplicate').has(idOf(json))) continue;
      seen += 1;
      expect(Math.abs(errorMs)).toBeGreaterThan(86_400_000);
      expect(Math.abs(receivedMs - sentMs + errorMs)).toBeLessThan(20_000);
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('lets phones without consent tell their place only where that is planted', () => {
    const places = /"event":"(Store Entered|Store Exited|Store Nearby|Zone Dwelled|Beacon Seen)"/;
    const withoutConsent = new Set(
      brand.hidden.customers
        .filter(({ consents }) => !consents.some(({ purpose, granted }) => purpose === 'location' && granted))
        .map(({ id }) => id),
    );
    const malformed = idsOf('malformed');
    const violations = deliveries
      .filter(({ json }) => places.test(json))
      .filter(({ json }) => withoutConsent.has(/"userId":"([^"]+)"/.exec(json)?.[1] ?? ''))
      .map(({ json }) => idOf(json))
      .filter((id) => !malformed.has(id));
    expect(new Set(violations)).toEqual(idsOf('location-without-consent'));
    expect(violations.length).toBeGreaterThan(5);
  });

  it('is silent for the declared days and source', () => {
    const counted = deliveries.filter(({ json }) => json.includes('"Footfall Counted"'));
    const dayOf = (receivedMs: number): number => Math.floor((receivedMs - brand.startMs) / 86_400_000);
    const days = new Set(counted.map(({ receivedMs }) => dayOf(receivedMs)));
    const silent = Array.from({ length: brand.days }, (_, day) => day).filter((day) => !days.has(day));
    expect(silent).toEqual([18, 19, 20]);
  });

  it('writes the same e-mail, number or name another way, never another one', () => {
    const variants = idsOf('identifier-variant');
    const contacts = new Set(brand.hidden.customers.flatMap(({ email }) => email ?? []));
    let seen = 0;
    for (const { json } of deliveries.filter(({ json }) => variants.has(idOf(json)))) {
      const { traits } = JSON.parse(json) as { traits: { email?: string } };
      seen += 1;
      if (traits.email !== undefined) expect(contacts.has(traits.email.trim().toLowerCase())).toBe(true);
    }
    expect(seen).toBeGreaterThan(5);
  });

  it('is not there where none is asked for', () => {
    expect(groundTruth(createBrand(3, { ...options, customers: 100, dirt: noDirt })).planted).toEqual([]);
  });
});
