import { describe, expect, it } from '@jest/globals';
import { makeReport } from '#app/kpis/make-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { keepClicks } from '#app/outcomes/keep-clicks.ts';
import { judgeClick } from '#core/outcomes/human-click.ts';
import { clickOf, clicksFor } from '#core/outcomes/message-click.ts';
import { campaignWorld, withOrders } from '#tests/support/campaign-world.ts';
import { eventOf } from '#tests/support/customer-event.ts';

const clicked = (messageKey: string, atMs: number, name = 'Push Notification Tapped', userAgent?: string) =>
  eventOf({
    name,
    properties: { message_key: messageKey },
    atMs,
    messageId: `${messageKey}-${name}-${atMs}`,
    ...(userAgent === undefined ? {} : { context: { userAgent } }),
  });

describe('answers to messages', () => {
  it('count as clicks only where they carry a message key', () => {
    expect(clickOf(clicked('c/once/a', 5))).toEqual({
      messageKey: 'c/once/a',
      kind: 'tap',
      atMs: 5,
      userAgent: '',
    });
    expect(clickOf(eventOf({ name: 'Product Viewed', atMs: 5 }))).toBeUndefined();
    expect(
      clickOf(eventOf({ name: 'Order Completed', atMs: 5, properties: { message_key: 'c/once/a' } })),
    ).toBeUndefined();
  });

  it('are a person’s where a page was seen, and a machine’s where a scanner came first', () => {
    const at = (name: string, userAgent: string) => clickOf(clicked('c/once/a', 1000, name, userAgent))!;
    const scanner = at('Email Link Clicked', 'Proofpoint scanner');
    const [machine] = clicksFor([scanner], 0);
    expect(judgeClick(machine!.facts).probabilityHuman).toBeLessThan(0.1);
    const seen = clicksFor(
      [at('Email Link Clicked', 'Mozilla/5.0 Safari'), at('Product Viewed', 'Mozilla')],
      0,
    );
    expect(seen).toHaveLength(1);
    expect(judgeClick(seen[0]!.facts).probabilityHuman).toBeGreaterThan(0.9);
    const [tap] = clicksFor([clickOf(clicked('c/once/a', 60_000))!], 0);
    expect(judgeClick(tap!.facts).probabilityHuman).toBeGreaterThan(0.5);
  });

  it('reach the report: clickers, and who of them ordered', async () => {
    const { plan, ports, clicks, messages, rows, settingOf } = await campaignWorld(400);
    const [first, second, third] = messages;
    const kept = await keepClicks(clicks, [
      clicked(first!.messageKey, first!.dueAtMs + 60_000),
      clicked(first!.messageKey, first!.dueAtMs + 90_000),
      clicked(second!.messageKey, second!.dueAtMs + 60_000),
      clicked(third!.messageKey, third!.dueAtMs + 60_000, 'Email Link Clicked', 'curl/8'),
    ]);
    expect(kept).toBe(3);
    const bought = rows.map((row) =>
      row.personId === first!.personId
        ? withOrders(row, [{ atMs: first!.dueAtMs + 120_000, paid: 1000 }])
        : row,
    );
    const asOfMs = plan.summary.window.toMs;
    const measure = await measureCampaign(ports, settingOf(bought, asOfMs), plan);
    const { groups } = makeReport(measure, plan, {
      asOfMs,
      isSimulated: false,
      spend: undefined,
      efforts: [],
    });
    expect(groups.find(({ dimension }) => dimension === 'campaign')?.sums).toMatchObject({
      clickers: 2,
      clickersWhoOrdered: 1,
    });
  });
});
