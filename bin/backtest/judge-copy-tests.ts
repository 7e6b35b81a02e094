import { basename, resolve } from 'node:path';
import { backtestCopy, type CopyBacktest } from '#app/copy/backtest-copy.ts';
import { copyBacktestDocument } from '#app/copy/backtest-copy-document.ts';
import type { ReportDocument } from '#app/models/backtest/document.ts';
import { createRng } from '#core/kernel/rng.ts';
import type { Arguments } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { withFileName } from '../messages/file-problems.ts';
import { refuse } from '../said.ts';
import { readCopyTests } from './read-copy-tests.ts';

/** Fewer tests say nothing about a policy. */
const FEWEST_TESTS = 50;

/** `--copy-tests`: the report and its layout. @throws InputError if the file is missing, malformed or too small. */
export async function judgeCopyTests(
  file: string,
  args: Arguments,
  { cwd, out, language }: CommandContext,
): Promise<{
  readonly report: CopyBacktest & { readonly malformed: number };
  readonly document: ReportDocument;
}> {
  const path = resolve(cwd, file);
  const { tests, malformed } = await readCopyTests(path).catch((error: unknown) => {
    throw withFileName(error, basename(path));
  });
  if (tests.length < FEWEST_TESTS) {
    throw refuse({
      en: `${basename(path)} holds ${tests.length} tests with two or more variants: ${FEWEST_TESTS} are needed`,
      ko: `${basename(path)} 에는 문구가 둘 이상인 시험이 ${tests.length}개뿐입니다. ${FEWEST_TESTS}개가 필요합니다`,
    });
  }
  const bar = out.progress(out.say({ en: 'replaying', ko: '재생하는 중' }));
  const rng = createRng(args.text('seed') ?? 'backtest');
  const report = backtestCopy(tests, { rng, onProgress: (done) => bar.update(done) });
  bar.done();
  return { report: { ...report, malformed }, document: copyBacktestDocument(report, language) };
}
