import { InputError } from '#core/kernel/errors.ts';
import { MOODS } from '../bedrock/moods.ts';

const KINDS = [
  'throttle',
  'reset-before',
  'reset-after-commit',
  'delay',
  '5xx',
  'partial',
  ...MOODS,
] as const;

export interface FaultRule {
  /** Service as the gateway names it, such as `dynamodb`; absent means any. */
  readonly service?: string;
  readonly operation?: string;
  readonly caller?: string;
  readonly kind: (typeof KINDS)[number];
  /** The next so many matching calls fail; absent means until the rule is removed. */
  readonly count?: number;
  /** Share of matching calls that fail, [0, 1]; drawn from `seed`. */
  readonly probability?: number;
  readonly seed?: number;
  /** Wall time. */
  readonly delayMs?: number;
  /** Share of a batch's entries that come back unprocessed, for `partial`. */
  readonly share?: number;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly random: () => number;
  left: number;
  struck: number;
}

export interface Fault extends FaultRule {
  /** The rule's own dice, for faults that hit part of a call. */
  readonly random: () => number;
}

/** The faults that the local cloud has been told to inject; the oldest matching rule strikes. */
export class Faults {
  #rules: ActiveRule[] = [];

  /** @throws InputError for a rule that is not understood. */
  add(rule: FaultRule): void {
    if (!KINDS.includes(rule.kind))
      throw new InputError(`fault kind "${rule.kind}" is none of ${KINDS.join(', ')}`);
    const left = rule.count ?? Number.POSITIVE_INFINITY;
    this.#rules.push({ rule, random: seeded(rule.seed ?? 1), left, struck: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): (FaultRule & { struck: number })[] {
    return this.#rules.map(({ rule, struck }) => ({ ...rule, struck }));
  }

  /** The fault that strikes this call, if one does. */
  strike(call: { service: string; operation: string; caller: string }): Fault | undefined {
    const hit = this.#rules.find(
      ({ rule, left, random }) =>
        left > 0 && matches(rule, call) && (rule.probability === undefined || random() < rule.probability),
    );
    if (hit === undefined) return undefined;
    hit.left -= 1;
    hit.struck += 1;
    return { ...hit.rule, random: hit.random };
  }
}

function matches(rule: FaultRule, call: { service: string; operation: string; caller: string }): boolean {
  return (
    (rule.service ?? call.service) === call.service &&
    (rule.operation ?? call.operation) === call.operation &&
    (rule.caller ?? call.caller) === call.caller
  );
}

/** A small generator (mulberry32): a fault run can be repeated from its seed. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
