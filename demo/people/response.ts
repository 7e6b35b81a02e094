import { type AppealType, appealTypes, type PersonaId, personaIds } from './persona.ts';
import { personaOf } from './personas.ts';

/**
 * What is true of how people answer to messages: `effect` words and hours matter as the personas say; `null`
 * nothing does; `reversed` price beats context and the model's words beat a person's; `drifting` each persona
 * turns into another within a quarter. Nothing else differs between worlds of one seed.
 */
export type World = 'effect' | 'null' | 'reversed' | 'drifting';

/** How one person answers to messages. Lifts are added to the log-odds of a response. */
export interface ResponseTraits {
  readonly appeals: Readonly<Record<AppealType, number>>;
  /** For a message within the person's own hours against one far from them. */
  readonly ownHourLift: number;
  /** Per won of discount as a share of the price: 0.3 for 30 % off gives 0.3 times this. */
  readonly couponLift: number;
  /** Lost per message received within the last week. */
  readonly fatiguePerMessage: number;
  readonly authorLifts: Readonly<Record<'person' | 'model', number>>;
  readonly channelLifts: Readonly<Record<'push' | 'email' | 'sms', number>>;
}

/** What a person brings along, whatever the world. */
export interface ResponseNature {
  readonly persona: PersonaId;
  /** Own strength beside the persona's, mean 1. */
  readonly strength: number;
  readonly ownHourLift: number;
  readonly fatiguePerMessage: number;
  readonly channelLifts: ResponseTraits['channelLifts'];
}

/** Days until a drifting persona has wholly become the next one. */
const DRIFT_DAYS = 90;

/** The traits that hold for a person in a world, `day` days after its start (only `drifting` moves). */
export function responseTraitsOf(nature: ResponseNature, world: World, day: number): ResponseTraits {
  const own = personaOf(nature.persona);
  const scaled = (value: number): number => value * nature.strength;
  const inEffect: ResponseTraits = {
    appeals: mapAppeals((type) => scaled(own.appeals[type])),
    ownHourLift: nature.ownHourLift,
    couponLift: scaled(own.couponLift),
    fatiguePerMessage: nature.fatiguePerMessage,
    authorLifts: { person: scaled(0.15), model: 0 },
    channelLifts: nature.channelLifts,
  };
  switch (world) {
    case 'effect':
      return inEffect;
    case 'null':
      return silent;
    case 'reversed':
      return reverse(inEffect);
    case 'drifting':
      return drift(inEffect, nature, Math.min(1, Math.max(0, day / DRIFT_DAYS)));
  }
}

const silent: ResponseTraits = {
  appeals: mapAppeals(() => 0),
  ownHourLift: 0,
  couponLift: 0,
  fatiguePerMessage: 0,
  authorLifts: { person: 0, model: 0 },
  channelLifts: { push: 0, email: 0, sms: 0 },
};

function reverse(traits: ResponseTraits): ResponseTraits {
  const [stronger, weaker] = [traits.appeals.context, traits.appeals.price].sort((a, b) => b - a);
  return {
    ...traits,
    appeals: { ...traits.appeals, price: stronger ?? 0, context: weaker ?? 0 },
    authorLifts: { person: traits.authorLifts.model, model: traits.authorLifts.person },
  };
}

function drift(traits: ResponseTraits, nature: ResponseNature, share: number): ResponseTraits {
  const next = personaOf(personaAfter(nature.persona));
  const towards = (from: number, to: number): number => from + share * (to * nature.strength - from);
  return {
    ...traits,
    appeals: mapAppeals((type) => towards(traits.appeals[type], next.appeals[type])),
    couponLift: towards(traits.couponLift, next.couponLift),
  };
}

function personaAfter(id: PersonaId): PersonaId {
  return personaIds[(personaIds.indexOf(id) + 1) % personaIds.length] ?? id;
}

function mapAppeals(valueOf: (type: AppealType) => number): ResponseTraits['appeals'] {
  return Object.fromEntries(appealTypes.map((type) => [type, valueOf(type)])) as ResponseTraits['appeals'];
}
