import { userInfo } from 'node:os';
import type { CostDesk } from '#app/cost/cost-desk.ts';
import type { Ledger } from '#app/cost/read-ledger.ts';
import { reconcile } from '#core/cost/focus/reconcile.ts';
import { allocateShared } from '#core/cost/ledger/allocate-shared.ts';
import { campaignResult } from '#core/cost/ledger/campaign-result.ts';
import type { CostLine } from '#core/cost/ledger/cost-line.ts';
import { parseMonth } from '#core/cost/ledger/month.ts';
import type { OpenStatement, Statement } from '#core/cost/ledger/statement.ts';
import type { RecordedCall } from '#core/cost/meter/meter-call.ts';
import { type Arguments, CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { askGateway, type Connection, connect } from '../connection.ts';
import { COST_OPTIONS, GROUPINGS, type Grouping } from '../cost/cost-options.ts';
import { effectFile, printCampaign } from '../cost/print-campaign.ts';
import { printComparison } from '../cost/print-comparison.ts';
import { printEstimate, readModel } from '../cost/print-estimate.ts';
import { printFocus } from '../cost/print-focus.ts';
import { printMissing, printTable, printTotals, tableOf } from '../cost/print-lines.ts';
import { readExpectation } from '../cost/read-expectation.ts';
import { readAllocation, readCharges, readFocusFile, readJson } from '../cost/read-files.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

const DEFAULT_REGION = 'ap-northeast-2';

/** `kairos cost`: what each thing cost, closing of months, FOCUS. */
export const cost: Command = {
  name: 'cost',
  summary: {
    en: 'what a campaign and a month cost; close a month; FOCUS file',
    ko: '캠페인과 월의 비용, 월 마감, FOCUS 파일',
  },
  usage: 'cost [CAMPAIGN] [--format table|csv|focus] [--by GROUP] [--forecast plan|MONTH] [--close MONTH]',
  options: { ...COST_OPTIONS, ...CONNECTION_OPTIONS },
  examples: [
    'kairos cost --by stage',
    'kairos cost autumn-renewal --currency KRW --effect effect.json',
    'kairos cost --month 2026-11 --format focus > focus.csv',
    'kairos cost autumn-renewal --forecast plan',
    'kairos cost --close 2026-10',
    'kairos cost --reconcile aws-focus.csv.gz',
    'kairos cost --model customers=4000000,eventsPerCustomer=30',
  ],
  needs: ['costDesk'],

  async run(argv, context) {
    const args = readArguments(cost, argv, 1);
    const model = args.text('model');
    const region = args.text('region') ?? DEFAULT_REGION;
    if (model !== undefined) {
      printEstimate(readModel(model), { region, atMs: context.clock.nowMs() }, context.out);
      return 0;
    }
    const connection = await connect(args, context.env);
    const desk = await service(context, 'costDesk')(connection);
    if (await changed(desk, args, context)) return 0;
    if (args.flag('meter')) await meterCalls(desk, connection, context);
    await desk.postAdSpend();
    await show(desk, args, context);
    return 0;
  },
};

/** Does what an option asks for that changes the ledger. @returns whether there was one. */
async function changed(desk: CostDesk, args: Arguments, context: CommandContext): Promise<boolean> {
  const { out } = context;
  const by = userInfo().username;
  const [close, post, allocation, account] = ['close', 'post', 'allocation', 'account'].map((name) =>
    args.text(name),
  );
  if (close !== undefined) {
    const { month, hash, closedAt, closedBy, lines } = await desk.closeMonth(parseMonth(close), by);
    out.result({ month, hash, closedAt, closedBy, lineCount: lines.length }, () =>
      out.line(
        out.say({
          en: `${month} is closed (${lines.length} lines, ${closedBy}, ${closedAt}): statement ${hash}`,
          ko: `${month} 마감 (${lines.length}줄, ${closedBy}, ${closedAt}): 명세 ${hash}`,
        }),
      ),
    );
  } else if (post !== undefined) {
    const charges = await readCharges(post, context);
    for (const charge of charges) await desk.post(`posted ${charge.id}`, [charge]);
    out.result({ postedCount: charges.length }, () =>
      out.line(
        out.say({ en: `${charges.length} charges posted`, ko: `비용 ${charges.length}건을 올렸습니다` }),
      ),
    );
  } else if (allocation !== undefined) {
    const version = await desk.approveAllocation(readAllocation(allocation, context), by);
    out.result({ version }, () =>
      out.line(
        out.say({
          en: `allocation key ${version} approved by ${by}`,
          ko: `배부 기준 ${version} 승인: ${by}`,
        }),
      ),
    );
  } else if (account !== undefined) await setAccount(desk, account, args, context);
  else return false;
  return true;
}

async function setAccount(
  desk: CostDesk,
  text: string,
  args: Arguments,
  { out }: CommandContext,
): Promise<void> {
  const [costCentre, account, approvalNumber, ...rest] = text.split(',');
  const campaign = args.positionals[0];
  if (!campaign || !costCentre || !account || !approvalNumber || rest.length > 0) {
    throw refuse({
      en: 'say kairos cost CAMPAIGN --account CENTRE,ACCOUNT,APPROVAL',
      ko: 'kairos cost CAMPAIGN --account 코스트센터,계정,품의번호 로 쓰십시오',
    });
  }
  await desk.setAccount(campaign, { costCentre, account, approvalNumber });
  out.result({ campaign, costCentre, account, approvalNumber }, () => out.line(`${campaign}: ${text}`));
}

async function meterCalls(desk: CostDesk, connection: Connection, { out }: CommandContext): Promise<void> {
  if (connection.endpoint === undefined)
    throw refuse({ en: '--meter is for a local run', ko: '--meter 는 로컬 실행에만 씁니다' });
  const { calls } = (await askGateway(connection.endpoint, '/calls?full')) as {
    calls: readonly RecordedCall[];
  };
  const count = await desk.meterCalls(calls, DEFAULT_REGION);
  out.note(out.say({ en: `${count} transitions metered`, ko: `상태 전이 ${count}건을 계량했습니다` }));
}

async function show(desk: CostDesk, args: Arguments, context: CommandContext): Promise<void> {
  const { out } = context;
  const ledger = await desk.readLedger();
  const month = args.text('month') === undefined ? undefined : parseMonth(args.text('month') ?? '');
  const isWanted = (statement: Statement): boolean => month === undefined || statement.month === month;
  const open = ledger.open.filter(isWanted);
  const statements = [...ledger.closed.filter(isWanted), ...open];
  const lines = statements.flatMap((statement) => statement.lines);
  const campaign = args.positionals[0];
  const bill = args.text('reconcile');
  if (bill !== undefined) return printReconciled(bill, lines, context);
  const expected = args.text('forecast');
  if (expected !== undefined) {
    const held = await readExpectation(expected, { campaign, month }, { desk, ledger });
    const actual = {
      lines: ofCampaign(lines, campaign),
      open: open.map((one) => unpricedFor(one, campaign)),
    };
    return printComparison(held, actual, { format: formatOf(args), out });
  }
  if (args.text('format') === 'focus') return printFocus(ofCampaign(lines, campaign), open, out);
  if (campaign !== undefined && args.text('by') === undefined)
    return showCampaign(campaign, { desk, ledger, statements, open }, args, context);
  const own = ofCampaign(lines, campaign);
  const table = tableOf(own, { by: groupingOf(args), format: formatOf(args) }, out);
  out.result({ lines: own, unpriced: open.flatMap(unpricedOf) }, () => {
    printTable(table, formatOf(args), out);
    printTotals(own, open, out);
  });
}

const unpricedOf = ({ unpriced }: Ledger['open'][number]) =>
  unpriced.map(({ question, quantity }) => ({ ...question, quantity: String(quantity) }));

/** The statement with what has no price of this campaign alone. */
const unpricedFor = (statement: OpenStatement, campaign: string | undefined): OpenStatement => ({
  ...statement,
  unpriced: statement.unpriced.filter(
    ({ campaigns }) => campaign === undefined || campaigns.includes(campaign),
  ),
});

const ofCampaign = (lines: readonly CostLine[], campaign: string | undefined): readonly CostLine[] =>
  campaign === undefined ? lines : lines.filter(({ tags }) => tags.campaign === campaign);

async function showCampaign(
  campaign: string,
  {
    desk,
    ledger,
    statements,
    open,
  }: {
    readonly desk: CostDesk;
    readonly ledger: Ledger;
    readonly statements: readonly Statement[];
    readonly open: Ledger['open'];
  },
  args: Arguments,
  context: CommandContext,
): Promise<void> {
  const { out } = context;
  const keyOf = (statement: Statement) =>
    'allocationKey' in statement
      ? (statement as Ledger['closed'][number]).allocationKey
      : ledger.allocationKey;
  const shares = statements.flatMap((statement) => allocateShared(statement.lines, keyOf(statement)).shares);
  const lines = statements.flatMap((statement) => statement.lines);
  const effect = args.text('effect');
  const missing = open.map((one) => unpricedFor(one, campaign));
  const known = campaignResult(
    campaign,
    { lines, shares },
    effect === undefined ? undefined : readJson(effect, effectFile, context),
    { book: ledger.book, currency: args.text('currency') ?? 'USD', atMs: desk.nowMs() },
  );
  const account = await desk.accountOf(campaign);
  const own = ofCampaign(lines, campaign);
  // What has no price is no zero: what rests on the whole cost is not told.
  const isWhole = missing.every(({ unpriced }) => unpriced.length === 0);
  const result = isWhole
    ? known
    : { ...known, profit: undefined, costPerIncrementalOrder: 'not determinable' as const };
  out.result({ ...result, account, lines: own, unpriced: missing.flatMap(unpricedOf) }, () => {
    const format = formatOf(args);
    printTable(tableOf(own, { by: undefined, format }, out), format, out);
    if (format === 'table') printCampaign(result, account, out);
    printMissing(missing, out);
  });
}

async function printReconciled(
  file: string,
  lines: readonly CostLine[],
  context: CommandContext,
): Promise<void> {
  const { out } = context;
  const groups = reconcile(await readFocusFile(file, context), lines);
  out.result({ groups }, () => {
    const header = {
      en: ['kind', 'month', 'service', 'campaign', 'bill', 'ledger', 'difference', ''],
      ko: ['구분', '월', '서비스', '캠페인', '청구', '원장', '차이', ''],
    };
    out.table(
      header[out.language],
      groups.map((g) => [
        g.kind,
        g.month,
        g.service,
        g.campaign || '-',
        g.bill,
        g.ledger,
        g.difference,
        g.currency,
      ]),
    );
  });
}

function formatOf(args: Arguments): string {
  const format = args.text('format') ?? 'table';
  if (['table', 'csv', 'focus'].includes(format)) return format;
  throw refuse({
    en: `--format is table, csv or focus, not ${format}`,
    ko: `--format 은 table, csv, focus 중 하나입니다`,
  });
}

function groupingOf(args: Arguments): Grouping | undefined {
  const by = args.text('by');
  if (by === undefined || GROUPINGS.includes(by as Grouping)) return by as Grouping | undefined;
  throw refuse({
    en: `--by is one of ${GROUPINGS.join(', ')}`,
    ko: `--by 는 ${GROUPINGS.join(', ')} 중 하나입니다`,
  });
}
