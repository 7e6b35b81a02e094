import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { refuse, type Said } from './said.ts';

/** One option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What its value is called in help, e.g. `FILE`. */
  readonly value?: string;
  readonly short?: string;
  readonly multiple?: boolean;
  readonly summary: Said;
}

/** What the words after a verb are read against. */
export interface Verb {
  readonly name: string;
  /** After `kairos`, e.g. `import KIND FILE [options]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
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

/** Why somebody looks at a person: kept in the access log. */
export const REASON_OPTION: Readonly<Record<string, Option>> = {
  reason: {
    type: 'string',
    value: 'TEXT',
    summary: { en: 'why, for the access log', ko: '접속기록에 남길 사유' },
  },
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
export function readArguments(verb: Verb, argv: readonly string[], mostPositionals: number): Arguments {
  const options = { ...verb.options, ...COMMON_OPTIONS };
  assertKnown(verb, options, argv);
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
      en: `${message.split('\n')[0]}\nUsage: kairos ${verb.usage}`,
      ko: `옵션을 읽을 수 없습니다 (${message.split('\n')[0]})\n사용법: kairos ${verb.usage}`,
    });
  }
  const extra = parsed.positionals[mostPositionals];
  if (extra !== undefined) {
    throw refuse({
      en: `too many words, from "${extra}" on\nUsage: kairos ${verb.usage}`,
      ko: `"${extra}" 부터는 필요 없는 말입니다\n사용법: kairos ${verb.usage}`,
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

function assertKnown(verb: Verb, options: Readonly<Record<string, Option>>, argv: readonly string[]): void {
  const end = argv.indexOf('--');
  for (const word of end < 0 ? argv : argv.slice(0, end)) {
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined || Object.hasOwn(options, name)) continue;
    const close = nearest(name, Object.keys(options));
    throw refuse({
      en: `unknown option --${name} of kairos ${verb.name}${close === undefined ? '' : `; did you mean --${close}?`}`,
      ko: `kairos ${verb.name} 에는 --${name} 옵션이 없습니다${close === undefined ? '' : `. 혹시 --${close} 입니까?`}`,
    });
  }
}

/** The word at a position. @throws InputError naming what is missing. */
export function required(verb: Verb, args: Arguments, position: number, what: string): string {
  const word = args.positionals[position];
  if (word !== undefined) return word;
  throw refuse({
    en: `${what} is missing\nUsage: kairos ${verb.usage}`,
    ko: `${what} 이(가) 빠졌습니다\n사용법: kairos ${verb.usage}`,
  });
}
