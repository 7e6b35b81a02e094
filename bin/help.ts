import { displayWidth } from '#core/kernel/text-width.ts';
import { COMMON_OPTIONS, type Option } from './arguments.ts';
import type { Command } from './command.ts';
import type { Language, Said } from './said.ts';

interface Group {
  readonly title: Said;
  readonly verbs: readonly string[];
}

/** Verbs in the order in which people meet them. */
const GROUPS: readonly Group[] = [
  { title: { en: 'Start', ko: '시작' }, verbs: ['up', 'demo', 'doctor'] },
  {
    title: { en: 'Bring data in', ko: '데이터 가져오기' },
    verbs: ['import', 'tail', 'quarantine', 'quality'],
  },
  {
    title: { en: 'Customers', ko: '고객' },
    verbs: ['profile', 'export', 'notices', 'erase', 'keys', 'merge', 'unmerge', 'rebuild'],
  },
  {
    title: { en: 'Models, personas, copy', ko: '모델, 페르소나, 카피' },
    verbs: ['backtest', 'run', 'review'],
  },
  { title: { en: 'Check without sending', ko: '보내지 않고 확인' }, verbs: ['check', 'may-send'] },
  {
    title: { en: 'Campaigns', ko: '캠페인' },
    verbs: ['plan', 'test-send', 'approve', 'apply', 'pause', 'resume', 'cancel', 'why'],
  },
  {
    title: { en: 'What came of it', ko: '성과' },
    verbs: ['report', 'learnings', 'stores', 'journeys', 'cost', 'prices'],
  },
];

const EXAMPLES: readonly { readonly verb: string; readonly line: string; readonly summary: Said }[] = [
  {
    verb: 'demo',
    line: 'kairos demo',
    summary: { en: 'see it work on a made-up shop', ko: '가상의 가게로 전체를 봅니다' },
  },
  {
    verb: 'up',
    line: 'kairos up --data .kairos/shop',
    summary: { en: 'a cloud of your own that stays', ko: '데이터가 남는 로컬 클라우드' },
  },
  {
    verb: 'import',
    line: 'kairos import purchases orders.csv',
    summary: { en: 'a shop’s export as it is', ko: '쇼핑몰 주문 파일 그대로' },
  },
  {
    verb: 'profile',
    line: 'kairos profile 17850',
    summary: { en: 'what is known of one customer', ko: '고객 한 명에 대해 아는 것' },
  },
  {
    verb: 'plan',
    line: 'kairos plan campaign.yaml',
    summary: { en: 'who would get what, and when', ko: '누구에게 무엇을 언제 보낼지' },
  },
];

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => displayWidth(left)));
  return rows.map(([left, right]) => `  ${left}${' '.repeat(width - displayWidth(left) + 2)}${right}`);
}

/** `kairos --help`: the verbs that exist, in groups. */
export function overview(available: readonly Command[], language: Language): string {
  const say = (said: Said): string => said[language];
  const named = new Set(GROUPS.flatMap(({ verbs }) => verbs));
  const others = available.map(({ name }) => name).filter((name) => !named.has(name));
  const groups = [...GROUPS, { title: { en: 'More', ko: '그 밖에' }, verbs: others }].flatMap(
    ({ title, verbs }) => {
      const found = verbs
        .map((verb) => available.find(({ name }) => name === verb))
        .filter((c) => c !== undefined);
      const rows = found.map((command) => [command.name, say(command.summary)] as const);
      return rows.length === 0 ? [] : [say(title), ...columns(rows), ''];
    },
  );
  const examples = EXAMPLES.filter(({ verb }) => available.some(({ name }) => name === verb));
  return [
    say({
      en: 'Kairos: the right person, at the right moment, in the right words.',
      ko: 'Kairos: 꼭 맞는 사람에게, 꼭 맞는 때에, 꼭 맞는 말로.',
    }),
    '',
    say({ en: 'Usage: kairos <verb> [options]', ko: '사용법: kairos <명령> [옵션]' }),
    '',
    ...groups,
    ...(examples.length === 0
      ? []
      : [
          say({ en: 'Examples', ko: '예' }),
          ...columns(examples.map(({ line, summary }) => [line, say(summary)] as const)),
          '',
        ]),
    say({
      en: '"kairos <verb> --help" tells more. Every verb takes --json and --language ko|en.\nExit status: 0 done, 1 our fault, 2 something to mend in what you gave.',
      ko: '"kairos <명령> --help" 로 자세히 볼 수 있습니다. 모든 명령에 --json 과 --language ko|en 을 쓸 수 있습니다.\n종료 상태: 0 끝남, 1 저희 잘못, 2 입력을 고쳐야 함.',
    }),
  ].join('\n');
}

function optionRow(name: string, option: Option, language: Language): readonly [string, string] {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const value = option.value === undefined ? '' : ` ${option.value}`;
  return [`${short}--${name}${value}`, option.summary[language]];
}

/** `kairos <verb> --help`. */
export function commandHelp(command: Command, language: Language): string {
  const options = Object.entries({ ...command.options, ...COMMON_OPTIONS });
  const title = (said: Said): string => said[language];
  return [
    command.summary[language],
    '',
    `${title({ en: 'Usage', ko: '사용법' })}: kairos ${command.usage}`,
    '',
    title({ en: 'Options', ko: '옵션' }),
    ...columns(options.map(([name, option]) => optionRow(name, option, language))),
    ...(command.notes === undefined ? [] : ['', command.notes[language]]),
    ...(command.examples === undefined
      ? []
      : ['', title({ en: 'Examples', ko: '예' }), ...command.examples.map((line) => `  ${line}`)]),
  ].join('\n');
}
