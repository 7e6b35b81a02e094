import { createWriteStream, type WriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { isoDay, reportDocument } from '#app/models/backtest/document.ts';
import { renderHtml, renderMarkdown, renderText } from '#app/models/backtest/render.ts';
import type { BacktestReport } from '#app/models/backtest/report.ts';
import { type Language, WORDS } from '#app/models/backtest/words.ts';
import {
  type BacktestRequest,
  type NextRow,
  backtest as runBacktest,
  type ScoreRow,
} from '#app/models/backtest.ts';
import { csvRows, type PurchaseReader, readPurchases } from '#bin/commands/purchase-lines.ts';
import { AppError, InputError } from '#core/kernel/errors.ts';
import { createRng } from '#core/kernel/rng.ts';

/** What the command needs from whoever runs it. */
export interface BacktestContext {
  readonly out: {
    /** To standard output. */
    write(text: string): void;
    /** To standard error: what went wrong. */
    fail(text: string): void;
    /** To standard error: what is being done. */
    progress(text: string): void;
  };
  /** Reads purchases; the full import parser may stand in. */
  readonly readPurchases?: (path: string, zone: string) => PurchaseReader;
}

const OPTIONS = {
  products: { type: 'string' },
  split: { type: 'string', default: 'cutoff' },
  cutoff: { type: 'string' },
  horizon: { type: 'string' },
  zone: { type: 'string', default: 'UTC' },
  scores: { type: 'string' },
  next: { type: 'string' },
  markdown: { type: 'string' },
  html: { type: 'string' },
  language: { type: 'string', default: 'en' },
  seed: { type: 'string', default: 'backtest' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const USAGE = `kairos backtest PURCHASES [options]

What would we have predicted on this shop's own history? Reads a CSV, needs no cloud.

  --split cutoff|last   a date in time (default), or every customer's last basket
  --cutoff 2026-06-30   last day that may be seen; default: one horizon before the end
  --horizon 13w|91d     days after it that are judged
  --products FILE       CSV with product_id, category, brand: helps rare products
  --scores FILE         one row a customer: probability, expected orders, dates
  --next FILE           up to 20 products a customer
  --markdown FILE, --html FILE   the report as a file; the page needs no network
  --zone Asia/Seoul     whose days and hours times with an offset are read in (default UTC)
  --language ko|en      of the report (default en)
  --seed TEXT           of the resampling; the same seed gives the same report
  --json                the report's figures as JSON`;

function oneOf<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  if ((allowed as readonly string[]).includes(value)) return value as Value;
  throw new InputError(`--${name} is ${allowed.join(' or ')}, not ${value}`);
}

/** `39w` or `273d` in days. */
export function horizonInDays(text: string): number {
  const match = /^(\d+)([wd])$/.exec(text);
  const days = match === null ? 0 : Number(match[1]) * (match[2] === 'w' ? 7 : 1);
  if (days < 1) throw new InputError(`--horizon is a number of weeks or days, as 39w or 91d, not ${text}`);
  return days;
}

/** A date as days since 1970. */
export function dayNumber(text: string): number {
  const atMs = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(atMs) || isoDay(atMs / 86_400_000) !== text) {
    throw new InputError(`--cutoff is a date, as 2026-06-30, not ${text}`);
  }
  return atMs / 86_400_000;
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const scoreLine = ({
  customerId,
  purchaseProbability,
  expectedPurchases,
  nextPurchaseDays,
}: ScoreRow): string => {
  const dates = nextPurchaseDays.map((day) => (day === null ? '' : isoDay(day)));
  return [quoted(customerId), purchaseProbability.toFixed(6), expectedPurchases.toFixed(6), ...dates].join(
    ',',
  );
};
const nextLine = ({ customerId, rank, productId, score }: NextRow): string =>
  [quoted(customerId), rank, quoted(productId), score.toFixed(6)].join(',');

const SCORE_HEADER =
  'customer_id,p_purchase,expected_purchases,next_purchase_p10,next_purchase_p25,next_purchase_p50,next_purchase_p75,next_purchase_p90';
const NEXT_HEADER = 'customer_id,rank,product_id,score';

function openCsv(path: string | undefined, header: string): WriteStream | undefined {
  if (path === undefined) return undefined;
  const file = createWriteStream(path);
  file.write(`${header}\n`);
  return file;
}

async function closeCsv(file: WriteStream | undefined): Promise<void> {
  if (file === undefined) return;
  file.end();
  await finished(file);
}

async function attributesOf(path: string | undefined): Promise<ReadonlyMap<string, readonly string[]>> {
  const attributes = new Map<string, readonly string[]>();
  if (path === undefined) return attributes;
  for await (const { product_id: id, category, brand } of csvRows(path)) {
    if (!id) continue;
    const own = [category && `category ${category}`, brand && `brand ${brand}`];
    const known = own.filter((attribute) => attribute !== undefined && attribute !== '');
    if (known.length > 0) attributes.set(id, known as string[]);
  }
  return attributes;
}

const STEPS = {
  read: 'reading purchases',
  when: 'fitting when customers buy',
  who: 'fitting who will buy',
  what: 'fitting what comes next',
  hour: 'fitting the hours',
} as const;

type Values = ReturnType<typeof parsed>['values'];

function parsed(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}

/** Files written while scoring; closed when the run is over. */
function outputFiles(
  values: Values,
): Pick<BacktestRequest, 'onScore' | 'onNext'> & { close(): Promise<void> } {
  const scores = openCsv(values.scores, SCORE_HEADER);
  const next = openCsv(values.next, NEXT_HEADER);
  return {
    ...(scores && { onScore: (row: ScoreRow) => scores.write(`${scoreLine(row)}\n`) }),
    ...(next && { onNext: (row: NextRow) => next.write(`${nextLine(row)}\n`) }),
    close: async () => {
      await Promise.all([closeCsv(scores), closeCsv(next)]);
    },
  };
}

function checkedSplit(values: Values): BacktestRequest['split'] {
  const split = oneOf('split', values.split, ['cutoff', 'last']);
  if (split === 'last' && values.scores !== undefined) {
    throw new InputError('--scores needs a date in time: use --split cutoff');
  }
  return split;
}

async function present(report: BacktestReport, values: Values, out: BacktestContext['out']): Promise<void> {
  const language: Language = oneOf('language', values.language, ['ko', 'en']);
  const document = reportDocument(report, WORDS[language]);
  if (values.markdown !== undefined) await writeFile(values.markdown, renderMarkdown(document));
  if (values.html !== undefined) await writeFile(values.html, renderHtml(document, language));
  out.write(values.json ? JSON.stringify(report) : renderText(document));
}

async function run(argv: readonly string[], context: BacktestContext): Promise<void> {
  const { values, positionals } = parsed(argv);
  if (values.help) return context.out.write(USAGE);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new InputError('one purchases file is needed; see --help');
  oneOf('language', values.language, ['ko', 'en']);
  const split = checkedSplit(values);
  const cutoffDay = values.cutoff === undefined ? null : dayNumber(values.cutoff);
  const horizonDays = values.horizon === undefined ? null : horizonInDays(values.horizon);
  const reader = (context.readPurchases ?? readPurchases)(path, values.zone);
  const files = outputFiles(values);
  const report = await runBacktest({
    lines: reader.lines,
    split,
    cutoffDay,
    horizonDays,
    attributesOf: await attributesOf(values.products),
    rng: createRng(values.seed),
    malformed: () => reader.malformed(),
    onProgress: (step) => context.out.progress(STEPS[step]),
    ...files,
  });
  await files.close();
  await present(report, values, context.out);
}

/** Errors of the caller: ours by kind, Node's by code (a missing file, an unknown option, an unknown zone). */
function callersFault(error: unknown): string | null {
  if (error instanceof AppError) return error.message;
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  const isCallers = /^(ENOENT|EACCES|EISDIR|Z_DATA_ERROR|ERR_PARSE_ARGS_\w+|CSV_\w+)$/.test(String(code));
  return isCallers || name === 'RangeError' ? String(message) : null;
}

/** `kairos backtest`: no cloud, any shop's CSV. */
export const backtest = {
  name: 'backtest',
  summary: 'What would we have predicted on this shop’s own history?',
  usage: USAGE,
  /** @returns the exit status: 0 done, 2 the caller's fault. */
  async run(argv: readonly string[], context: BacktestContext): Promise<number> {
    try {
      await run(argv, context);
      return 0;
    } catch (error) {
      const message = callersFault(error);
      if (message === null) throw error;
      context.out.fail(message);
      return 2;
    }
  },
} as const;
