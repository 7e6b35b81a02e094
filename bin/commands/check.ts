import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkCopyLine } from '#app/copy/check-copy.ts';
import { readFactSheets } from '#app/copy/read-fact-sheets.ts';
import { type Arguments, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { refuse } from '../said.ts';
import { textLines } from '../text-lines.ts';

/** `kairos check`: judges any copy, whoever wrote it. */
export const check: Command = {
  name: 'check',
  summary: {
    en: 'judge any copy: facts, law, label, style',
    ko: '누가 썼든 문구를 검사합니다: 사실, 법, 표기, 문체',
  },
  usage: 'check COPY.jsonl --facts FACTS.json',
  options: {
    facts: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'the fact sheets that copy may rest on', ko: '문구가 근거로 삼을 팩트 시트' },
    },
  },
  notes: {
    en: 'One copy a line: {"id","channel","language","title","body","facts","rendered"}; "-" reads standard input. Answers one JSON\nline a copy, also with --json: {"id","verdict","findings"}, or {"id","error"} for what cannot be read; then the exit status\nis 2. Label, sender and opt-out are judged where "rendered" is true.',
    ko: '한 줄에 문구 하나: {"id","channel","language","title","body","facts","rendered"}. "-" 는 표준 입력입니다. --json 이어도\n문구마다 JSON 한 줄로 답합니다: {"id","verdict","findings"}. 읽을 수 없는 줄은 {"id","error"} 이고 종료 상태는 2 입니다.\n(광고) 표기, 발신자, 수신 거부는 "rendered" 가 true 일 때 봅니다.',
  },
  examples: ['kairos check copy.jsonl --facts facts.json'],
  needs: [],

  async run(argv, context) {
    const { out, clock } = context;
    const args = readArguments(check, argv, 1);
    const copies = textLines(required(check, args, 0, 'COPY'), context);
    const sheets = readFactSheets(await factsText(args, context.cwd));
    let isAllRead = true;
    for await (const { text, number } of copies) {
      const answer = checkCopyLine(text, number, sheets, clock.nowMs());
      if ('error' in answer) isAllRead = false;
      out.line(JSON.stringify(answer));
    }
    return isAllRead ? 0 : 2;
  },
};

async function factsText(args: Arguments, cwd: string): Promise<string> {
  const name = args.text('facts');
  if (name === undefined) {
    throw refuse({
      en: `--facts FILE is missing\nUsage: kairos ${check.usage}`,
      ko: `--facts FILE 이 빠졌습니다\n사용법: kairos ${check.usage}`,
    });
  }
  try {
    return await readFile(resolve(cwd, name), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw refuse({
      en: `--facts ${name} cannot be read (${code})`,
      ko: `--facts ${name} 을(를) 읽을 수 없습니다 (${code})`,
    });
  }
}
