import {
  ANSWER_MS,
  campaignPeople,
  type MeasuredPerson,
  type OutcomePorts,
  type OutcomeSetting,
} from '#app/outcomes/measured-people.ts';
import type { ReceiptTotals } from '#app/ports/receipt-store.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { DAY_MS, hourOfWeek } from '#core/kernel/time.ts';
import { addForecast, type ForecastSums, noForecasts } from '#core/kpis/forecast-kpis.ts';
import { type KpiSums, marginMinor, mergeKpis, noKpis } from '#core/kpis/kpi-sums.ts';
import { kpisOf } from '#core/kpis/kpis-of.ts';
import { drawShares } from '#core/outcomes/drawn-person.ts';
import { type ArmSums, addPerson, noPeople } from '#core/outcomes/experiments/arm-sums.ts';
import { ChoiceLog, type CountedChoice } from '#core/outcomes/experiments/policies.ts';
import { type SampleRatio, testSampleRatio } from '#core/outcomes/experiments/sample-ratio.ts';
import { type OutcomeTable, OutcomeTally } from '#core/outcomes/outcome-table.ts';
import { HOLDOUT, saltedShare } from '#core/plan/draw-arm.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** By what KPIs are told apart. */
export const dimensions = ['campaign', 'arm', 'channel', 'persona', 'hour', 'region', 'region_hour'] as const;

/** One way to tell KPIs apart. */
export type Dimension = (typeof dimensions)[number];

/** KPIs of people who have one thing in common. */
export interface KpiGroup {
  readonly dimension: Dimension;
  readonly value: string;
  readonly sums: KpiSums;
}

/** How long each message waited for the goal: `hours` until it was reached, or until the watching ended. */
export interface Waits {
  readonly hours: readonly number[];
  readonly isReached: readonly boolean[];
}

/** Everything that a report is made from: sums, and no person. */
export interface CampaignMeasure {
  readonly drawnCount: number;
  readonly measuredCount: number;
  readonly arms: readonly { readonly name: string; readonly share: number; readonly count: number }[];
  readonly sampleRatio: SampleRatio;
  readonly receipts: ReceiptTotals;
  readonly messageMicros: number;
  /** Messages that were opened, and those that a mail service alone fetched in advance; told, and used for nothing. */
  readonly opens: { readonly opened: number; readonly prefetched: number };
  /** Times that the campaign's goal was reached per person, by cell, over the same days for everybody. */
  readonly goals: OutcomeTable;
  /** Orders per person, likewise. */
  readonly orders: OutcomeTable;
  /** Orders that neither cancellation nor return took back, likewise. */
  readonly netOrders: OutcomeTable;
  /** Margin per person; undefined as soon as one piece has no known cost. */
  readonly margin: { readonly sent: ArmSums; readonly holdout: ArmSums } | undefined;
  readonly revenueWithoutVat: { readonly sent: ArmSums; readonly holdout: ArmSums };
  /** Over the same days, and over as many days before: everybody drawn into a sending arm. */
  readonly during: KpiSums;
  readonly before: KpiSums;
  readonly groups: readonly KpiGroup[];
  readonly waits: Waits;
  /** What the plan foretold of people, beside what came. */
  readonly forecasts: Readonly<Record<'sent' | 'holdout', ForecastSums>>;
  /** Whether people visited a store, by cell, over the same days for everybody. */
  readonly storeVisitors: OutcomeTable;
  /** Everybody sent to, as the dice chose for them. */
  readonly choices: Readonly<Record<'arm' | 'copy', readonly CountedChoice[]>>;
  readonly ordersWithoutCost: number;
  readonly otherCurrencyOrders: number;
}

const HOUR_MS = 3_600_000;

/** Sums up what a plan's people did until now. */
export async function measureCampaign(
  ports: OutcomePorts,
  setting: OutcomeSetting & { readonly brandZone: string; readonly asOfMs: number },
  plan: { readonly summary: PlanSummary; readonly hash: string },
): Promise<CampaignMeasure> {
  const { drawnCount, receipts, people } = await campaignPeople(ports, setting, plan);
  const tally = new Tally(setting, plan.summary);
  const met = new Set<string>();
  for await (const person of people()) {
    if (person.messageKey !== undefined) met.add(person.messageKey);
    tally.add(person);
  }
  for (const receipt of receipts) tally.addReceipt(receipt, met.has(receipt.message.messageKey));
  return tally.result(drawnCount);
}

class Tally {
  readonly #setting: { readonly brandZone: string; readonly asOfMs: number };
  readonly #window: PlanSummary['window'];
  readonly #shares: ReadonlyMap<string, number>;
  readonly #groups = new Map<string, KpiGroup>();
  readonly #arms = new Map<string, number>();
  readonly #goals = new OutcomeTally();
  readonly #orders = new OutcomeTally();
  readonly #net = new OutcomeTally();
  readonly #receipts = { suppressed: 0, unknown: 0, failed: 0, accepted: 0 };
  readonly #choices = { arm: new ChoiceLog(), copy: new ChoiceLog() };
  readonly #forecasts = { sent: noForecasts, holdout: noForecasts };
  readonly #visitors = new OutcomeTally();
  #measuredCount = 0;
  readonly #opens = { opened: 0, prefetched: 0 };
  readonly #waits = { hours: [] as number[], isReached: [] as boolean[] };
  readonly #money = {
    margin: { sent: noPeople, holdout: noPeople },
    revenue: { sent: noPeople, holdout: noPeople },
  };
  #messageMicros = 0;
  #during = noKpis;
  #before = noKpis;
  #ordersWithoutCost = 0;
  #otherCurrencyOrders = 0;

  constructor(
    setting: { readonly brandZone: string; readonly asOfMs: number },
    { campaign, window }: Pick<PlanSummary, 'campaign' | 'window'>,
  ) {
    this.#window = window;
    this.#setting = setting;
    this.#shares = drawShares(campaign);
  }

  add(person: MeasuredPerson): void {
    const { drawn, cell, covariate, span, before, assigned } = person;
    this.#arms.set(drawn.arm, (this.#arms.get(drawn.arm) ?? 0) + 1);
    this.#measuredCount += 1;
    this.#goals.add({ cell, metric: span.goals, covariate });
    this.#orders.add({ cell, metric: span.orders, covariate });
    this.#net.add({ cell, metric: span.netOrders, covariate });
    this.#visitors.add({ cell, metric: Number(span.storeVisits > 0), covariate: before.storeVisits });
    this.#ordersWithoutCost += span.ordersWithoutCost;
    this.#otherCurrencyOrders += span.otherCurrencyOrders;
    this.#addChoices(person);
    if (person.open !== undefined) this.#opens[person.open] += 1;
    const own = kpisOf(assigned, span);
    const side = drawn.arm === HOLDOUT ? 'holdout' : 'sent';
    this.#addForecast(person, side);
    const { margin, revenue } = this.#money;
    margin[side] = addPerson(margin[side], marginMinor(own), covariate);
    revenue[side] = addPerson(revenue[side], own.paidMinor - own.refundedMinor - own.vatMinor, covariate);
    if (side === 'sent') {
      this.#during = mergeKpis(this.#during, own);
      this.#before = mergeKpis(this.#before, kpisOf(assigned, before));
    }
    this.#addKpis(person);
  }

  #addForecast({ drawn: { forecast }, row }: MeasuredPerson, side: 'sent' | 'holdout'): void {
    if (forecast === undefined) return;
    const { fromMs } = this.#window;
    const { asOfMs } = this.#setting;
    const times = row.profile.orders.map(({ at }) => Date.parse(at));
    const firstMs = Math.min(...times.filter((atMs) => atMs >= fromMs && atMs < asOfMs));
    this.#forecasts[side] = addForecast(this.#forecasts[side], forecast, {
      firstOrderInDays: Number.isFinite(firstMs) ? (firstMs - fromMs) / DAY_MS : undefined,
      watchedDays: (asOfMs - fromMs) / DAY_MS,
    });
  }

  /** What was drawn for who is not held out: the arm, and within it the copy. */
  #addChoices({ drawn, cell, span }: MeasuredPerson): void {
    const share = this.#shares.get(drawn.arm);
    if (drawn.arm === HOLDOUT || share === undefined) return;
    const { personaId, channel } = cell;
    const common = { reward: span.goals, isFirstHalf: saltedShare('policies', drawn.personId) < 0.5 };
    const probability = share / (1 - (this.#shares.get(HOLDOUT) ?? 0));
    this.#choices.arm.add({ ...common, menu: personaId, action: drawn.arm, probability });
    if (drawn.message === undefined) return;
    const { copyId, copyProbability, productId = '' } = drawn.message;
    const menu = JSON.stringify([personaId, channel, productId, drawn.content?.name]);
    this.#choices.copy.add({ ...common, menu, action: copyId, probability: copyProbability });
  }

  #addKpis({ drawn, cell, assigned, outcome, row }: MeasuredPerson): void {
    const sums = kpisOf(assigned, outcome);
    this.#addTo('arm', drawn.arm, sums);
    if (assigned.acceptedCount === 0) return;
    this.#addTo('campaign', '', sums);
    this.#addTo('channel', cell.channel, sums);
    this.#addTo('persona', cell.personaId, sums);
    const hour = localHour(row.profile.zone ?? this.#setting.brandZone, assigned.fromMs);
    const { region = '' } = row.profile;
    this.#addTo('hour', hour, sums);
    this.#addTo('region', region, sums);
    this.#addTo('region_hour', `${region} ${hour}`, sums);
    const watchedMs = Math.min(ANSWER_MS, this.#setting.asOfMs - assigned.fromMs);
    this.#waits.hours.push(Math.max(0, outcome.leadMs ?? watchedMs) / HOUR_MS);
    this.#waits.isReached.push(outcome.leadMs !== undefined);
  }

  /** A message counts once, in its own arm, whatever became of its person; `isMet`: with the person already. */
  addReceipt({ status, costMicros, message, sendInstantMs, atMs }: Receipt, isMet: boolean): void {
    this.#receipts[status] += 1;
    this.#messageMicros += costMicros;
    if (isMet || status !== 'accepted') return;
    const hour = localHour(this.#setting.brandZone, sendInstantMs ?? atMs);
    const places: readonly (readonly [Dimension, string])[] = [
      ['campaign', ''],
      ['arm', message.arm],
      ['channel', message.channel],
      ['persona', message.personaId ?? ''],
      ['region', ''],
      ['hour', hour],
      ['region_hour', ` ${hour}`],
    ];
    for (const [dimension, value] of places) this.#addTo(dimension, value, { ...noKpis, messages: 1 });
  }

  #addTo(dimension: Dimension, value: string, sums: KpiSums): void {
    const key = `${dimension}:${value}`;
    this.#groups.set(key, { dimension, value, sums: mergeKpis(this.#groups.get(key)?.sums ?? noKpis, sums) });
  }

  result(drawnCount: number): CampaignMeasure {
    const arms = [...this.#shares].map(([name, share]) => ({
      name,
      share,
      count: this.#arms.get(name) ?? 0,
    }));
    const isCostKnown = this.#ordersWithoutCost === 0;
    return {
      drawnCount,
      measuredCount: this.#measuredCount,
      arms,
      sampleRatio: testSampleRatio(arms),
      receipts: this.#receipts,
      messageMicros: this.#messageMicros,
      goals: this.#goals.table(),
      opens: this.#opens,
      orders: this.#orders.table(),
      netOrders: this.#net.table(),
      margin: isCostKnown ? this.#money.margin : undefined,
      revenueWithoutVat: this.#money.revenue,
      during: this.#during,
      before: this.#before,
      groups: [...this.#groups.values()].sort(byDimension),
      waits: this.#waits,
      choices: { arm: this.#choices.arm.counted(), copy: this.#choices.copy.counted() },
      forecasts: this.#forecasts,
      storeVisitors: this.#visitors.table(),
      ordersWithoutCost: this.#ordersWithoutCost,
      otherCurrencyOrders: this.#otherCurrencyOrders,
    };
  }
}

/** Two digits. */
const localHour = (zone: string, atMs: number): string =>
  String(hourOfWeek(zone, atMs) % 24).padStart(2, '0');

function byDimension(a: KpiGroup, b: KpiGroup): number {
  const order = dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension);
  return order !== 0 ? order : a.value < b.value ? -1 : 1;
}
