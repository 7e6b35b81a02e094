import * as z from 'zod';
import { parseInstant } from '#core/kernel/time.ts';

const text = z.string().trim().min(1);
const inBoth = z.strictObject({ ko: text, en: text });
const currency = z.string().regex(/^[A-Z]{3}$/);
const instant = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, 'no instant: write 2026-12-01T00:00:00+09:00');

/** One coupon or benefit. */
const offer = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'small letters, digits and hyphens, at most 64'),
    name: inBoth,
    value: z
      .union([
        z.strictObject({ percentOff: z.number().int().min(1).max(100) }),
        z.strictObject({ amountOff: z.number().positive(), currency }),
        z.strictObject({ benefit: inBoth }),
      ])
      .describe('what it takes off, or what else it gives'),
    conditions: z
      .strictObject({
        products: z.array(text).default([]).describe('the order holds one of these; none = any'),
        minimumSpend: z.strictObject({ amount: z.number().positive(), currency }).optional(),
      })
      .prefault({}),
    validity: z.strictObject({
      from: instant,
      to: instant.describe('exclusive'),
      daysAfterIssue: z.number().int().min(1).max(366).optional(),
    }),
    stacking: z.enum(['alone', 'with_others']).default('alone'),
    mostCodes: z.number().int().positive().describe('never more codes than this are issued'),
    funder: text.describe('who pays for it'),
  })
  .refine(({ validity }) => Date.parse(validity.from) < Date.parse(validity.to), {
    path: ['validity'],
    message: 'ends before it begins',
  });

/** A file of offers, JSON. An offer never changes once it is imported. */
export const offersFile = z
  .array(offer)
  .min(1)
  .meta({
    title: 'Kairos offers',
    examples: [
      [
        {
          id: 'refill-10',
          name: { ko: '재구매 10%', en: '10% on the next one' },
          value: { percentOff: 10 },
          conditions: { minimumSpend: { amount: 20000, currency: 'KRW' } },
          validity: {
            from: '2026-12-01T00:00:00+09:00',
            to: '2027-01-01T00:00:00+09:00',
            daysAfterIssue: 14,
          },
          mostCodes: 5000,
          funder: 'brand',
        },
      ],
    ],
  });
