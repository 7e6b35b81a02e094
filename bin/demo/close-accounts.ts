import { type DeliveryReason, deliveryReasons, deliverySentence } from '#core/delivery/reasons.ts';
import type { Receipt, ReceiptStatus } from '#core/delivery/receipt.ts';
import type { Out } from '../out.ts';

/** What became of the messages of one campaign, counted at three places that do not know of each other. */
export interface Account {
  readonly campaignId: string;
  /** By the plan; of a triggered campaign by its days' counts of started messages. */
  readonly planned: number;
  /** By the receipts. */
  readonly receipts: Readonly<Record<ReceiptStatus, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  /** Messages that the send APIs were given, each key once. */
  readonly given: number;
  /** Why the figures do not agree; empty if they do. */
  readonly faults: readonly string[];
}

/**
 * Closes the account of one campaign: every planned message has one receipt, every accepted one was given to a provider
 * exactly once, none of the suppressed ones was, and nothing was given that has no receipt.
 */
export function closeAccount(
  campaignId: string,
  {
    planned,
    receipts,
    givenKeys,
  }: {
    readonly planned: number;
    readonly receipts: readonly Receipt[];
    /** Message keys of the outbox, as often as they stand there. */
    readonly givenKeys: readonly string[];
  },
): Account {
  const counts = { suppressed: 0, unknown: 0, failed: 0, accepted: 0 };
  const reasons: Record<string, number> = {};
  const statusOf = new Map<string, ReceiptStatus>();
  for (const { message, status, reason } of receipts) {
    counts[status] += 1;
    if (reason !== '') reasons[reason] = (reasons[reason] ?? 0) + 1;
    statusOf.set(message.messageKey, status);
  }
  const given = new Set(givenKeys);
  const keysOf = (status: ReceiptStatus): readonly string[] =>
    [...statusOf].flatMap(([key, found]) => (found === status ? [key] : []));
  const checks: readonly (readonly [boolean, string])[] = [
    [statusOf.size === planned, `${statusOf.size} receipts of ${planned} planned`],
    [given.size === givenKeys.length, `${givenKeys.length - given.size} given twice`],
    [keysOf('accepted').every((key) => given.has(key)), 'accepted, but not in the outbox'],
    [!keysOf('suppressed').some((key) => given.has(key)), 'suppressed, but in the outbox'],
    [[...given].every((key) => statusOf.has(key)), 'in the outbox without a receipt'],
  ];
  const faults = checks.filter(([holds]) => !holds).map(([, fault]) => fault);
  return { campaignId, planned, receipts: counts, reasons, given: given.size, faults };
}

/** The accounts as one small table, and each campaign's reasons. */
export function printAccounts(accounts: readonly Account[], out: Out): void {
  const sum = (of: (account: Account) => number): number =>
    accounts.reduce((total, account) => total + of(account), 0);
  const row = (name: string, of: (take: (account: Account) => number) => number): (string | number)[] => {
    const { accepted, suppressed, failed, unknown } = {
      accepted: of(({ receipts }) => receipts.accepted),
      suppressed: of(({ receipts }) => receipts.suppressed),
      failed: of(({ receipts }) => receipts.failed),
      unknown: of(({ receipts }) => receipts.unknown),
    };
    return [
      name,
      of(({ planned }) => planned),
      accepted,
      suppressed,
      failed,
      unknown,
      of(({ given }) => given),
    ];
  };
  const closes = (faults: readonly string[]): string =>
    faults.length === 0 ? out.say({ en: 'yes', ko: '예' }) : faults.join('; ');
  out.table(
    [
      out.say({ en: 'campaign', ko: '캠페인' }),
      out.say({ en: 'planned', ko: '계획' }),
      out.say({ en: '= accepted', ko: '= 접수' }),
      out.say({ en: '+ suppressed', ko: '+ 보내지 않음' }),
      out.say({ en: '+ failed', ko: '+ 실패' }),
      out.say({ en: '+ unknown', ko: '+ 미확인' }),
      out.say({ en: 'in the outbox', ko: '발송함' }),
      out.say({ en: 'closes', ko: '일치' }),
    ],
    [
      ...accounts.map((account) => [
        ...row(account.campaignId, (take) => take(account)),
        closes(account.faults),
      ]),
      [...row(out.say({ en: 'all', ko: '전체' }), sum), closes(accounts.flatMap(({ faults }) => faults))],
    ],
  );
  out.line();
  out.table(
    [
      out.say({ en: 'campaign', ko: '캠페인' }),
      out.say({ en: 'messages', ko: '건수' }),
      out.say({ en: 'why', ko: '사유' }),
    ],
    accounts.flatMap(({ campaignId, reasons }) =>
      Object.entries(reasons)
        .sort(([, a], [, b]) => b - a)
        .map(([reason, count]) => [campaignId, count, sentence(reason, out)]),
    ),
  );
}

function sentence(reason: string, out: Out): string {
  return Object.hasOwn(deliveryReasons, reason)
    ? out.say(deliverySentence(reason as DeliveryReason))
    : reason;
}
