import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { Forecast } from '#core/cost/ledger/forecast.ts';
import { InputError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { assign } from '#core/plan/assign/assign.ts';
import { canonicalJson } from '#core/plan/canonical-json.ts';
import { createCopyShelf } from '#core/plan/choose-copies.ts';
import { createLaneKinds } from '#core/plan/lane-kinds.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import type { PlanSetting } from '#core/plan/plan-setting.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import {
  createHomeFinder,
  drawStores,
  fewestStores,
  type StoreDraw,
  UnitTally,
} from '#core/plan/stores/draw-stores.ts';
import { createTimeGrid } from '#core/plan/time-grid.ts';
import { pooledCurve } from '#core/plan/value/answer-curve.ts';
import { addPerson, noFacts, type PooledFacts } from '#core/plan/value/pooled-facts.ts';
import { decidePeople, partitionBytes } from './decide-people.ts';
import { type Gathered, gatherPeople } from './gather-people.ts';
import { occurrenceOf, windowOf } from './occurrence.ts';
import { openMarket } from './open-market.ts';
import type { PlanInput, PlanPorts } from './plan-input.ts';
import { createTally } from './tally.ts';

/** A plan as it was made: what people read, and the hash that they sign. */
export interface MadePlan {
  readonly hash: string;
  readonly summary: PlanSummary;
}

/**
 * Makes a plan and keeps it: everybody considered once, one assignment under every constraint, the decisions in
 * partitions and a summary that names them by hash. Equal inputs give an equal hash, in whatever order people come.
 * @throws InputError if the window is over, a price is missing, or there is no law pack.
 */
export async function makePlan(input: PlanInput, ports: PlanPorts): Promise<MadePlan> {
  const { setting, storeDraw } = await settingOf(input);
  // Of a triggered campaign the rule and its worst case are signed: nobody is chosen yet.
  const isTriggered = input.campaign.type === 'triggered';
  const gathered = isTriggered ? NOBODY : await gatherPeople(input, setting, ports);
  const market = openMarket(input, setting);
  const assigned = await assign(
    gathered.rosters.map(({ block }) => block),
    market,
  );
  const tally = createTally(input);
  const partitions: { hash: string; people: number }[] = [];
  for (const decided of decidePeople(input, setting, market, { gathered, assigned })) {
    for (const one of decided) tally.add(one);
    partitions.push({
      hash: await ports.artefacts.put('plan', partitionBytes(decided)),
      people: decided.length,
    });
  }
  const { campaign, currency } = setting;
  const counted = tally.counted();
  const worstCaseMicros = isTriggered
    ? worstCaseOf(input, setting)
    : counted.cost.reduce((sum, { micros }) => sum + micros.high, 0);
  const summary: PlanSummary = {
    format: 'kairos-plan/1',
    campaign,
    occurrence: occurrenceOf(campaign),
    madeAtMs: input.nowMs,
    currency,
    billingCurrency: input.shop.billingCurrency,
    window: { fromMs: setting.time.slotStartsMs[0]!, toMs: setting.time.slotStartsMs.at(-1)! },
    zone: input.shop.zone,
    ...counted,
    ...(storeDraw && { storeDraw }),
    letIn: gathered.letIn,
    offers: input.offers,
    assignment: {
      value: round(assigned.value),
      bound: round(assigned.bound),
      gap: Math.round(assigned.gap * 1e6) / 1e6,
    },
    tokensNeeded: 0,
    conflicts: conflictsOf(input),
    reversibleUntilMs: counted.load.reduce(
      (first, { hourMs }) => Math.min(first, hourMs),
      campaign.window.toMs,
    ),
    worstCaseMicros,
    ...(!isTriggered && { forecast: forecastOf(input, counted) }),
    ...(isTriggered && { messageMicros: dearestOf(input, setting) }),
    partitions,
  };
  return { hash: await keepSummary(summary, ports), summary };
}

const NOBODY: Gathered = { rosters: [], letIn: { byFallbackZone: 0, byUnknownAge: 0 } };

function forecastOf(
  { copies, forecast, partsOf }: PlanInput,
  counted: Pick<PlanSummary, 'copies'>,
): Forecast {
  const byId = new Map(copies.map((copy) => [copy.id, copy]));
  return forecast(
    counted.copies.map(({ id, messages }) => {
      const copy = byId.get(id)!;
      return { channel: copy.channel, messages, parts: partsOf(copy) };
    }),
  );
}

/** As many messages as the rule allows on every day of the window, each by the dearest copy; no more than the budget. */
function worstCaseOf(input: PlanInput, setting: PlanSetting): number {
  const { campaign } = setting;
  const dearest = Math.max(0, ...Object.values(dearestOf(input, setting)));
  const days = Math.ceil((campaign.window.toMs - campaign.window.fromMs) / DAY_MS);
  const budget = campaign.budget === undefined ? Infinity : Math.floor(campaign.budget.amount * 1e6);
  return Math.min(budget, (campaign.trigger?.mostPerDay ?? 0) * days * dearest);
}

/** The dearest usable copy of each channel. */
function dearestOf(
  { copies }: PlanInput,
  { campaign, priceOf }: PlanSetting,
): NonNullable<PlanSummary['messageMicros']> {
  const channels = campaign.channels.map((channel) => {
    const prices = copies.filter((copy) => copy.channel === channel).map(priceOf);
    return prices.length === 0 ? [] : [[channel, Math.max(...prices)] as const];
  });
  return Object.fromEntries(channels.flat());
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Keeps the summary's canonical bytes. */
function keepSummary(summary: PlanSummary, { artefacts }: Pick<PlanPorts, 'artefacts'>): Promise<string> {
  return artefacts.put('plan', new TextEncoder().encode(`${canonicalJson(summary)}\n`));
}

async function settingOf(
  input: PlanInput,
): Promise<{ readonly setting: PlanSetting; readonly storeDraw: StoreDraw | undefined }> {
  const { campaign, shop, nowMs, copies } = input;
  const law = lawPacks[campaign.jurisdiction];
  if (law === undefined)
    throw refusal(
      `there is no law pack for ${campaign.jurisdiction}`,
      `${campaign.jurisdiction} 법령 자료가 없습니다`,
    );
  const window = windowOf(campaign, nowMs);
  if (window === undefined)
    throw refusal('the campaign’s window is over', '캠페인 발송 기간이 이미 끝났습니다');
  const { facts, stores } = await everybody(input);
  const storeDraw = drawOf(input, stores, window.fromMs);
  const fallback = campaign.policies.fallbackZone?.zone;
  const zones = [...facts.zones, ...(fallback === undefined ? [] : [fallback])];
  const tags = new Map(copies.map((copy, tag) => [copy.id, tag]));
  const setting: PlanSetting = {
    campaign: { ...campaign, window },
    nowMs,
    currency: shop.currency,
    time: createTimeGrid(
      zones.length > 0 ? zones : ['UTC'],
      { ...window, fromMs: Math.max(window.fromMs, nextMinute(nowMs)) },
      { law, channels: campaign.channels },
    ),
    facts,
    pooled: pooledCurve(facts.buyHours),
    defaultHours: shop.defaultHours,
    uplift: input.uplift,
    shelf: createCopyShelf(campaign, copies, {
      outcomes: input.copyOutcomes,
      peopleCount: facts.personCount,
    }),
    kinds: createLaneKinds((productId) => input.stockOf(productId) !== undefined, shop.exchange.rate),
    priceOf: (copy) => priceOf(input, copy),
    homeOf: storeDraw && createHomeFinder(storeDraw),
    tagOf: ({ id }) => tags.get(id)!,
  };
  return { setting, storeDraw };
}

/** What everybody together says, and every store's people where stores are held out. */
async function everybody({
  campaign: { arms, goal },
  shop: { currency },
  nowMs,
  rows,
}: PlanInput): Promise<{ readonly facts: PooledFacts; readonly stores: UnitTally }> {
  let facts = noFacts;
  const stores = new UnitTally(arms.storeHoldout?.by ?? 'store', { nowMs, currency });
  for await (const row of rows()) {
    facts = addPerson(facts, row, { nowMs, currency, goal: goal.event });
    if (arms.storeHoldout !== undefined) stores.add(row);
  }
  return { facts, stores };
}

/** Stores that get nothing: those of an earlier plan, else drawn now. @throws InputError where there are none to draw from. */
function drawOf(
  { campaign, storeDraw }: PlanInput,
  stores: UnitTally,
  sinceMs: number,
): StoreDraw | undefined {
  const { id: campaignId, arms } = campaign;
  if (arms.storeHoldout === undefined) return undefined;
  const draw = storeDraw ?? drawStores(stores.units(), arms.storeHoldout, { campaignId, sinceMs });
  if (draw !== undefined) return draw;
  const least = fewestStores(arms.storeHoldout.share);
  throw refusal(
    `arms.storeHoldout: needs at least two stores or regions of ten people each, and ${least} for a verdict`,
    `arms.storeHoldout: 고객이 10명 이상인 매장 또는 지역이 둘 이상 있어야 하며, 판정하려면 ${least}곳이 필요합니다`,
  );
}

const nextMinute = (nowMs: number): number => (Math.floor(nowMs / 60_000) + 1) * 60_000;

function priceOf({ price, partsOf }: PlanInput, copy: ApprovedCopy): number {
  const found = price(copy.channel, partsOf(copy));
  if ('refused' in found)
    throw refusal(
      `no price is known for ${copy.channel}: ${found.refused}`,
      `${copy.channel} 단가를 알 수 없습니다: ${found.refused}`,
    );
  return found.micros;
}

function conflictsOf({ campaign, others }: PlanInput): PlanSummary['conflicts'] {
  const { fromMs, toMs } = campaign.window;
  return others.flatMap(({ campaignId, priority, load }) => {
    const messages = load
      .filter(
        ({ hourMs, channel }) =>
          hourMs < toMs && hourMs + 3_600_000 > fromMs && campaign.channels.includes(channel),
      )
      .reduce((sum, one) => sum + one.messages, 0);
    return messages === 0 || campaignId === campaign.id ? [] : [{ campaignId, priority, messages }];
  });
}

function refusal(en: string, ko: string): InputError {
  return new InputError(en, { details: { ko } });
}
