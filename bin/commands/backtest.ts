import { basename, resolve } from 'node:path';
import { reportDocument } from '#app/models/backtest/document.ts';
import { renderHtml, renderMarkdown, renderText } from '#app/models/backtest/render.ts';
import type { BacktestReport } from '#app/models/backtest/report.ts';
import type { PurchaseLine } from '#app/models/backtest/shop-history.ts';
import { WORDS } from '#app/models/backtest/words.ts';
import { type BacktestRequest, backtest as runBacktest } from '#app/models/backtest.ts';
import { createRng } from '#core/kernel/rng.ts';
import { isLunarHoliday } from '#core/models/rhythm/lunar-holidays.ts';
import { type Arguments, readArguments, required } from '../arguments.ts';
import { BACKTEST_OPTIONS, readSplit } from '../backtest/backtest-options.ts';
import { judgeCopyTests } from '../backtest/judge-copy-tests.ts';
import { readAttributes } from '../backtest/read-attributes.ts';
import { type PurchaseReader, type PurchaseReading, readPurchases } from '../backtest/read-purchases.ts';
import { readReviewWords } from '../backtest/read-review-words.ts';
import { NEXT_HEADER, nextLine, SCORE_HEADER, scoreLine } from '../backtest/score-lines.ts';
import type { Command, CommandContext } from '../command.ts';
import { readSettings } from '../import/import-options.ts';
import { ProblemLog } from '../import/problem-log.ts';
import { withFileName } from '../messages/file-problems.ts';
import { OutputFile } from '../output-file.ts';
import { refuse, type Said } from '../said.ts';

const STEPS: Readonly<Record<Parameters<BacktestRequest['onProgress']>[0], Said>> = {
  read: { en: 'reading purchases …', ko: '구매 내역을 읽는 중 …' },
  when: { en: 'fitting when customers buy …', ko: '언제 사는지 맞추는 중 …' },
  who: { en: 'fitting who will buy …', ko: '누가 살지 맞추는 중 …' },
  what: { en: 'fitting what comes next …', ko: '다음에 무엇을 살지 맞추는 중 …' },
  hour: { en: 'fitting the hours …', ko: '시간대를 맞추는 중 …' },
};

const ONE_AT_A_TIME: Said = {
  en: '--copy-tests is a back-test of its own: leave the purchases out',
  ko: '--copy-tests 는 따로 하는 시험입니다. 구매 파일을 빼십시오',
};

/** `kairos backtest`: no cloud, any shop's file. */
export const backtest: Command = {
  name: 'backtest',
  summary: {
    en: 'what would we have predicted on this shop’s own history?',
    ko: '이 가게의 과거로 예측했다면 얼마나 맞았을까요?',
  },
  usage: 'backtest PURCHASES|--copy-tests FILE [options]',
  options: BACKTEST_OPTIONS,
  notes: {
    en: 'Needs no cloud. Reads what "kairos import purchases" reads: CSV with a header, gzip or not, UTF-8, UTF-16 or CP949.\nEach figure stands beside the naive rules that it must beat; data too thin for a figure gets none.',
    ko: '클라우드가 필요 없습니다. "kairos import purchases" 와 같은 파일을 읽습니다: 머리글이 있는 CSV (gzip, UTF-8,\nUTF-16, CP949). 수치마다 이겨야 할 단순한 규칙을 나란히 보이고, 데이터가 모자라면 수치를 내지 않습니다.',
  },
  examples: [
    'kairos backtest orders.csv',
    'kairos backtest orders.csv.gz --horizon 39w --scores scores.csv --next next.csv',
    'kairos backtest --copy-tests tests.csv.gz',
    'kairos backtest orders.csv --split last --products products.csv --html report.html',
  ],
  needs: [],

  async run(argv, context) {
    const args = readArguments(backtest, argv, 1);
    const { out, language } = context;
    const copyTests = args.text('copy-tests');
    if (copyTests !== undefined && args.positionals.length === 0) {
      const { report, document } = await judgeCopyTests(copyTests, args, context);
      writeReport('markdown', renderMarkdown(document), args, context);
      writeReport('html', renderHtml(document, language), args, context);
      out.result(report, () => out.line(renderText(document)));
      return 0;
    }
    if (copyTests !== undefined) throw refuse(ONE_AT_A_TIME);
    const path = resolve(context.cwd, required(backtest, args, 0, 'PURCHASES'));
    const report = await judged(path, args, context);
    const document = reportDocument(report, WORDS[language]);
    writeReport('markdown', renderMarkdown(document), args, context);
    writeReport('html', renderHtml(document, language), args, context);
    out.result(report, () => out.line(renderText(document)));
    return 0;
  },
};

async function judged(path: string, args: Arguments, context: CommandContext): Promise<BacktestReport> {
  const { out, cwd } = context;
  const split = readSplit(args);
  const problems = new ProblemLog(out, undefined);
  const bar = out.progress(out.say({ en: 'reading', ko: '읽는 중' }));
  const reading = {
    ...shopReading(args, context),
    onProblem: problems.add.bind(problems),
    onProgress: (share: number) => bar.update(share),
  };
  const products = args.text('products');
  const attributesOf =
    products === undefined
      ? new Map<string, readonly string[]>()
      : await named(products, readAttributes(resolve(cwd, products)));
  const reviews = args.text('reviews');
  const wordsUntil = (day: number | null): ReturnType<typeof readReviewWords> =>
    named(reviews!, readReviewWords(resolve(cwd, reviews!), reading.zone, day));
  const reader = await named(path, readPurchases(path, reading));
  const scores = outputFile('scores', SCORE_HEADER, args, cwd);
  const next = outputFile('next', NEXT_HEADER, args, cwd);
  try {
    const report = runBacktest({
      ...split,
      lines: ended(reader, () => {
        bar.done();
        problems.close();
      }),
      attributesOf,
      ...(reading.zone === 'Asia/Seoul' && { isHoliday: isLunarHoliday }),
      ...(reviews !== undefined && { wordsUntil }),
      rng: createRng(args.text('seed') ?? 'backtest'),
      malformed: () => reader.malformed(),
      onProgress: (step) => out.note(out.say(STEPS[step])),
      ...(scores && { onScore: (row) => scores.write(`${scoreLine(row)}\n`) }),
      ...(next && { onNext: (row) => next.write(`${nextLine(row)}\n`) }),
    });
    return await named(path, report);
  } finally {
    scores?.close();
    next?.close();
  }
}

function shopReading(args: Arguments, { env, clock }: CommandContext): PurchaseReading {
  const { columns, namedZone, hasExcelSerials } = readSettings(args, env, clock.nowMs());
  return { columns, zone: namedZone ?? 'UTC', hasExcelSerials };
}

async function named<T>(path: string, opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    throw withFileName(error, basename(path));
  }
}

/** The reader's lines, and what is to be done after the last. */
async function* ended({ lines }: PurchaseReader, onEnd: () => void): AsyncGenerator<PurchaseLine> {
  try {
    yield* lines;
  } finally {
    onEnd();
  }
}

function outputFile(option: string, header: string, args: Arguments, cwd: string): OutputFile | undefined {
  const path = args.text(option);
  if (path === undefined) return undefined;
  const file = new OutputFile(option, resolve(cwd, path));
  file.write(`${header}\n`);
  return file;
}

function writeReport(
  option: 'markdown' | 'html',
  text: string,
  args: Arguments,
  { cwd }: CommandContext,
): void {
  const path = args.text(option);
  if (path === undefined) return;
  const file = new OutputFile(option, resolve(cwd, path));
  file.write(text);
  file.close();
}
