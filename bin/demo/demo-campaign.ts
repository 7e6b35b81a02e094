const DAY_MS = 86_400_000;

/** The campaign that the demo runs: its file, as a person would write it. Everybody who may be written to, three days long. */
export function demoCampaign(id: string, fromMs: number): Readonly<Record<string, unknown>> {
  const policy = {
    by: 'demo',
    on: new Date(fromMs).toISOString().slice(0, 10),
    reason: 'made-up customers, all adults',
  };
  return {
    id,
    name: '겨울 보습',
    type: 'scheduled',
    metric: { name: 'orders per person', minimumDetectableEffect: 0.02 },
    channels: ['push', 'email'],
    window: { from: new Date(fromMs).toISOString(), to: new Date(fromMs + 3 * DAY_MS).toISOString() },
    arms: {
      holdoutShare: 0.2,
      programmeHoldoutShare: 0.05,
      timing: { own_time: 0.5, random_time: 0.25, one_time: 0.25 },
      oneTimeHour: 11,
      content: [
        { name: 'context', share: 0.5, appealTypes: ['context'] },
        { name: 'price', share: 0.5, appealTypes: ['price'] },
      ],
    },
    budget: { amount: 20, currency: 'USD' },
    costCentre: 'CRM-01',
    account: '판매촉진비',
    approvalNumber: 'DEMO-2026-001',
    policies: {
      fallbackZone: { zone: 'Asia/Seoul', ...policy },
      unknownAge: { isAllowed: true, ...policy },
    },
  };
}
