import * as z from 'zod';

const text = z.string().trim().min(1);
const byChannel = <T extends z.ZodType>(value: T) => z.object({ push: value, email: value, sms: value });
const inBoth = z.object({ ko: text, en: text });

/** A Bedrock guardrail as a further layer over copy. */
const guardrail = z.object({
  id: text,
  version: text,
  /** Only the Standard tier with cross-Region inference reads Korean, and that for content filters and denied topics only. */
  tier: z.enum(['classic', 'standard']),
  crossRegion: z.boolean(),
  policies: z.array(z.enum(['content', 'topics', 'words', 'grounding', 'personal_data'])).min(1),
});

/** How copy is written and decided on. */
const copySettings = z.object({
  languages: z
    .array(z.enum(['ko', 'en']))
    .min(1)
    .default(['ko', 'en']),
  /** Model or inference profile that writes. */
  model: text.default('global.anthropic.claude-haiku-4-5-20251001-v1:0'),
  /** Variants per row, before checks. */
  variants: z.number().int().min(1).max(400).default(12),
  /** From this many calls on, Bedrock's batch inference writes; it is about half price and takes hours. It takes no fewer than 100. */
  batchAbove: z.number().int().min(100).default(1000),
  /** People who must agree; 2 is four eyes, and then nobody decides alone on what they wrote. */
  approvers: z.number().int().min(1).max(2).default(1),
  /** Days until an undecided set lapses and the old copy simply stays live. */
  reviewDays: z.number().int().min(1).max(30).default(7),
  guardrail: guardrail.optional(),
});

/** A language that a guardrail does not cover, although its settings look as if it did. */
function uncovered(copy: z.output<typeof copySettings>): string | undefined {
  const { guardrail: layer, languages } = copy;
  if (layer === undefined || !languages.includes('ko')) return undefined;
  if (layer.tier !== 'standard' || !layer.crossRegion)
    return 'this guardrail does not read Korean: use the Standard tier with cross-Region inference, or leave it out';
  const blind = layer.policies.filter((policy) => policy === 'words' || policy === 'grounding');
  if (blind.length === 0) return undefined;
  return `the guardrail’s ${blind.join(' and ')} policies do not read Korean: leave them out; the checker covers both`;
}

/** The brand: who sends, how people opt out, how it speaks, and which rules of law are switched on. */
export const brand = z
  .object({
    name: text,
    /** IANA zone of customers whose zone is not known. */
    zone: text.default('Asia/Seoul'),
    /** ISO 4217. */
    currency: z.string().length(3).default('KRW'),
    /** As it stands in every message. */
    sender: z.object({ name: text, contact: text }),
    /** A free way out by channel: a settings path, a page, an 080 number; of a path what it is called in each language. */
    optOut: byChannel(z.union([text, inBoth])),
    voice: inBoth,
    /** Pages that copy may lead to. */
    links: z.array(z.url({ protocol: /^https$/ })).default([]),
    law: z
      .object({
        jurisdiction: z.enum(['KR']).default('KR'),
        /** Sources disagree on plain advertising copy; the stricter reading is on. */
        aiLabel: byChannel(z.boolean()).default({ push: true, email: true, sms: true }),
      })
      .prefault({}),
    copy: copySettings.prefault({}),
    /** Customer ids of colleagues who get test messages. */
    staff: z.array(text).default([]),
    /** Who may sign plans, in which roles; nobody named = whoever may use this stage. */
    approvers: z.array(z.strictObject({ by: text, roles: z.array(text).min(1) })).default([]),
  })
  .superRefine(({ copy }, context) => {
    const message = uncovered(copy);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['copy', 'guardrail'], message });
  });

/** The brand as it was read, defaults filled in. */
export type Brand = z.output<typeof brand>;
