import { parseArgs } from 'node:util';
import type { Clock } from '#app/ports/clock.ts';
import { nearest } from './nearest.ts';
import type { Out } from './out.ts';
import { type Language, refuse, type Said } from './said.ts';
import type { Services } from './services.ts';

/** One option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What its value is called in help, e.g. `FILE`. */
  readonly value?: string;
  readonly short?: string;
  readonly multiple?: boolean;
  readonly summary: Said;
}

/** What a command is given besides its arguments. */
export interface CommandContext {
  readonly out: Out;
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
  /** Folder against which file names are read. */
  readonly cwd: string;
  readonly clock: Clock;
  readonly services: Partial<Services>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Exit status: 0 done, 1 our fault, 2 the caller's. */
export type ExitStatus = 0 | 1 | 2;

/** One verb of the command line. */
export interface Command {
  readonly name: string;
  readonly summary: Said;
  /** After `kairos`, e.g. `import KIND FILE [options]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** More for `kairos <verb> --help`: paragraphs below the options. */
  readonly notes?: Said;
  readonly examples?: readonly string[];
  /** Services without which the verb does not exist. */
  readonly needs: readonly (keyof Services)[];
  run(argv: readonly string[], context: CommandContext): Promise<ExitStatus>;
}

/** Options that every verb has. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: {
    type: 'boolean',
    summary: { en: 'one JSON document on standard output', ko: '결과를 JSON 문서 하나로 출력합니다' },
  },
  language: {
    type: 'string',
    value: 'ko|en',
    summary: { en: 'language of messages (else that of LANG)', ko: '메시지 언어 (없으면 LANG 을 따릅니다)' },
  },
  help: { type: 'boolean', short: 'h', summary: { en: 'this page', ko: '이 도움말' } },
};

/** Options of verbs that talk to a local run or a stage. */
export const CONNECTION_OPTIONS: Readonly<Record<string, Option>> = {
  endpoint: {
    type: 'string',
    value: 'URL',
    summary: {
      en: 'gateway of a local run (else KAIROS_ENDPOINT, else the run that is up)',
      ko: '로컬 실행의 주소 (없으면 KAIROS_ENDPOINT, 그다음 켜져 있는 실행)',
    },
  },
  stage: {
    type: 'string',
    value: 'NAME',
    summary: { en: 'a deployed stage instead, e.g. dev', ko: '로컬 대신 배포된 스테이지, 예: dev' },
  },
};

/** Arguments of one run of a verb. */
export interface Arguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  all(name: string): readonly string[];
  flag(name: string): boolean;
}

/** @throws InputError if an option is unknown (with the nearest that exists), lacks its value, or if words are too many. */
export function readArguments(command: Command, argv: readonly string[], mostPositionals: number): Arguments {
  const options = { ...command.options, ...COMMON_OPTIONS };
  assertKnown(command, options, argv);
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, short, multiple }]) => [
          name,
          { type, ...(short === undefined ? {} : { short }), ...(multiple === true ? { multiple } : {}) },
        ]),
      ),
    });
  } catch (error) {
    const { message } = error as Error;
    throw refuse({
      en: `${message.split('\n')[0]}\nUsage: kairos ${command.usage}`,
      ko: `옵션을 읽을 수 없습니다 (${message.split('\n')[0]})\n사용법: kairos ${command.usage}`,
    });
  }
  const extra = parsed.positionals[mostPositionals];
  if (extra !== undefined) {
    throw refuse({
      en: `too many words, from "${extra}" on\nUsage: kairos ${command.usage}`,
      ko: `"${extra}" 부터는 필요 없는 말입니다\n사용법: kairos ${command.usage}`,
    });
  }
  const { values, positionals } = parsed;
  return {
    positionals,
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    all: (name) => [values[name]].flat().filter((value) => typeof value === 'string'),
    flag: (name) => values[name] === true,
  };
}

function assertKnown(
  command: Command,
  options: Readonly<Record<string, Option>>,
  argv: readonly string[],
): void {
  const end = argv.indexOf('--');
  for (const word of end < 0 ? argv : argv.slice(0, end)) {
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined || Object.hasOwn(options, name)) continue;
    const close = nearest(name, Object.keys(options));
    throw refuse({
      en: `unknown option --${name} of kairos ${command.name}${close === undefined ? '' : `; did you mean --${close}?`}`,
      ko: `kairos ${command.name} 에는 --${name} 옵션이 없습니다${close === undefined ? '' : `. 혹시 --${close} 입니까?`}`,
    });
  }
}

/** The word at a position. @throws InputError naming what is missing. */
export function required(command: Command, args: Arguments, position: number, what: string): string {
  const word = args.positionals[position];
  if (word !== undefined) return word;
  throw refuse({
    en: `${what} is missing\nUsage: kairos ${command.usage}`,
    ko: `${what} 이(가) 빠졌습니다\n사용법: kairos ${command.usage}`,
  });
}
