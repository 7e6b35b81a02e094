import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkCopyLine } from '#app/copy/check-copy.ts';
import { readFactSheets } from '#app/copy/read-fact-sheets.ts';
import { parseInstant } from '#core/kernel/time.ts';
import { readArguments, required } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { refuse } from '../said.ts';
import { textLines } from '../text-lines.ts';

/** The file's full path. @throws InputError if it is not there or cannot be opened. */
function existing(name: string, cwd: string): string {
  const path = resolve(cwd, name);
  try {
    if (statSync(path).isFile()) return path;
  } catch {
    // What is missing and what may not be seen is said alike.
  }
  throw refuse({ en: `there is no file ${name}`, ko: `${name} 파일이 없습니다` });
}

function momentOf(written: string | undefined, context: CommandContext): number {
  if (written === undefined) return context.clock.nowMs();
  const atMs = parseInstant(written);
  if (atMs !== undefined) return atMs;
  throw refuse({
    en: `--at is an instant such as 2026-11-21T12:00:00+09:00, not ${written}`,
    ko: `--at 은 2026-11-21T12:00:00+09:00 같은 시각입니다: ${written}`,
  });
}

/** `kairos check`: may this copy be used? Needs no cloud. */
export const check: Command = {
  name: 'check',
  summary: {
    en: 'judge any copy against its facts and the law',
    ko: '카피를 사실과 법에 비추어 검사합니다',
  },
  usage: 'check COPY.jsonl|- --facts FACTS.json [--at INSTANT]',
  options: {
    facts: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'the fact sheets (required)', ko: '팩트 시트 (필수)' },
    },
    at: {
      type: 'string',
      value: 'INSTANT',
      summary: {
        en: 'judge as of then: facts count within their window (default: now)',
        ko: '그 시각을 기준으로 검사합니다 (없으면 지금)',
      },
    },
  },
  notes: {
    en: 'Each line of COPY.jsonl is {"id","channel","language","title","body","facts"}; "rendered": true has label,\nsender and opt-out judged too. The answer is a JSON line each, also under --json. Exit status 2 if a line cannot\nbe read; a verdict of fail is an answer.',
    ko: 'COPY.jsonl 의 각 줄은 {"id","channel","language","title","body","facts"} 이고, "rendered": true 이면 표시·발신자·수신거부도\n검사합니다. 결과는 --json 이 없어도 한 줄에 JSON 하나입니다. 읽을 수 없는 줄이 있으면 종료 상태가 2 이며, fail 판정은 오류가 아닙니다.',
  },
  examples: ['check copy.jsonl --facts facts.json'],
  needs: [],

  async run(argv, context) {
    const { out, cwd, stdin } = context;
    const args = readArguments(check, argv, 1);
    const name = required(check, args, 0, 'COPY.jsonl');
    const facts = args.text('facts');
    if (facts === undefined) {
      throw refuse({
        en: `--facts FILE is missing\nUsage: kairos ${check.usage}`,
        ko: `--facts 가 빠졌습니다\n사용법: kairos ${check.usage}`,
      });
    }
    const sheets = readFactSheets(readFileSync(existing(facts, cwd), 'utf8'));
    const nowMs = momentOf(args.text('at'), context);
    const counts = { pass: 0, fail: 0, unreadable: 0 };
    const progress = out.progress(out.say({ en: 'Checking', ko: '검사 중' }));
    // How much standard input will bring, nobody knows.
    const byteCount =
      name === '-' ? Number.POSITIVE_INFINITY : Math.max(1, statSync(existing(name, cwd)).size);
    let readBytes = 0;
    for await (const { text, number } of textLines(name, { cwd, stdin })) {
      readBytes += Buffer.byteLength(text) + 1;
      const answer = checkCopyLine(text, number, sheets, nowMs);
      counts['verdict' in answer ? answer.verdict : 'unreadable'] += 1;
      out.line(JSON.stringify(answer));
      progress.update(readBytes / byteCount);
    }
    progress.done();
    const { pass, fail, unreadable } = counts;
    out.note(
      out.say({
        en: `${pass} pass, ${fail} fail, ${unreadable} cannot be read`,
        ko: `통과 ${pass}건, 실패 ${fail}건, 읽을 수 없음 ${unreadable}건`,
      }),
    );
    return unreadable === 0 ? 0 : 2;
  },
};
